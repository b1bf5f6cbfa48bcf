import { afterEach, expect, test } from "vitest";
import { beginning, World } from "../api/world.ts";
import { encodeCommand } from "../border/command.ts";
import { decodeTrace } from "../border/trace.ts";
import { CliRuntime } from "../runner/cli.ts";
import { JavaScriptRuntime } from "../runner/javascript.ts";
import type { Language, TraceEvent } from "../types.ts";
import { hold, type Door } from "./door.ts";
import { GrowingWorld } from "./growing.ts";
import { WorldHost } from "./host.ts";
import { Modules } from "./load.ts";
import { openPort } from "./port.ts";
import { PAGE, PROGRAM, type ToPage } from "./protocol.ts";

const opened: MessagePort[] = [];

afterEach(() => {
  for (const port of opened.splice(0)) port.close();
});

/** A host with its sessions behind ports, as in the page's worker. */
async function hosted() {
  const wasm = await GrowingWorld.create(new Modules());
  const news: ToPage[] = [];
  let heard = () => {};
  const host = new WorldHost(
    wasm,
    { soon() {}, async save() {} },
    (message) => {
      news.push(message);
      heard();
    },
  );
  const attach = (session: number, begin?: Uint8Array): Door => {
    const { port1, port2 } = new MessageChannel();
    opened.push(port1);
    host.attach(session, port2, begin);
    return openPort(port1);
  };
  return {
    host,
    attach,
    wasm,
    /** Resolves once the host has told of something. */
    async told(kind: ToPage["kind"]) {
      while (!news.some((message) => message.kind === kind)) {
        await new Promise<void>((resolve) => (heard = resolve));
      }
      return news.splice(0);
    },
    trace: () => traceOf(news),
  };
}

type Hosted = Awaited<ReturnType<typeof hosted>>;

function start({ attach }: Hosted, language: Language, code: string) {
  const horizon = 60e9;
  const begin = encodeCommand(...beginning({ latency: "10ms" }, horizon));
  const door = attach(PROGRAM, begin);
  const runtime =
    language === "redis-cli"
      ? new CliRuntime()
      : new JavaScriptRuntime(door.trace);
  return { runtime, ended: runtime.run(code, door.turn, {}) };
}

const printed = (trace: TraceEvent[]) =>
  trace
    .flatMap(({ kind, text }) => (kind === "printed" ? [text] : []))
    .join("");

test("programs run one after another, and the page hears of each", async () => {
  const world = await hosted();
  const first = start(world, "redis-cli", "SET a 1\nanna> INCR a\n# done");
  expect(await first.ended).toBe(null);
  await world.host.detach(PROGRAM);
  expect(printed(world.trace())).toBe(
    "127.0.0.1:6379> SET a 1\nOK\nanna> INCR a\n(integer) 2\n",
  );
  const detached = (await world.told("detached")).at(-1);
  expect(detached).toMatchObject({
    kind: "detached",
    session: PROGRAM,
    clock: { now: 50e6, unix: Date.UTC(2025, 0, 1) + 50 },
  });
  const second = start(
    world,
    "javascript",
    'console.log(await redis.get("a"))',
  );
  expect(await second.ended).toBe(null);
  await world.host.detach(PROGRAM);
  const trace = world.trace();
  expect(printed(trace)).toBe("2\n");
  expect(trace.map(({ seq }) => seq)).toEqual(trace.map((_, i) => i));
});

test("redis-cli lines that wait for ever, and their line", async () => {
  const world = await hosted();
  const { ended } = start(world, "redis-cli", "PING\n\nBLPOP q 0");
  expect(await ended).toMatch(/^line 3: BLPOP q 0 waits for ever/);
});

test("a run is held at its horizon until it is told to go on", async () => {
  const world = await hosted();
  const { runtime, ended } = start(
    world,
    "javascript",
    'setInterval(() => console.log("tick"), 50_000);',
  );
  expect(printed(traceOf(await world.told("horizon")))).toBe("tick\n");
  world.host.resume();
  expect(printed(traceOf(await world.told("horizon")))).toBe("tick\n");
  runtime.stop();
  world.host.resume();
  expect(await ended).toBe("The program was stopped.");
});

function traceOf(news: ToPage[]): TraceEvent[] {
  return news.flatMap((message) =>
    "chunk" in message && message.chunk ? decodeTrace(message.chunk) : [],
  );
}

test("a program that is killed is ended for it, with what it printed", async () => {
  const world = await hosted();
  const door = world.attach(PROGRAM, encodeCommand(...beginning({})));
  await door.turn(encodeCommand("WAIT", 0));
  door.turn.early!(encodeCommand("PRINT", "main", "stdout", "last words\n"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await world.host.detach(PROGRAM);
  expect(printed(world.trace())).toBe("last words\n");
  const next = start(world, "javascript", "await redis.ping()");
  expect(await next.ended).toBe(null);
});

test("the page's own session works beside a program", async () => {
  const world = await hosted();
  const door = world.attach(PAGE);
  const page = new World(hold(door), door);
  const redis = page.client();
  await redis.set("a", 1);
  const { ended } = start(
    world,
    "javascript",
    'await redis.incr("a"); await redis.ping()',
  );
  expect(await page.keys()).toMatchObject([{ key: "a" }]);
  expect(await ended).toBe(null);
  await world.host.detach(PROGRAM);
  expect(await redis.get("a")).toBe("2");
});

test("when the world comes to an end, everyone is told why", async () => {
  const world = await hosted();
  const door = world.attach(PAGE);
  const page = new World(hold(door), door);
  await page.client().ping();
  world.wasm.turn = () => {
    throw new Error("the world has stopped: unreachable");
  };
  await expect(page.client().ping()).rejects.toThrow("the world has stopped");
  await expect(page.trace.since(0)).rejects.toThrow("the world has stopped");
  expect((await world.told("failed")).at(-1)).toEqual({
    kind: "failed",
    message: "the world has stopped: unreachable",
  });
});
