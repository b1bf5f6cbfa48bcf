import { expect, test } from "vitest";
import { createWorld } from "./index.ts";

test("two clients race for a counter, and nothing is lost", async () => {
  const world = await createWorld({ latency: "10ms" });
  const attempts: Record<string, number> = {};
  const add = async (name: string) => {
    const redis = world.client({ name });
    attempts[name] = 0;
    const replies = await redis.transaction(async (tx) => {
      attempts[name]!++;
      await tx.watch("counter");
      const n = Number(await tx.get("counter"));
      tx.multi();
      expect(await tx.set("counter", n + 1)).toBe("QUEUED");
      await tx.hset("by", { [name]: n + 1 });
    });
    await redis.close();
    return replies;
  };
  expect(await Promise.all([add("Ann"), add("Ben")])).toEqual([
    ["OK", 1],
    ["OK", 1],
  ]);
  expect(attempts).toEqual({ Ann: 1, Ben: 2 });
  expect(await world.client().hgetall("by")).toEqual({ Ann: "1", Ben: "2" });
});

test("twenty tasks on one client add up to twenty", async () => {
  const world = await createWorld({ latency: "1ms", jitter: "5ms" });
  const redis = world.client();
  const add = () =>
    redis.transaction(async (tx) => {
      await tx.watch("n");
      const n = Number(await tx.get("n"));
      tx.multi().set("n", n + 1);
    });
  await Promise.all(Array.from({ length: 20 }, add));
  expect(await redis.get("n")).toBe("20");
});

test("a transaction that always loses gives up when it is told to", async () => {
  const world = await createWorld();
  const redis = world.client();
  let runs = 0;
  const losing = redis.transaction(
    async (tx) => {
      runs++;
      await tx.watch("a");
      await redis.incr("a");
      tx.multi().set("a", 0);
    },
    { attempts: 3 },
  );
  await expect(losing).rejects.toMatchObject({ kind: "watch" });
  expect(runs).toBe(3);
  expect(await redis.get("a")).toBe("3");
});

test("without multi nothing is executed; an error gives the connection back", async () => {
  const world = await createWorld();
  const redis = world.client({ maxConnections: 1 });
  expect(await redis.transaction((tx) => tx.watch("a"))).toEqual([]);
  await expect(
    redis.transaction(async (tx) => {
      tx.multi();
      await tx.set("a", 1);
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  expect(await redis.transaction((tx) => void tx.multi().get("a"))).toEqual([
    null,
  ]);
});

test("wrong uses are named", async () => {
  const world = await createWorld();
  const redis = world.client();
  await expect(redis.transaction("a" as never)).rejects.toThrow(
    'transaction wants a function that is given the transaction, not "a"',
  );
  await expect(
    redis.transaction(async (tx) => {
      tx.multi();
      await tx.watch("a");
    }),
  ).rejects.toThrow("WATCH must come before multi()");
  await expect(
    redis.transaction((tx) => {
      tx.multi();
      tx.multi();
    }),
  ).rejects.toThrow("MULTI calls can not be nested");
});

test("keys to watch may be named ahead, and are watched each time", async () => {
  const world = await createWorld();
  const redis = world.client();
  let runs = 0;
  const replies = await redis.transaction(
    async (tx) => {
      if (++runs < 3) await redis.incr("b");
      tx.multi().incr("a");
    },
    { watch: ["a", "b"] },
  );
  expect([replies, runs]).toEqual([[1], 3]);
});
