import { expect, test } from "vitest";
import { ReplyError, UsageError, WatchError } from "../border/errors.ts";
import { createWorld } from "./index.ts";

test("a pipeline is one round trip, and answers in order", async () => {
  const world = await createWorld({ latency: "10ms" });
  const redis = world.client();
  await redis.ping();
  const start = world.elapsed;
  const pipeline = redis.pipeline();
  for (let i = 0; i < 98; i++) pipeline.set(`k${i}`, i);
  const typed = redis.pipeline().set("a", 1).incr("a").hset("h", { x: 1 });
  const replies: [
    "OK" | string | null,
    number,
    number,
    Record<string, string>,
  ] = await typed.hgetall("h").exec();
  expect(replies).toEqual(["OK", 2, 1, { x: "1" }]);
  expect(world.elapsed - start).toBe(10);
  expect(pipeline.length).toBe(98);
  expect(await pipeline.get("k97").exec()).toHaveLength(99);
  expect(pipeline.length).toBe(0);
  expect(await pipeline.exec()).toEqual([]);
});

test("an error in the middle rejects, or stands among the replies", async () => {
  const world = await createWorld();
  const redis = world.client();
  const staged = () => redis.pipeline().set("a", "x").incr("a").get("a");
  const error = await staged()
    .exec()
    .catch((reason: unknown) => reason);
  const wrong = new ReplyError("ERR value is not an integer or out of range");
  expect(error).toBeInstanceOf(ReplyError);
  expect(error).toMatchObject({
    message: `${wrong.message} (command 2 of the pipeline, INCR)`,
    replies: ["OK", wrong, "x"],
  });
  expect(await staged().exec({ raise: false })).toEqual(["OK", wrong, "x"]);
});

test("multi executes as one; a command that cannot be queued aborts it", async () => {
  const world = await createWorld();
  const redis = world.client();
  expect(await redis.multi().set("a", 1).incrby("a", 5).exec()).toEqual([
    "OK",
    6,
  ]);
  const aborted = redis.multi().set("a", 100).execute("NOPE").exec();
  await expect(aborted).rejects.toThrow("EXECABORT");
  expect(await redis.get("a")).toBe("6");
});

test("a wrong argument throws where it is given, and is not collected", async () => {
  const world = await createWorld();
  const pipeline = world.client().pipeline().set("a", 1);
  expect(() => pipeline.set("b", undefined as never)).toThrow(UsageError);
  expect(() => pipeline.mset({})).toThrow(UsageError);
  expect(await pipeline.exec()).toEqual(["OK"]);
  await expect(pipeline.exec({ raiseOnError: true } as object)).rejects.toThrow(
    'options of exec have "raiseOnError", which is none of: raise',
  );
});

test("a watched connection that lost its race rejects with a WatchError", async () => {
  const world = await createWorld();
  const redis = world.client();
  const connection = await redis.acquire();
  await connection.execute("WATCH", "a");
  await redis.set("a", "changed");
  await expect(connection.multi().set("a", "mine").exec()).rejects.toThrow(
    WatchError,
  );
  connection.release();
  expect(await redis.get("a")).toBe("changed");
});
