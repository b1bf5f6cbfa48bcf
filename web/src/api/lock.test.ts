import { expect, test } from "vitest";
import { LockError } from "../border/errors.ts";
import { createWorld } from "./index.ts";

test("one holder at a time, each after the other", async () => {
  const world = await createWorld({ latency: "10ms" });
  const redis = world.client();
  await redis.ping();
  const start = world.elapsed;
  const said: string[] = [];
  const work = async (name: string) => {
    await using _held = await redis.lock("door", { every: "50ms" });
    said.push(`${name} in ${world.elapsed - start}`);
    await world.advance("100ms");
    said.push(`${name} out`);
  };
  await Promise.all([work("Ann"), work("Ben")]);
  // Ben tries every 50 ms and a trip; to look at the key and delete it takes Ann some trips too.
  expect(said).toEqual(["Ann in 10", "Ann out", "Ben in 190", "Ben out"]);
  expect(await redis.exists("door")).toBe(0);
});

test("who waits long enough gives up", async () => {
  const world = await createWorld();
  const redis = world.client();
  const held = await redis.lock("door", { ttl: "10s", token: "mine" });
  expect([await redis.get("door"), await redis.pttl("door")]).toEqual([
    "mine",
    10_000,
  ]);
  const refused = redis.lock("door", { wait: "250ms" });
  await expect(refused).rejects.toMatchObject({
    name: "LockError",
    code: "LOCK",
    message: "door is locked by somebody else",
  });
  expect(world.elapsed).toBe(200);
  await held.extend("20s");
  expect(await redis.pttl("door")).toBe(20_000);
  await held.extend();
  expect(await redis.pttl("door")).toBe(10_000);
  await held.release();
  await held.release();
  expect(await redis.get("door")).toBe(null);
});

test("a lock whose time is over is somebody else's, and is left alone", async () => {
  const world = await createWorld();
  const redis = world.client({ decodeResponses: false });
  const late = await redis.lock("door", { ttl: "1s" });
  await world.advance("2s");
  const next = await redis.lock("door");
  await expect(late.extend()).rejects.toThrow(
    "cannot extend the lock door: it is no longer held",
  );
  await expect(late.release()).rejects.toThrow(LockError);
  const text = redis.with({ decodeResponses: true });
  expect(await text.get("door")).toBe(next.token);
});

test("a signal ends the waiting, and not what is held", async () => {
  const world = await createWorld();
  const redis = world.client();
  const held = await redis.lock("door");
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = redis.with({ signal }).lock("door");
  const other = await redis.with({ signal }).lock("window");
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: "CANCELLED" });
  await held.release();
  await other.release();
  expect(await redis.dbsize()).toBe(0);
});

test("wrong options are named", async () => {
  const redis = (await createWorld()).client();
  await expect(redis.lock("door", { timeout: 5 } as object)).rejects.toThrow(
    'options of lock have "timeout", which is none of: ttl, wait, every, token',
  );
});
