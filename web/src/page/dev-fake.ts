/** A stand-in for the playground while the real one is made. */
import type {
  KeyState,
  Language,
  RunOptions,
  RunResult,
  TraceEvent,
  TraceKind,
  Verdict,
} from "../types.ts";

const enc = new TextEncoder();
const cmd = (...a: string[]) =>
  enc.encode(
    `*${a.length}\r\n` +
      a.map((x) => `$${enc.encode(x).length}\r\n${x}\r\n`).join(""),
  );
const bulk = (s: string) => enc.encode(`$${s.length}\r\n${s}\r\n`);
const keyState = (key: string, type: string, value: string, exp = -1) =>
  enc.encode(
    `*7\r\n:0\r\n$${key.length}\r\n${key}\r\n$${type.length}\r\n${type}\r\n$6\r\nembstr\r\n:${exp}\r\n:${value.length}\r\n$${value.length}\r\n${value}\r\n`,
  );
const join = (...p: Uint8Array[]) => {
  const o = new Uint8Array(p.reduce((n, x) => n + x.length, 0));
  let at = 0;
  for (const x of p) {
    o.set(x, at);
    at += x.length;
  }
  return o;
};

class Recorder {
  events: TraceEvent[] = [];
  f = 0;
  conn = 0;
  add(at: number, kind: TraceKind, e: Partial<TraceEvent> = {}) {
    this.events.push({
      seq: 0,
      at,
      kind,
      task: "",
      client: 1,
      conn: 0,
      future: 0,
      name: "",
      text: "",
      data: new Uint8Array(),
      ...e,
    });
  }
  dial(at: number) {
    const conn = ++this.conn;
    this.add(at, "conn.dialed", { conn, text: "localhost:6379" });
    this.add(at + 10e6, "conn.opened", { conn });
    return (this.hello(at + 10e6, conn), conn);
  }
  hello(at: number, conn: number) {
    this.exchange(
      at,
      conn,
      "main",
      [["HELLO", "3"]],
      [enc.encode("%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n")],
      false,
    );
  }
  exchange(
    at: number,
    conn: number,
    task: string,
    cmds: string[][],
    replies: Uint8Array[],
    futures = true,
  ) {
    const ids = cmds.map(() => (futures ? ++this.f : 0));
    const reqs = cmds.map((c) => cmd(...c));
    if (futures)
      cmds.forEach((c, i) => {
        this.add(at, "future.created", {
          future: ids[i]!,
          task,
          name: c[0]!,
          text: c.join(" "),
        });
        this.add(at, "future.sent", { future: ids[i]!, conn, data: reqs[i]! });
      });
    if (futures)
      this.add(at, "task.waiting", {
        task,
        text:
          cmds.length > 1
            ? "pipe.execute()"
            : `r.${cmds[0]![0]!.toLowerCase()}(…)`,
      });
    this.add(at, "bytes.sent", { conn, name: "client", data: join(...reqs) });
    this.add(at + 5e6, "bytes.came", {
      conn,
      name: "server",
      data: join(...reqs),
    });
    cmds.forEach((c, i) => {
      this.add(at + 5e6, "executed", {
        conn,
        name: c[0]!,
        text: c.join(" "),
        data: replies[i]!,
      });
      if (c[0] === "SET" || c[0] === "MSET")
        for (let k = 1; k < c.length; k += 2)
          this.add(at + 5e6, "key.changed", {
            conn,
            name: "set",
            text: c[k]!,
            data: keyState(
              c[k]!,
              "string",
              c[k + 1]!,
              c[0] === "SET" ? Date.now() + 42000 : -1,
            ),
          });
    });
    this.add(at + 5e6, "bytes.sent", {
      conn,
      name: "server",
      data: join(...replies),
    });
    this.add(at + 10e6, "bytes.came", {
      conn,
      name: "client",
      data: join(...replies),
    });
    if (futures)
      cmds.forEach((_, i) =>
        this.add(
          at + 10e6,
          replies[i]![0] === 45 ? "future.rejected" : "future.resolved",
          {
            future: ids[i]!,
            name: "server",
            text: new TextDecoder().decode(replies[i]).trim(),
            data: replies[i]!,
          },
        ),
      );
    return at + 10e6;
  }
  done() {
    this.events.sort((a, b) => a.at - b.at);
    this.events.forEach((e, i) => (e.seq = i));
    return this.events;
  }
}

function threeWays() {
  const r = new Recorder();
  r.add(0, "task.started", { task: "main" });
  const c = r.dial(0);
  let t = 20e6;
  t = r.exchange(
    t,
    c,
    "main",
    [
      [
        "MSET",
        ...Array.from({ length: 100 }, (_, i) => [`key:${i}`, `${i}`]).flat(),
      ],
    ],
    [enc.encode("+OK\r\n")],
  );
  for (let i = 0; i < 100; i++)
    t = r.exchange(t, c, "main", [["GET", `key:${i}`]], [bulk(`${i}`)]);
  r.add(t, "printed", {
    task: "main",
    name: "stdout",
    text: "one after another",
  });
  for (let i = 0; i < 100; i++) {
    const task = `Task-${i + 2}`;
    r.add(t, "task.started", { task });
    const conn = i === 0 ? c : r.dial(t);
    const f = i === 0 ? t : t + 20e6;
    r.exchange(f, conn, task, [["GET", `key:${i}`]], [bulk(`${i}`)]);
    r.add(f + 10e6, "task.ended", { task, text: "done" });
  }
  t += 30e6;
  r.add(t, "printed", { task: "main", name: "stdout", text: "gathered" });
  t = r.exchange(
    t,
    c,
    "main",
    Array.from({ length: 100 }, (_, i) => ["GET", `key:${i}`]),
    Array.from({ length: 100 }, (_, i) => bulk(`${i}`)),
  );
  r.add(t, "printed", { task: "main", name: "stdout", text: "in a pipeline" });
  t = r.exchange(
    t,
    c,
    "main",
    [["SET", "session", "abc"]],
    [enc.encode("+OK\r\n")],
  );
  t = r.exchange(
    t,
    c,
    "main",
    [["INCR", "session"]],
    [enc.encode("-ERR value is not an integer or out of range\r\n")],
  );
  r.add(t, "task.ended", { task: "main", text: "done" });
  for (let i = 1; i <= r.conn; i++)
    r.add(t, "conn.closed", { conn: i, text: "the program closed it" });
  return r.done();
}

function blpop() {
  const r = new Recorder();
  r.add(0, "task.started", { task: "main" });
  r.add(0, "task.started", { task: "worker" });
  r.add(0, "task.started", { task: "boss" });
  const a = r.dial(0),
    b = r.dial(0);
  let t = 20e6;
  for (let n = 1; n < 4; n++) {
    const f = ++r.f;
    const q = cmd("BLPOP", "jobs", "0");
    const rep = enc.encode("*2\r\n$4\r\njobs\r\n$5\r\njob 1\r\n");
    r.add(t, "future.created", {
      future: f,
      task: "worker",
      name: "BLPOP",
      text: "BLPOP jobs 0",
    });
    if (n === 2) {
      r.add(t, "pool.waiting", { future: f });
      r.add(t + 12e6, "pool.acquired", { future: f, conn: a });
      t += 12e6;
    }
    r.add(t, "future.sent", { future: f, conn: a, data: q });
    r.add(t, "bytes.sent", { conn: a, name: "client", data: q });
    r.add(t + 5e6, "bytes.came", { conn: a, name: "server", data: q });
    r.add(t + 5e6, "executed", {
      conn: a,
      name: "BLPOP",
      text: "BLPOP jobs 0",
    });
    r.add(t + 5e6, "blocked", { conn: a, text: "jobs" });
    const p = t + 50e6;
    r.exchange(
      p,
      b,
      "boss",
      [["RPUSH", "jobs", `job ${n}`]],
      [enc.encode(":1\r\n")],
    );
    r.add(p + 5e6, "unblocked", { conn: a });
    r.add(p + 5e6, "bytes.sent", { conn: a, name: "server", data: rep });
    r.add(p + 10e6, "bytes.came", { conn: a, name: "client", data: rep });
    r.add(p + 10e6, "future.resolved", {
      future: f,
      text: '1) "jobs" 2) "job 1"',
      data: rep,
    });
    r.add(p + 10e6, "printed", {
      task: "worker",
      name: "stdout",
      text: `worker: got job ${n}`,
    });
    t = p + 10e6;
  }
  r.add(t, "task.ended", { task: "worker", text: "done" });
  r.add(t, "task.ended", { task: "boss", text: "done" });
  r.add(t, "task.ended", { task: "main", text: "done" });
  return r.done();
}

export class Playground extends EventTarget {
  state = "idle";
  trace: TraceEvent[] = [];
  storage: string | null = null;
  settings: any = {};
  world: any = {};
  fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
  async start() {
    this.fire("progress", { what: "Redis", loaded: 3e5, total: 7e5 });
    await new Promise((r) => setTimeout(r, 200));
    this.fire("progress", { what: "Redis", loaded: 7e5, total: 7e5 });
  }
  async run(_l: Language, code: string, _o?: RunOptions): Promise<RunResult> {
    this.fire("state", "loading");
    this.fire("progress", { what: "Python", loaded: 4e6, total: 13e6 });
    await new Promise((r) => setTimeout(r, code.includes("slow") ? 5000 : 200));
    this.fire("state", "running");
    await new Promise((r) => setTimeout(r, code.includes("slow") ? 5000 : 100));
    const trace = (this.trace = /blpop/i.test(code) ? blpop() : threeWays());
    this.fire("output", {
      stream: "stdout",
      text: "one after another     1000 ms for 100 values\ngathered                30 ms for 100 values\nin a pipeline           10 ms for 100 values\n",
    });
    const error = code.includes("boom")
      ? "Traceback (most recent call last):\n  File \"program.py\", line 3, in <module>\n    boom()\nNameError: name 'boom' is not defined"
      : null;
    for (let i = 0; i < trace.length; i += 500)
      this.fire("trace", trace.slice(i, i + 500));
    this.fire("state", "idle");
    return {
      output: "",
      error,
      elapsed: trace[trace.length - 1]!.at / 1e6,
      trace,
    };
  }
  async stop() {}
  resume() {}
  async reset() {}
  async preload() {}
  now() {
    return this.trace[this.trace.length - 1]?.at ?? 0;
  }
  clock() {
    return Date.now();
  }
  async keys(db = 0): Promise<KeyState[]> {
    if (db > 0) return [];
    const keys: KeyState[] = Array.from({ length: 30 }, (_, i) => ({
      db: 0,
      key: `key:${i}`,
      type: "string",
      encoding: "int",
      expireAt: null,
      size: 2,
      value: String(i),
    }));
    keys.unshift(
      {
        db: 0,
        key: "session",
        type: "string",
        encoding: "embstr",
        expireAt: Date.now() + 42000,
        size: 6,
        value: "abc123",
      },
      {
        db: 0,
        key: "user:1",
        type: "hash",
        encoding: "listpack",
        expireAt: Date.now() + 3000,
        size: 2,
        value: { name: "Anna", city: "Vienna" },
      },
      {
        db: 0,
        key: "jobs",
        type: "list",
        encoding: "listpack",
        expireAt: null,
        size: 3,
        value: ["mail", "print", "mail"],
      },
      {
        db: 0,
        key: "tags",
        type: "set",
        encoding: "listpack",
        expireAt: null,
        size: 2,
        value: ["redis", "async"],
      },
    );
    return this.trace.length ? keys : [];
  }
  async grade(): Promise<Verdict[]> {
    return [
      { ok: true, title: "Reads 100 keys", hint: "" },
      {
        ok: false,
        title: "In one round trip",
        hint: "Look at the timeline: each read waits for the one before.",
      },
    ];
  }
}
