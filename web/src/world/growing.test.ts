/** A world that moves, beside one that was in the largest module all along: nobody can tell them apart. */

import { afterEach, expect, test, vi } from "vitest";
import { beginning } from "../api/world.ts";
import { joined } from "../border/bytes.ts";
import { encodeCommand } from "../border/command.ts";
import { macrotask } from "../border/macrotask.ts";
import { GrowingWorld, type GrowingOptions } from "./growing.ts";
import { LARGEST, Modules, type Build } from "./load.ts";

const modules = new Modules();

afterEach(() => vi.restoreAllMocks());

function open(options?: GrowingOptions, from = modules): Promise<GrowingWorld> {
  return GrowingWorld.create(from, options);
}

/** Runs redis-cli lines to their end in session 1, and returns all that was delivered. */
async function run(world: GrowingWorld, lines: string): Promise<string> {
  const text: string[] = [];
  const say = async (...batch: Uint8Array[]) => {
    await world.turn(1, joined(batch));
    const said = new TextDecoder().decode(world.take(1));
    text.push(said);
    return said;
  };
  const wait = encodeCommand("WAIT", -1);
  const begin = encodeCommand(...beginning({ latency: "10ms" }));
  let said = await say(begin, encodeCommand("CLI", 1, lines), wait);
  while (said.includes("$5\r\nprint\r\n")) said = await say(wait);
  await say(encodeCommand("END"));
  return text.join("");
}

const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Lines that meet what only larger modules have in the middle of what the smallest does. */
const program = `SET a 1
SADD set b c d e f g h i j k
SPOP set 3
anna> SUBSCRIBE news
bob> BLPOP queue 0
ZADD board 5 anna
MULTI
INCR a
SETBIT bits 7 1
RPUSH queue x
EXEC
PUBLISH news hello
CLIENT ID
RANDOMKEY
SRANDMEMBER set 5
SSCAN set 0 COUNT 3
HELLO 3
CLIENT LIST
INFO
COMMAND COUNT
EVAL "return redis.call('INCR', KEYS[1])" 1 a
INCR a
`;

test("a run that moves twice is that of a world which had it all", async () => {
  const small = await open();
  const large = await open({ build: LARGEST });
  expect(await run(small, program)).toBe(await run(large, program));
  expect(small.build).toBe(LARGEST);
  expect(decoded(small.trace(0))).toBe(decoded(large.trace(0)));
  expect(decoded(small.log())).toBe(decoded(large.log()));
  expect(decoded(small.rewrite())).toBe(decoded(large.rewrite()));
});

test("what was taken before a move is not delivered again", async () => {
  const small = await open();
  const large = await open({ build: LARGEST });
  for (const world of [small, large]) {
    await run(world, "SET a 1\nSET b 2\n");
    expect(decoded(world.log())).toContain("b");
    await run(world, "INCR a\n");
  }
  expect(small.build).toBe(0);
  const lines = "CONFIG SET maxmemory 0\nSET c 3\n";
  expect(await run(small, lines)).toBe(await run(large, lines));
  expect(small.build).toBe(1);
  expect(decoded(small.log())).toBe(decoded(large.log()));
  expect(small.log()).toHaveLength(0);
});

test("a log that needs a larger module is loaded there", async () => {
  const world = await open();
  const log = joined([
    encodeCommand("SET", "a", 1),
    encodeCommand("PFADD", "b", 2),
    encodeCommand("SET", "c", 3),
  ]);
  expect(await world.load(log)).toBe(null);
  expect(world.build).toBe(1);
  expect(decoded(world.rewrite())).toContain("$1\r\nc\r\n");
});

/** Modules of which one cannot be had while it is broken. */
class Broken extends Modules {
  broken: Error | null = new Error("404 Not Found");
  asked = 0;

  override async get(build: Build, watch?: never) {
    if (build > 0) this.asked++;
    if (build > 0 && this.broken) throw this.broken;
    return super.get(build, watch);
  }
}

test("a module that cannot be had fails the command, and the next run tries again", async () => {
  const broken = new Broken();
  const world = await open({}, broken);
  const lines = "SET a 1\nCONFIG GET port\nCONFIG GET port\nGET a\n";
  const failed = await run(world, lines);
  expect(failed).toContain(
    "(error) ERR streams, geo and more could not be loaded: 404 Not Found. Run tries again.",
  );
  expect(failed.split("could not be loaded")).toHaveLength(3); // each command says so
  expect(failed).toContain('\\"1\\"'.replaceAll("\\", ""));
  expect(broken.asked).toBe(1); // not for each
  expect(world.build).toBe(0);

  broken.broken = null;
  world.retry();
  expect(await run(world, "GET a\nCONFIG GET port\n")).toContain("6379");
  expect(world.build).toBe(1);
});

test("a log whose module cannot be had is not half loaded", async () => {
  const world = await open({}, new Broken());
  const log = encodeCommand("PFADD", "b", 2);
  await expect(world.load(log)).rejects.toThrow(
    "streams, geo and more could not be loaded: 404 Not Found",
  );
});

test("a refused module is tried again after a while", async () => {
  const broken = new Broken();
  const world = await open({}, broken);
  await run(world, "CONFIG GET port\n");
  broken.broken = null;
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + 6000);
  expect(await run(world, "CONFIG GET port\n")).toContain("6379");
});

/** Modules of which the larger ones take for ever. */
class Slow extends Modules {
  override get(build: Build, watch?: never): Promise<WebAssembly.Module> {
    return build > 0 ? new Promise(() => {}) : super.get(build, watch);
  }
}

test("what waits for a module can give up", async () => {
  const world = await open({}, new Slow());
  const running = run(world, "SET a 1\nCONFIG GET port\nGET a\n");
  for (let i = 0; i < 5; i++) await macrotask();
  world.giveUp("nobody waits");
  const said = await running;
  expect(said).toContain("(error) ERR nobody waits");
  expect(said).toContain('"1"');
});

test("a world that has been called too often moves while it goes on", async () => {
  const small = await open({ mostBytes: 9000 });
  const large = await open({ build: LARGEST });
  for (let i = 0; i < 60; i++) {
    const lines = `INCR a\nRPUSH list${i} x\n`;
    expect(await run(small, lines)).toBe(await run(large, lines));
    await macrotask();
  }
  await expect.poll(() => small.build).toBe(LARGEST);
  expect(await run(small, program)).toBe(await run(large, program));
  expect(decoded(small.rewrite())).toBe(decoded(large.rewrite()));
});

test("one that cannot move goes on, and refuses what it lacks", async () => {
  const world = await open({ mostBytes: 100 }, new Broken());
  for (let i = 0; i < 20; i++) {
    await run(world, "INCR a\n");
    await macrotask();
  }
  const said = await run(world, "CONFIG GET port\nGET a\n");
  expect(said).toContain("Reloading the page helps.");
  expect(said).toContain('"20"');
});

test("modules that words name are loaded ahead", async () => {
  const warmed: Build[] = [];
  class Watched extends Modules {
    override warm(build: Build) {
      warmed.push(build);
    }
  }
  const world = await open({}, new Watched());
  world.expect(["get", "print"]);
  expect(warmed).toEqual([]);
  world.expect(["get", "config"]);
  world.expect(["command", "config"]);
  expect(warmed).toEqual([1, 2]);
});
