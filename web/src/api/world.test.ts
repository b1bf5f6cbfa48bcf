import { expect, test } from "vitest";
import { createWorld } from "./index.ts";
import type { WorldOptions } from "./world.ts";

test("time passes when it is told to, and keys expire by it", async () => {
  const world = await createWorld();
  const redis = world.client();
  await redis.set("short", 1, { ex: 10 });
  await redis.set("long", 1, { px: 10_500 });
  await world.advance("9s");
  expect(await redis.ttl("short")).toBe(1);
  await world.advance(1000);
  expect(await redis.mget("short", "long")).toEqual([null, "1"]);
  await world.advance("1m30.5s");
  expect(world.elapsed).toBe(100_500);
  expect(await world.keys()).toEqual([]);
});

test("keys are described without touching them", async () => {
  const world = await createWorld();
  const redis = world.client();
  await redis.set("text", "hello", { px: 5000 });
  await redis.hset("hash", { a: 1 });
  await world.client({ db: 3 }).rpush("list", 1, 2, 3);
  const [hash, text] = await world.keys();
  expect([hash, text]).toEqual([
    {
      db: 0,
      key: "hash",
      type: "hash",
      encoding: "listpack",
      expireAt: null,
      size: 1,
      value: { a: "1" },
    },
    {
      db: 0,
      key: "text",
      type: "string",
      encoding: "embstr",
      expireAt: Date.UTC(2025, 0, 1) + 5000,
      size: 5,
      value: "hello",
    },
  ]);
  expect(await world.keys("l*", { db: 3 })).toMatchObject([
    { key: "list", size: 3, value: ["1", "2", "3"] },
  ]);
});

test("keys of any bytes are described", async () => {
  const world = await createWorld();
  const redis = world.client();
  const bytes = Uint8Array.of(0x61, 0xff, 0x0a, 0x22);
  await redis.set("b-string", bytes);
  await redis.set("c-long", "\u20ac".repeat(100));
  await redis.set(bytes, "value");
  await redis.execute("HSET", "d-hash", bytes, bytes, "f", "v");
  await redis.rpush("e-list", "x", bytes);
  const keys = await world.keys();
  const { keyBytes, ...named } = keys[0]!;
  expect(keyBytes).toEqual(bytes);
  expect(named).toMatchObject({ key: 'a\\xff\\n\\"', value: "value" });
  const values = Object.fromEntries(keys.map(({ key, value }) => [key, value]));
  expect(values).toMatchObject({
    "b-string": bytes,
    "c-long": "\u20ac".repeat(85), // 256 bytes are within a character
    "e-list": ["x", bytes],
  });
  expect(new Map(values["d-hash"] as Map<unknown, unknown>)).toEqual(
    new Map<unknown, unknown>([
      [bytes, bytes],
      ["f", "v"],
    ]),
  );
});

test("an image brings everything back", async () => {
  const world = await createWorld();
  const redis = world.client();
  await redis.mset({ a: 1, b: 2 });
  const image = await world.snapshot();
  await redis.flushall();
  await redis.set("c", 3);
  await world.restore(image);
  expect((await redis.keys("*")).sort()).toEqual(["a", "b"]);
  const elsewhere = await createWorld();
  await elsewhere.restore(image);
  expect(await elsewhere.client().mget("a", "b")).toEqual(["1", "2"]);
  await expect(
    world.restore(new TextEncoder().encode("not an image\r\n")),
  ).rejects.toThrow("not an image of a world");
  await expect(world.restore("text" as never)).rejects.toThrow(
    'an image is "text"; give the Uint8Array that snapshot() resolved to',
  );
  expect(await redis.dbsize()).toBe(2);
  await world.restore(new Uint8Array());
  expect(await redis.dbsize()).toBe(0);
});

test("the same seed and program give the same trace", async () => {
  const trace = async (seed: number) => {
    const world = await createWorld({ seed, latency: "5ms", jitter: "10ms" });
    const redis = world.client({ mode: "percall" });
    await Promise.all([redis.set("a", 1), redis.incr("b"), redis.get("a")]);
    return world.trace.since(0);
  };
  const first = await trace(7);
  expect(first.length).toBeGreaterThan(20);
  expect(await trace(7)).toEqual(first);
  expect(await trace(8)).not.toEqual(first);
});

test("the trace is there from any number on", async () => {
  const world = await createWorld();
  await world.client().set("a", 1);
  const all = await world.trace.since(0);
  expect(await world.trace.since(5)).toEqual(all.slice(5));
  expect(await world.trace.since(all.length)).toEqual([]);
  expect(all.map((event) => event.seq)).toEqual(all.map((_, i) => i));
  const settled = all.filter((event) => event.kind === "future.resolved");
  expect(settled.find((event) => event.future === 1)).toMatchObject({
    text: "OK",
    data: new TextEncoder().encode("+OK\r\n"),
  });
});

test("the network may change under way", async () => {
  const world = await createWorld({ latency: "10ms" });
  const redis = world.client();
  await redis.ping();
  const start = world.elapsed;
  world.link({ latency: "100ms" });
  await redis.ping();
  expect(world.elapsed - start).toBe(100);
  world.link({ bandwidth: 1000 });
  await redis.set("a", "x".repeat(1000));
  expect(world.elapsed - start).toBeGreaterThan(1200);
});

test("the engine's commands are documented", async () => {
  const world = await createWorld();
  const get = (await world.commands()).find(({ name }) => name === "get");
  expect(get).toMatchObject({
    synopsis: "key",
    group: "string",
    since: "1.0.0",
    complexity: "O(1)",
  });
});

test("commands of every module are there", async () => {
  const world = await createWorld();
  const redis = world.client();
  await redis.set("a", 1);
  const added = redis.execute("ZADD", "board", 5, "anna");
  const replies = await Promise.all([
    redis.execute("PFADD", "h", "x"),
    redis.execute("COMMAND", "LIST", "FILTERBY", "PATTERN", "get"),
    redis.get("a"),
    added,
  ]);
  expect(replies).toMatchObject([1, ["get"], "1", 1]);
  expect(await world.keys()).toHaveLength(3);
});

test("a world that is closed answers nothing more", async () => {
  const world = await createWorld();
  const redis = world.client();
  await redis.set("a", 1);
  const pending = redis.blpop("queue", 0);
  world.close();
  await expect(pending).rejects.toThrow("the world has been closed");
  await expect(redis.get("a")).rejects.toThrow("the world has been closed");
});

test("wrong arguments are named", async () => {
  const wrong: [unknown, string][] = [
    [{ latency: "fast" }, 'world options: latency is "fast"; give a time such'],
    [{ latency: -1 }, "world options: latency is -1; give a time such"],
    [{ seed: 1.5 }, "world options: seed is 1.5; give a whole number, from 0"],
    [{ protocol: "3" }, 'world options: protocol is "3"; give 2 or 3'],
    [{ speed: 2 }, 'world options have "speed", which is none of: latency,'],
    [null, "world options are null; give an object"],
  ];
  for (const [options, message] of wrong) {
    await expect(createWorld(options as WorldOptions)).rejects.toThrow(message);
  }
  const world = await createWorld();
  await expect(world.advance("ten")).rejects.toThrow(
    'time is "ten"; give a time such as "10ms" or "1.5s", or milliseconds',
  );
  await expect(world.keys("*", { db: 99 })).rejects.toThrow("want 0 to 15");
  await expect(world.trace.since(-1)).rejects.toThrow("sequence number is -1");
  expect(() => world.link({ latency: true as never })).toThrow(
    "link options: latency is true",
  );
});
