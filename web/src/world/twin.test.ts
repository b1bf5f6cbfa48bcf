/** Programs whose turns a twin answers, beside the same programs without one: nobody can tell them apart. */

import { afterEach, expect, test } from "vitest";
import { beginning, World } from "../api/world.ts";
import { joined } from "../border/bytes.ts";
import { encodeCommand } from "../border/command.ts";
import { macrotask } from "../border/macrotask.ts";
import { decodeTrace } from "../border/trace.ts";
import { apart } from "../runner/apart.ts";
import { CliRuntime } from "../runner/cli.ts";
import type { TraceEvent } from "../types.ts";
import { hold } from "./door.ts";
import { GrowingWorld } from "./growing.ts";
import { WorldHost } from "./host.ts";
import { Modules } from "./load.ts";
import { openPort, type PortDoor } from "./port.ts";
import { PAGE, PROGRAM } from "./protocol.ts";
import { Twin, TwinDoor, type TwinOptions } from "./twin.ts";

const modules = new Modules();
const modulesApart = new Modules(apart);
const opened: MessagePort[] = [];

afterEach(() => {
  for (const port of opened.splice(0)) port.close();
});

function makeTwin(options: TwinOptions = {}): Twin {
  return new Twin("tests", modulesApart, {
    after: 0,
    again: 0,
    ...options,
  });
}

/** A host that programs run at, one after another, with a twin or without. */
async function open(twin?: Twin) {
  const wasm = await GrowingWorld.create(modules);
  let trace: TraceEvent[] = [];
  let horizons = 0;
  const host = new WorldHost(wasm, { soon() {}, async save() {} }, (news) => {
    if ("chunk" in news && news.chunk) {
      const events = decodeTrace(news.chunk);
      if (events[0]?.seq === 0) trace = []; // what came before is of no run
      trace.push(...events);
    }
    if (news.kind === "horizon") {
      horizons++;
      host.resume();
    }
  });
  const attach = (session: number, begin?: Uint8Array): PortDoor => {
    const { port1, port2 } = new MessageChannel();
    opened.push(port1);
    host.attach(session, port2, begin);
    return openPort(port1);
  };
  const page = attach(PAGE);
  return {
    host,
    wasm,
    page: new World(hold(page), page),
    trace: () => trace,
    horizons: () => horizons,
    program() {
      trace = [];
      const options = { latency: "10ms", jitter: "3ms", seed: 7 };
      const port = attach(PROGRAM, encodeCommand(...beginning(options, 60e9)));
      return twin ? new TwinDoor(port, twin) : port;
    },
    /** Runs redis-cli lines to their end; what there is to see of them. */
    async run(lines: string) {
      const door = this.program();
      const error = await new CliRuntime().run(lines, door.turn);
      await door.close();
      await host.detach(PROGRAM);
      return { error, trace };
    },
  };
}

const lines = `SET a 1
SADD set b c d e f g h i j k
SPOP set 3
anna> SUBSCRIBE news
bob> BLPOP queue 5
WATCH a
MULTI
INCR a
RPUSH queue x
EXEC
PUBLISH news hello
EXPIRE a 1
CLIENT ID
RANDOMKEY
SRANDMEMBER set 5
SSCAN set 0 COUNT 3
TTL a
HELLO 3
GET a
HGET a b
nosuch
INCR n`;

type Opened = Awaited<ReturnType<typeof open>>;

/** Until the twin answers: it is made while a program goes on. A plain world does the same beside it. */
async function settle(twin: Twin, ...worlds: Opened[]) {
  for (let i = 0; i < 100 && twin.state !== "ready"; i++)
    for (const world of worlds) await world.run("PING\nPING\nPING");
  expect(twin.state).toBe("ready");
}

test.each([
  ["behind by as many turns as there are", {}],
  ["never behind, so that each answer is compared", { most: 0 }],
  ["behind by three turns at most", { most: 3 }],
])("a world that is %s", async (_, options) => {
  const twin = makeTwin(options);
  const twinned = await open(twin);
  const plain = await open();
  await settle(twin, twinned, plain);
  for (let i = 0; i < 3; i++) {
    await plain.page.advance("3s"); // what the page does in between, the twin has missed
    await twinned.page.advance("3s");
    const run = await twinned.run(lines);
    expect(run).toEqual(await plain.run(lines));
    expect(run.error).toBe(null);
    expect(twin.state).toBe("ready");
  }
  const keys = await twinned.page.keys();
  expect(keys).toEqual(await plain.page.keys());
  expect(keys.map(({ key }) => key)).toEqual(["a", "n", "set"]);
});

test("a command of a larger module, which the world moves into, and then another twin", async () => {
  const twin = makeTwin();
  const twinned = await open(twin);
  const plain = await open();
  await settle(twin, twinned, plain);
  const program = `${lines}\nXADD stream 1-1 a 1\nXLEN stream\nINCR n`;
  const { trace } = await twinned.run(program);
  expect(printed(trace)).toBe(printed((await plain.run(program)).trace));
  expect(printed(trace)).toContain("(integer) 2\n");
  expect(twin.state).not.toBe("ready");
  await settle(twin, twinned, plain);
  expect(await twinned.run(program)).toEqual(await plain.run(program));
  expect(twin.state).toBe("ready");
});

const printed = (trace: TraceEvent[]) =>
  trace
    .flatMap(({ kind, text }) => (kind === "printed" ? [text] : []))
    .join("");

test("the page has its turn in the midst of a run", async () => {
  const twin = makeTwin();
  const world = await open(twin);
  await settle(twin, world);
  const redis = world.page.client();
  await redis.set("seen", "nothing");
  const door = world.program();
  const cli = new CliRuntime();
  let turns = 0;
  let got: Promise<string | null> | undefined;
  const program = `SET seen it\n${"PING\n".repeat(20)}SET seen later`;
  const ended = cli.run(program, async (batch) => {
    const answer = await door.turn(batch);
    if (++turns === 4) {
      got = redis.get("seen");
      for (let i = 0; i < 50; i++) await macrotask(); // its way there
    }
    return answer;
  });
  expect(await ended).toBe(null);
  expect(await got).toBe("it");
  await door.close();
  await world.host.detach(PROGRAM);
  expect(await redis.get("seen")).toBe("later");
  expect((await world.run(lines)).error).toBe(null);
  expect(twin.state).toBe("ready");
});

test("a run is held at its horizon by the page", async () => {
  const twin = makeTwin();
  const twinned = await open(twin);
  const plain = await open();
  await settle(twin, twinned, plain);
  const answers = [];
  for (const world of [twinned, plain]) {
    const { turn } = world.program();
    const wait = (seconds: number) =>
      turn(encodeCommand("WAIT", seconds * 1e9));
    const said = [];
    for (const seconds of [1, 150, 150, 150, 151])
      said.push(new TextDecoder().decode(await wait(seconds)));
    answers.push([said, world.horizons()]);
    await world.host.detach(PROGRAM);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]![1]).toBe(2);
});

test("a program that is killed has done what it did", async () => {
  const twin = makeTwin();
  const world = await open(twin);
  await settle(twin, world);
  const door = world.program();
  for (let i = 0; i < 50; i++)
    await door.turn(
      joined([
        encodeCommand("PRINT", "main", "stdout", `${i}\n`),
        encodeCommand("WAIT", i * 1e6),
      ]),
    );
  door.turn.early!(encodeCommand("PRINT", "main", "stdout", "last words\n"));
  await new Promise((resolve) => setTimeout(resolve, 20)); // its messages are on their way
  await world.host.detach(PROGRAM);
  expect(printed(world.trace())).toBe(
    Array.from({ length: 50 }, (_, i) => `${i}\n`).join("") + "last words\n",
  );
  expect(printed((await world.run("PING")).trace)).toContain("PONG");
});
