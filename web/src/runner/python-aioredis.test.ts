/** What `import aioredis` finds: the eager client of 1.3, redis.asyncio by its old name, or nothing. */

import { beforeAll, describe, expect, test } from "vitest";
import {
  connections,
  loadPython,
  play,
  type Played,
} from "./python.harness.ts";

beforeAll(loadPython, 60_000);

/** When the server ran a command, in virtual milliseconds. */
function executedAt({ trace }: Played, name: string): number {
  return (
    trace.find((event) => event.kind === "executed" && event.name === name)!
      .at / 1e6
  );
}

describe("aioredis 1.3", () => {
  const play13 = (body: string) =>
    play(
      `import asyncio, aioredis
async def main():
${body.replace(/^/gm, "    ")}
asyncio.run(main())
`,
      { aioredis: "1.3" },
    );

  test("a call is written at once, and its future is there", async () => {
    const run = await play13(`
redis = await aioredis.create_redis("redis://localhost/3")
print(redis, isinstance(redis.get("k"), asyncio.Future))
later = redis.set("k", "v")
await asyncio.sleep(1)
print(await later, await redis.get("k"), await redis.get("k", encoding="utf-8"))
redis.close()
await redis.wait_closed()
`);
    expect(run).toMatchObject({
      output: "<Redis <RedisConnection [db:3]>> True\nTrue b'v' v\n",
      error: null,
    });
    // Connecting and selecting, then half a trip: nobody had to await it.
    expect(executedAt(run, "SET")).toBe(25);
    expect(connections(run)).toBe(1);
  });

  test("many calls on one connection share round trips", async () => {
    const run = await play13(`
redis = await aioredis.create_redis(("localhost", 6379))
loop = asyncio.get_running_loop()
start = loop.time()
print(sum(await asyncio.gather(*[redis.incr("n") for _ in range(100)])), round(loop.time() - start, 3))
`);
    expect(run).toMatchObject({ output: "5050 0.01\n", error: null });
  });

  test("hmset_dict, encodings and walks", async () => {
    const run = await play13(`
redis = await aioredis.create_redis("redis://localhost", encoding="utf-8")
print(await redis.hmset_dict("car", {"wheels": 4}, doors=2), await redis.hgetall("car"))
print(await redis.hgetall("car", encoding=None), [pair async for pair in redis.ihscan("car")])
await redis.set("bytes", b"\\xff")
try:
    await redis.get("bytes")
except UnicodeDecodeError as error:
    print(error.reason, await redis.get("bytes", encoding=None))
print([key async for key in redis.iscan(match="c*")])
`);
    expect(run).toMatchObject({
      output: [
        "True {'wheels': '4', 'doors': '2'}",
        "{b'wheels': b'4', b'doors': b'2'} [('wheels', '4'), ('doors', '2')]",
        "invalid start byte b'\\xff'",
        "['car']",
        "",
      ].join("\n"),
      error: null,
    });
  });

  test("arguments that have no one encoding are refused before anything is written", async () => {
    const run = await play13(`
redis = await aioredis.create_redis("redis://localhost")
for call in [
    lambda: redis.execute(None), lambda: redis.set("k", None), lambda: redis.set("k", True),
    lambda: redis.set("k", {}), lambda: redis.execute(7),
]:
    try:
        call()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
print(await redis.execute(" get ", "k"), await redis.set("big", 2**70), await redis.get("big"))
try:
    await redis.incr("big")
except aioredis.ReplyError as error:
    print(error)
`);
    const kinds = "expected to be of bytearray, bytes, float, int, or str type";
    expect(run).toMatchObject({
      output: [
        "TypeError command must not be None",
        "TypeError args must not contain None",
        `TypeError Argument True ${kinds}`,
        `TypeError Argument {} ${kinds}`,
        "AttributeError 'int' object has no attribute 'upper'",
        "None True b'1180591620717411303424'",
        "ERR value is not an integer or out of range",
        "",
      ].join("\n"),
      error: null,
    });
  });

  test("transactions and pipelines resolve the futures of their calls", async () => {
    const run = await play13(`
redis = await aioredis.create_redis("redis://localhost")
other = await aioredis.create_redis("redis://localhost")
tr = redis.multi_exec()
one, two = tr.incr("n"), tr.incr("n")
print(await tr.execute(), await one, await two)
tr = redis.multi_exec()
tr.set("word", "a")
failing = tr.incr("word")
try:
    await tr.execute()
except aioredis.MultiExecError as error:
    print(error.args[1])
await redis.watch("n")
await other.set("n", 5)
tr = redis.multi_exec()
lost = tr.incr("n")
try:
    await tr.execute()
except aioredis.MultiExecError as error:
    print(type(error).__name__, error.args[1], lost.exception() is error.args[1][0])
pipe = redis.pipeline()
pipe.get("n"), pipe.incr("word")
print(await pipe.execute(return_exceptions=True))
`);
    const notAnInteger =
      "ReplyError('ERR value is not an integer or out of range')";
    expect(run).toMatchObject({
      output: [
        "[1, 2] 1 2",
        `[${notAnInteger}]`,
        "MultiExecError [WatchVariableError('WatchVariableError errors:', 'WATCH variable has changed')] True",
        `[b'5', ${notAnInteger}]`,
        "",
      ].join("\n"),
      error: null,
    });
  });

  test("channels hold messages until they are read", async () => {
    const run = await play13(`
reading = await aioredis.create_redis("redis://localhost")
writing = await aioredis.create_redis("redis://localhost")
news, = await reading.subscribe("news")
every, = await reading.psubscribe("n*")
print(await writing.publish("news", "hi"), await writing.publish_json("news", [1]))
print(await news.get(encoding="utf-8"), await news.get_json(), await every.get(), reading.in_pubsub)
try:
    reading.get("k")
except aioredis.RedisError as error:
    print(error)
await reading.unsubscribe("news")
print(await news.wait_message(), news.is_active, reading.in_pubsub)
`);
    expect(run).toMatchObject({
      output: [
        "2 2",
        "hi [1] (b'news', b'hi') 2",
        "Connection in SUBSCRIBE mode",
        "False False 1",
        "",
      ].join("\n"),
      error: null,
    });
  });

  test("a closed connection fails what waits on it, and refuses more", async () => {
    const run = await play13(`
redis = await aioredis.create_redis("redis://localhost")
waiting = redis.blpop("nothing")
await asyncio.sleep(0.1)
redis.close()
redis.close()
await redis.wait_closed()
for call in lambda: waiting, lambda: redis.get("k"):
    try:
        await call()
    except aioredis.ConnectionClosedError as error:
        print(repr(error))
print(redis.closed)
for address, password in ("redis://localhost:1", None), ("redis://localhost", "wrong"):
    try:
        await aioredis.create_redis(address, password=password)
    except (OSError, aioredis.RedisError) as error:
        print(type(error).__name__)
`);
    expect(run).toMatchObject({
      output: [
        "ConnectionForcedCloseError()",
        "ConnectionClosedError('Connection closed or corrupted')",
        "True",
        "ConnectionRefusedError",
        "ReplyError",
        "",
      ].join("\n"),
      error: null,
    });
  });

  test("a pool keeps minsize, and has callers wait at maxsize in their turn", async () => {
    const run = await play13(`
pool = await aioredis.create_pool("redis://localhost", minsize=1, maxsize=2)
print(pool)
first, second = await pool.acquire(), await pool.acquire()
third, fourth = [asyncio.create_task(pool.acquire()) for _ in range(2)]
await asyncio.sleep(1)
print(pool, third.done())
pool.release(first)
print(await third is first, fourth.done())
pool.release(second)
print(await fourth is second)
pool.release(first), pool.release(second)
async with pool.get() as connection:
    print(await aioredis.Redis(connection).ping(), pool.freesize)
print(await aioredis.Redis(pool).set("k", 1), pool)
for sizes in dict(minsize=3, maxsize=2), dict(minsize=1, maxsize=None), dict(minsize="1", maxsize=2):
    try:
        aioredis.ConnectionsPool("redis://localhost", **sizes)
    except AssertionError as error:
        print(error)
pool.close()
await pool.wait_closed()
try:
    await pool.acquire()
except aioredis.PoolClosedError as error:
    print(error)
`);
    expect(run).toMatchObject({
      output: [
        "<ConnectionsPool [db:0, size:[1:2], free:1]>",
        "<ConnectionsPool [db:0, size:[1:2], free:0]> False",
        "True False",
        "True",
        "b'PONG' 1",
        "True <ConnectionsPool [db:0, size:[1:2], free:2]>",
        "('Invalid pool min/max sizes', 3, 2)",
        "Arbitrary pool size is disallowed.",
        "('minsize must be int >= 0', '1', <class 'str'>)",
        "Pool is closed",
        "",
      ].join("\n"),
      error: null,
    });
    expect(connections(run)).toBe(2);
  });
});

test("aioredis 1.3 says where from_url is", async () => {
  const run = await play(
    `
import aioredis
for owner in aioredis, aioredis.Redis:
    try:
        owner.from_url("redis://localhost")
    except AttributeError as error:
        print(error)
print(hasattr(aioredis, "x"), hasattr(aioredis.Redis, "x"))
`,
    { aioredis: "1.3" },
  );
  const hint = "; from_url came with aioredis 2.0: choose 2.0 beside Run";
  expect(run.error).toBe(null);
  expect(run.output.split("\n")).toEqual([
    `module 'aioredis' has no attribute 'from_url'${hint}`,
    `type object 'Redis' has no attribute 'from_url'${hint}`,
    "False False",
    "",
  ]);
});

describe("aioredis 2.0", () => {
  test("is redis.asyncio", async () => {
    const run = await play(
      `
import aioredis, aioredis.exceptions
from aioredis.client import Redis
import redis.asyncio
print(aioredis.__version__, aioredis.Redis is redis.asyncio.Redis is Redis)
print(aioredis.exceptions.ConnectionError is aioredis.ConnectionError)
print(await aioredis.from_url("redis://localhost").ping())
`,
      { aioredis: "2.0" },
    );
    expect(run).toMatchObject({
      output: "2.0.1 True\nTrue\nTrue\n",
      error: null,
    });
  });

  test("names what does the work of what has gone", async () => {
    const run = await play(
      `
import aioredis
try:
    aioredis.create_redis_pool
except AttributeError as error:
    print(error)
from aioredis import create_redis
`,
      { aioredis: "2.0" },
    );
    expect(run.output).toBe(
      "module 'aioredis' has no attribute 'create_redis_pool'; it went with aioredis 1.x, " +
        'use aioredis.from_url("redis://localhost", max_connections=10)\n',
    );
    expect(run.error).toContain(
      "ImportError: cannot import name 'create_redis' from 'aioredis'",
    );
    expect(run.error).toContain('use aioredis.from_url("redis://localhost")');
  });
});

test("without aioredis, there is none", async () => {
  const { error } = await play("import aioredis", { aioredis: "none" });
  expect(error).toContain("ModuleNotFoundError: No module named 'aioredis'");
});
