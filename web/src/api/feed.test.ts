/** What is pushed: channels of shards, MONITOR, invalidations; and signals that end it. */

import { expect, test } from "vitest";
import { createWorld } from "./index.ts";

test("channels of shards", async () => {
  const redis = (await createWorld()).client();
  await using subscription = await redis.ssubscribe("news");
  expect(await redis.spublish("news", "hello")).toBe(1);
  expect(await redis.publish("news", "others")).toBe(0);
  expect(await redis.pubsubShardnumsub("news", "x")).toEqual({ news: 1, x: 0 });
  expect((await subscription.next()).value).toEqual({
    channel: "news",
    message: "hello",
  });
  await subscription.unsubscribe();
  expect(await redis.pubsubShardchannels()).toEqual([]);
});

test("a subscription is left open for no longer than its block", async () => {
  const world = await createWorld();
  const redis = world.client();
  {
    await using subscription = await redis.subscribe("news");
    await subscription.add("weather");
    expect(await redis.pubsubNumsub("news", "weather")).toEqual({
      news: 1,
      weather: 1,
    });
  }
  await world.advance("1ms");
  expect(await redis.pubsubChannels()).toEqual([]);
});

test("a signal ends a subscription, a wait for an element and a walk over keys", async () => {
  const world = await createWorld();
  const redis = world.client();
  const controller = new AbortController();
  const cancellable = redis.with({ signal: controller.signal });
  const subscription = await cancellable.subscribe("news");
  const heard: unknown[] = [];
  const listening = (async () => {
    for await (const { message } of subscription) heard.push(message);
  })();
  const popping = cancellable.blpop("queue", 0);
  await redis.mset({ a: 1, b: 2 });
  const walk = cancellable.scanIterator();
  expect((await walk.next()).done).toBe(false);
  await redis.publish("news", "hello");
  await world.advance("1ms");
  controller.abort(new Error("enough"));
  const cancelled = { code: "CANCELLED", cause: new Error("enough") };
  await expect(listening).rejects.toMatchObject(cancelled);
  await expect(popping).rejects.toMatchObject(cancelled);
  await expect(subscription.next()).rejects.toMatchObject(cancelled);
  await expect(cancellable.scanIterator().next()).rejects.toMatchObject(
    cancelled,
  );
  expect(heard).toEqual(["hello"]);
  await world.advance("1ms");
  expect(await redis.pubsubChannels()).toEqual([]);
  await redis.rpush("queue", "job");
  expect(await redis.llen("queue")).toBe(1);
});

test("MONITOR tells of every command", async () => {
  const world = await createWorld({ latency: "10ms" });
  const redis = world.client();
  await redis.ping();
  const monitor = await redis.monitor();
  await redis.set('a "b"', "line\nbreak");
  await redis.eval("return redis.call('GET', KEYS[1])", ["a"]);
  const said: unknown[] = [];
  for await (const { at, client, ...rest } of monitor) {
    said.push({ ...rest, at: at % 1000, lua: client === "lua" });
    if (said.length === 3) break;
  }
  expect(said).toEqual([
    { at: 65, db: 0, command: ["SET", 'a "b"', "line\nbreak"], lua: false },
    {
      at: 75,
      db: 0,
      command: ["EVAL", "return redis.call('GET', KEYS[1])", "1", "a"],
      lua: false,
    },
    { at: 75, db: 0, command: ["GET", "a"], lua: true },
  ]);
  await world.advance("20ms");
  expect((await redis.info("clients")).includes("connected_clients:1")).toBe(
    true,
  );
});

test("a tracking connection is told of what has changed", async () => {
  const redis = (await createWorld()).client();
  using connection = await redis.acquire();
  const pushes = connection.pushes();
  expect(await connection.clientTracking("ON")).toBe("OK");
  expect(await connection.clientTrackinginfo()).toEqual({
    flags: ["on"],
    redirect: 0,
    prefixes: [],
  });
  await connection.get("a");
  await redis.set("a", 1);
  expect((await pushes.next()).value).toEqual(["invalidate", ["a"]]);
  await connection.clientTracking("OFF");
  await connection.clientTracking("ON", {
    bcast: true,
    prefix: ["user:", "x:"],
  });
  await redis.set("user:1", 1);
  expect((await pushes.next()).value).toEqual(["invalidate", ["user:1"]]);
  await pushes.close();
  expect(await pushes.next()).toEqual({ done: true, value: undefined });
});

test("a connection of one's own watches, and selects", async () => {
  const redis = (await createWorld()).client();
  using connection = await redis.acquire();
  await connection.watch("a", "b");
  await connection.unwatch();
  await redis.set("a", 1);
  expect(await connection.multi().get("a").exec()).toEqual(["1"]);
  await connection.select(3);
  await connection.set("there", 1);
  expect(await redis.exists("there")).toBe(0);
});

test("walks over members, scores, fields and entries", async () => {
  const redis = (await createWorld()).client();
  const all = async <T>(walk: AsyncIterable<T>) => {
    const seen: T[] = [];
    for await (const element of walk) seen.push(element);
    return seen;
  };
  await redis.zadd("z", { a: 1, b: 2.5 });
  await redis.hset("h", { f: 1, g: 2 });
  for (let i = 1; i <= 5; i++) await redis.xadd("log", `${i}-0`, { i });
  const scores: [string, number][] = await all(redis.zscanIterator("z"));
  expect(scores).toEqual([
    ["a", 1],
    ["b", 2.5],
  ]);
  const fields: string[] = await all(
    redis.hscanIterator("h", { novalues: true, match: "g" }),
  );
  expect(fields).toEqual(["g"]);
  const entries = await all(redis.xrangeIterator("log", { count: 2 }));
  expect(entries.map(({ id }) => id)).toEqual([
    "1-0",
    "2-0",
    "3-0",
    "4-0",
    "5-0",
  ]);
  const back = redis.xrangeIterator("log", {
    reverse: true,
    count: 2,
    start: "2-0",
  });
  expect((await all(back)).map(({ fields }) => fields)).toEqual([
    { i: "5" },
    { i: "4" },
    { i: "3" },
    { i: "2" },
  ]);
});

test("a signal of virtual time", async () => {
  const world = await createWorld({ latency: "10ms" });
  const redis = world.client();
  const soon = redis.with({ signal: world.timeout("50ms") });
  await expect(soon.blpop("queue", 0)).rejects.toMatchObject({
    code: "CANCELLED",
    message: "the command was cancelled: The operation timed out.",
  });
  expect(world.elapsed).toBe(50);
  expect(() => world.timeout("soon")).toThrow('time is "soon"');
});
