import { expect, test } from "vitest";
import { ClosedError, ReplyError } from "../border/errors.ts";
import { createWorld } from "./index.ts";

/** A world whose first connection is open, and its client. */
async function connected(latency = "10ms") {
  const world = await createWorld({ latency });
  const redis = world.client();
  await redis.ping();
  return { world, redis };
}

test("the commands of the page's languages", async () => {
  const { redis } = await connected();
  expect(await redis.set("greeting", "hello", { ex: 60 })).toBe("OK");
  expect(await redis.set("greeting", "hi", { nx: true })).toBe(null);
  expect(await redis.set("greeting", "hi", { xx: true, get: true })).toBe(
    "hello",
  );
  expect(await redis.get("greeting")).toBe("hi");
  expect(await redis.set("n", 41)).toBe("OK");
  expect(await redis.incr("n")).toBe(42);
  expect(await redis.expire("n", 100)).toBe(1);
  expect(await redis.set("n", 7, { keepttl: true })).toBe("OK");
  expect(await redis.ttl("n")).toBe(100);
  expect(await redis.mset({ a: 1, b: "zwei" })).toBe("OK");
  expect(await redis.mget("a", "b", "none")).toEqual(["1", "zwei", null]);
  expect(await redis.del("a", "b", "none")).toBe(2);
  expect(await redis.hset("user", { name: "Ada", age: 36 })).toBe(2);
  expect(await redis.hset("user", "age", 37, "born", 1815)).toBe(1);
  expect(await redis.hset("user", new Map([["title", "Countess"]]))).toBe(1);
  expect(await redis.hgetall("user")).toEqual({
    name: "Ada",
    age: "37",
    born: "1815",
    title: "Countess",
  });
  expect(await redis.hgetall("none")).toEqual({});
  expect(await redis.rpush("list", "x", "y", "z")).toBe(3);
  expect(await redis.lpop("list")).toBe("x");
  expect(await redis.lpop("list", 2)).toEqual(["y", "z"]);
  expect(await redis.sadd("set", 3, 1, 2)).toBe(3);
  expect((await redis.smembers("set")).sort()).toEqual(["1", "2", "3"]);
  expect(await redis.type("set")).toBe("set");
  expect(await redis.ping()).toBe("PONG");
  expect(await redis.execute("OBJECT", "ENCODING", "set")).toBe("intset");
});

test("RESP2 gives the same values", async () => {
  const world = await createWorld({ protocol: 2 });
  const redis = world.client();
  await redis.hset("h", { a: 1 });
  expect(await redis.hgetall("h")).toEqual({ a: "1" });
  expect(await redis.get("none")).toBe(null);
  expect(await redis.execute("HELLO")).toContain("proto");
});

test("bytes go in and come out as they are", async () => {
  const world = await createWorld();
  const redis = world.client({ decodeResponses: false });
  const bytes = new Uint8Array([0, 255, 254, 13, 10]);
  await redis.set("bytes", bytes);
  expect(await redis.get("bytes")).toEqual(bytes);
  const text = redis.with({ decodeResponses: true });
  await expect(text.get("bytes")).rejects.toThrow("is not UTF-8 text");
  expect(await text.echo("still in step")).toBe("still in step");
  await redis.hset("h", { f: bytes });
  expect(await redis.hgetall("h")).toEqual({ f: bytes });
});

test("what 100 gets cost: one by one, all at once, on a pool", async () => {
  const { world, redis } = await connected();
  const timed = async (work: () => Promise<unknown>) => {
    const start = world.elapsed;
    await work();
    return world.elapsed - start;
  };
  const many = (client: typeof redis) =>
    Promise.all(Array.from({ length: 100 }, () => client.get("key")));
  expect(
    await timed(async () => {
      for (let i = 0; i < 100; i++) await redis.get("key");
    }),
  ).toBe(1000);
  expect(await timed(() => many(redis))).toBe(10);
  const pooled = world.client({ mode: "percall", maxConnections: 100 });
  expect(await timed(() => many(pooled))).toBe(30); // dialing, HELLO, GET
  expect(await timed(() => many(pooled))).toBe(10);
});

test("a pool that is used up refuses, or waits as long as it is told", async () => {
  const world = await createWorld({ latency: "10ms" });
  const both = (wait?: number) => {
    const redis = world.client({
      mode: "percall",
      maxConnections: 1,
      ...(wait === undefined ? {} : { wait }),
    });
    return Promise.allSettled([redis.incr("n"), redis.incr("n")]);
  };
  expect(await both()).toMatchObject([
    { status: "fulfilled" },
    { status: "rejected", reason: { name: "PoolError", kind: "pool" } },
  ]);
  expect(await both(5)).toMatchObject([
    { status: "fulfilled" },
    { status: "rejected", reason: { kind: "pool" } },
  ]);
  expect(await both(Infinity)).toMatchObject([
    { status: "fulfilled" },
    { status: "fulfilled" },
  ]);
});

test("blpop waits while other commands go on", async () => {
  const { world, redis } = await connected();
  const popped = redis.blpop(["urgent", "jobs"], 0);
  for (let i = 0; i < 5; i++) await redis.get("x");
  await redis.rpush("jobs", "job 1");
  expect(await popped).toEqual(["jobs", "job 1"]);
  const start = world.elapsed;
  expect(await redis.blpop("jobs", 2)).toBe(null);
  expect(world.elapsed - start).toBe(2010);
});

test("error replies are ReplyErrors, with the caller's stack", async () => {
  const { redis } = await connected();
  await redis.set("name", "Ada");
  const error: ReplyError = await redis.incr("name").then(
    () => expect.unreachable(),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(ReplyError);
  expect(error.message).toBe("ERR value is not an integer or out of range");
  expect(error.code).toBe("ERR");
  expect(error.stack).toContain("client.test.ts");
});

test("a cancelled command is rejected at once, and its reply is nobody else's", async () => {
  const { redis } = await connected();
  const controller = new AbortController();
  await redis.mset({ a: "A", b: "B" });
  const cancelled = redis.with({ signal: controller.signal }).get("a");
  const kept = redis.get("b");
  controller.abort(new Error("no longer wanted"));
  await expect(cancelled).rejects.toThrow(
    "the command was cancelled: no longer wanted",
  );
  expect(await kept).toBe("B");
  await expect(
    redis.with({ signal: controller.signal }).get("a"),
  ).rejects.toMatchObject({ kind: "cancelled" });
});

test("scans go through all there is", async () => {
  const { redis } = await connected("0");
  const names = Array.from({ length: 100 }, (_, i) => `user:${i}`);
  await redis.mset(Object.fromEntries(names.map((name) => [name, 1])));
  await redis.mset({ other: 1 });
  const found = new Set<string>();
  for await (const key of redis.scanIterator({ match: "user:*", count: 7 })) {
    found.add(key);
  }
  expect([...found].sort()).toEqual(names.sort());
  await redis.hset("h", { a: 1, b: 2 });
  const pairs: [string, string][] = [];
  for await (const pair of redis.hscanIterator("h")) pairs.push(pair);
  expect(Object.fromEntries(pairs)).toEqual({ a: "1", b: "2" });
  await redis.sadd("s", "x", "y");
  const members: string[] = [];
  for await (const member of redis.sscanIterator("s")) members.push(member);
  expect(members.sort()).toEqual(["x", "y"]);
  await expect(
    redis.scanIterator({ cout: 1 } as object).next(),
  ).rejects.toThrow(
    'options of SCAN have "cout", which is none of: match, count, type',
  );
});

test("a borrowed connection is one's own until it is given back", async () => {
  const { redis } = await connected();
  const connection = await redis.acquire();
  await connection.execute("CLIENT", "SETNAME", "mine");
  expect(await connection.execute("CLIENT", "GETNAME")).toBe("mine");
  expect(await redis.execute("CLIENT", "GETNAME")).toBe(null);
  connection.release();
  await expect(connection.get("x")).rejects.toThrow(ClosedError);
});

test("a duplicate has connections of its own; a closed client has none", async () => {
  const { redis } = await connected();
  const other = redis.duplicate({ name: "other" });
  expect(await other.execute("CLIENT", "GETNAME")).toBe("other");
  expect(await other.execute("CLIENT", "ID")).not.toBe(
    await redis.execute("CLIENT", "ID"),
  );
  const last = redis.set("last", "word");
  await Promise.all([redis.close(), redis.quit()]);
  expect(await last).toBe("OK");
  await expect(redis.get("x")).rejects.toThrow(
    new ClosedError("this client has been closed"),
  );
  expect(await other.get("last")).toBe("word");
});

test("wrong arguments are named, and nothing is sent", async () => {
  const { world, redis } = await connected();
  const before = (await world.trace.since(0)).length;
  const any = redis as unknown as Record<
    string,
    (...given: unknown[]) => Promise<unknown>
  >;
  const rows: [unknown[], string][] = [
    [["get", null], "argument 1 of GET is null; give a string, a number"],
    [["get", undefined], "argument 1 of GET is undefined; give a string"],
    [["set", "k", { a: 1 }], "argument 2 of SET is an object; give a string"],
    [
      ["set", "k", "v", { EX: 5 }],
      'options of SET have "EX", which is none of',
    ],
    [["set", "k", "v", { ex: "5" }], 'options of SET: ex is "5"; give a whole'],
    [["set", "k", "v", { ex: 0 }], "options of SET: ex is 0; give a whole"],
    [["hset", "k", {}], "HSET wants at least one name and value"],
    [["mset", ["a", 1]], "MSET wants an object of names and values, not an"],
    [["execute"], 'execute wants a command, as in execute("GET", "key")'],
  ];
  for (const [[method, ...given], message] of rows) {
    const call = any[method as string]!(...given);
    await expect(call).rejects.toThrow(message);
  }
  expect((await world.trace.since(0)).length).toBe(before);
});

test("wrong options are named at once", async () => {
  const world = await createWorld();
  const make = (options: unknown) => () => world.client(options as object);
  expect(make({ prot: 3 })).toThrow(
    'client options have "prot", which is none of: url, host, port, db,',
  );
  expect(make({ protocol: 4 })).toThrow(
    "client options: protocol is 4; give 2 or 3",
  );
  expect(make({ port: 70000 })).toThrow(
    "client options: port is 70000; give a whole number, 1 to 65535",
  );
  expect(make({ wait: "soon" })).toThrow(
    'client options: wait is "soon"; give a time such as "10ms"',
  );
  expect(make("localhost")).toThrow(
    'client options are "localhost"; give an object',
  );
  const astray = world.client({ url: "redis://localhost/0?colour=red" });
  await expect(astray.get("x")).rejects.toThrow("colour");
});
