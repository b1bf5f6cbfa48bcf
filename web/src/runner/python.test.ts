/** What Python programs get from redis.asyncio: what the calls return, cost, and say when they fail. */

import { beforeAll, describe, expect, test } from "vitest";
import { connections, loadPython, play } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

describe("what the ways of 100 gets cost on a link of 10 ms", () => {
  // Behind the first connection, which costs a round trip of its own.
  const measured = (ways: string) => `
import asyncio, time
from redis import asyncio as redis

async def main():
    r = redis.Redis(decode_responses=True)
    await r.set("greeting", "hello")
    start = time.monotonic()
    replies = ${ways}
    print(set(replies), len(replies), f"{time.monotonic() - start:.3f} s")
    await r.aclose()

asyncio.run(main())
`;

  test("one after another: a round trip each", async () => {
    const run = await play(
      measured(`[await r.get("greeting") for _ in range(100)]`),
    );
    expect(run).toMatchObject({
      output: "{'hello'} 100 1.000 s\n",
      error: null,
    });
    expect(connections(run)).toBe(1);
  });

  test("gathered: one round trip, behind that of opening the other connections", async () => {
    const run = await play(
      measured(
        `await asyncio.gather(*[r.get("greeting") for _ in range(100)])`,
      ),
    );
    expect(run).toMatchObject({
      output: "{'hello'} 100 0.020 s\n",
      error: null,
    });
    expect(connections(run)).toBe(100);
  });

  test("in a pipeline: one round trip", async () => {
    const run = await play(
      measured(
        `await (lambda p: [p.get("greeting") for _ in range(100)][0])(r.pipeline()).execute()`,
      ),
    );
    expect(run).toMatchObject({
      output: "{'hello'} 100 0.010 s\n",
      error: null,
    });
    expect(connections(run)).toBe(1);
  });
});

test("1,000 awaited gets take no longer than a person waits for", async () => {
  const run = await play(`
from redis import asyncio as redis
r = redis.Redis()
for _ in range(1000):
    await r.get("k")
`);
  expect(run).toMatchObject({ output: "", error: null, elapsed: 10_010 });
  expect(run.real).toBeLessThan(2_000); // a third of a second on an idle machine
});

test("commands return what redis-py returns", async () => {
  const run = await play(`
from redis import asyncio as redis
r = redis.Redis()
for call in [
    r.set("k", 1), r.get("k"), r.set("k", 2, nx=True), r.set("k", 3, get=True), r.incrby("k", 4),
    r.incrbyfloat("k", 0.5), r.get("none"), r.exists("k", "none"), r.expire("k", 100), r.ttl("k"),
    r.ttl("none"), r.persist("k"), r.type("k"), r.delete("k"), r.mset({"a": 1, "b": 2}),
    r.mget("a", "b", "c"), r.hset("h", mapping={"x": 1, "y": 2}), r.hgetall("h"), r.hgetall("none"),
    r.hexists("h", "x"), r.hmget("h", ["x", "z"]), r.rpush("l", 1, 2, 3), r.lrange("l", 0, -1),
    r.blpop("l"), r.blpop("none", timeout=0.01), r.lpop("l", 2), r.sadd("s", 1, 2), r.smembers("s"),
    r.sismember("s", 1), r.scan(match="s*"), r.hscan("h"), r.ping(), r.echo("hi"), r.flushdb(),
]:
    print(await call)
`);
  expect(run.error).toBeNull();
  expect(run.output.trim().split("\n")).toEqual([
    ..."True,b'1',None,b'1',7,7.5,None,1,True,100,-2,True,b'string',1,True".split(
      ",",
    ),
    "[b'1', b'2', None]",
    "2",
    "{b'x': b'1', b'y': b'2'}",
    "{}",
    "True",
    "[b'1', None]",
    "3",
    "[b'1', b'2', b'3']",
    "(b'l', b'1')",
    "None",
    "[b'2', b'3']",
    "2",
    "{b'1', b'2'}",
    "1",
    "(0, [b's'])",
    "(0, {b'x': b'1', b'y': b'2'})",
    "True",
    "b'hi'",
    "True",
  ]);
});

test("decode_responses decodes keys, fields and what is nested", async () => {
  const run = await play(`
from redis import asyncio as redis
r = redis.from_url("redis://localhost:6379/2", decode_responses=True)
await r.hset("h", mapping={"x": 1})
await r.sadd("s", "m")
await r.set("bad", b"\\xff")
print(await r.hgetall("h"), await r.smembers("s"), sorted(await r.keys()), await r.blpop("h2", 0.01))
print([key async for key in r.scan_iter("h*")])
try:
    await r.get("bad")
except UnicodeDecodeError as error:
    print(error.reason, await r.get("none"))
`);
  expect(run).toMatchObject({
    output:
      "{'x': '1'} {'m'} ['bad', 'h', 's'] None\n['h']\ninvalid start byte None\n",
    error: null,
  });
});

test("a call is a coroutine, and sends nothing before it is awaited", async () => {
  const run = await play(`
import asyncio, inspect
from redis import asyncio as redis
r = redis.Redis()
later = r.set("k", 1)
print(inspect.iscoroutine(later), inspect.iscoroutinefunction(r.set))
await asyncio.sleep(1)
print(await r.exists("k"), await later, await r.exists("k"), (await r) is r)
`);
  expect(run).toMatchObject({
    output: "True False\n0 True 1 True\n",
    error: null,
  });
});

describe("pipelines", () => {
  test("collect, count, and keep what follows an error", async () => {
    const run = await play(`
from redis import asyncio as redis
r = redis.Redis()
async with r.pipeline() as pipe:
    print(pipe.set("word", "a") is pipe, len(pipe), bool(r.pipeline()))
    pipe.incr("word").set("n", 1)
    print(await pipe.execute(raise_on_error=False), len(pipe), await pipe.execute())
    for transaction in True, False:
        pipe = r.pipeline(transaction)
        pipe.incr("word").incr("n")
        try:
            await pipe.execute()
        except redis.ResponseError as error:
            print(error)
    print(await r.get("n"))
    try:
        await r.pipeline().set("n", 5).execute_command("nonsense").execute()
    except redis.ResponseError as error:
        print(error)
    print(await r.get("n"))
`);
    const notAnInteger = "value is not an integer or out of range";
    expect(run).toMatchObject({
      output: [
        "True 1 True",
        `[True, ResponseError('${notAnInteger}'), True] 0 []`,
        `Command # 1 (INCRBY word 1) of pipeline caused error: ${notAnInteger}`,
        `Command # 1 (INCRBY word 1) of pipeline caused error: ${notAnInteger}`,
        "b'3'",
        "Command # 2 (nonsense) of pipeline caused error: unknown command 'nonsense', with args beginning with: ",
        "b'3'",
        "",
      ].join("\n"),
      error: null,
    });
  });

  test("run at once between WATCH and MULTI", async () => {
    const run = await play(`
from redis import asyncio as redis
r = redis.Redis()
async with r.pipeline() as pipe:
    await pipe.watch("n")
    print(await pipe.get("n"), await pipe.unwatch(), pipe.get("n") is pipe)
    await pipe.reset()
    await pipe.watch("n")
    pipe.multi()
    print(pipe.set("n", 1) is pipe)
    for mistake in pipe.multi, lambda: pipe.watch("n"):
        try:
            wrong = mistake()
            await wrong
        except redis.RedisError as error:
            print(error)
    print(await pipe.execute())
`);
    expect(run).toMatchObject({
      output: [
        "None True True",
        "True",
        "Cannot issue nested calls to MULTI",
        "Cannot issue a WATCH after a MULTI",
        "[True]",
        "",
      ].join("\n"),
      error: null,
    });
  });
});

describe("a race for a watched key", () => {
  test("is lost once a round, and won in the next", async () => {
    const run = await play(`
import asyncio
from redis import asyncio as redis

async def bump(r, times):
    tries = 0
    async with r.pipeline() as pipe:
        for _ in range(times):
            while True:
                tries += 1
                try:
                    await pipe.watch("counter")
                    value = int(await pipe.get("counter") or 0)
                    pipe.multi()
                    pipe.set("counter", value + 1)
                    await pipe.execute()
                    break
                except redis.WatchError as error:
                    print(error)
    return tries

async def main():
    a, b = redis.Redis(), redis.Redis()
    print(await asyncio.gather(bump(a, 1), bump(b, 1)), await a.get("counter"))

asyncio.run(main())
`);
    expect(run).toMatchObject({
      output: "Watched variable changed.\n[1, 2] b'2'\n",
      error: null,
    });
    expect(connections(run)).toBe(2);
  });

  test("is retried by transaction until every task has won", async () => {
    const run = await play(`
import asyncio
from redis import asyncio as redis
r = redis.Redis()

async def bump(pipe):
    value = int(await pipe.get("counter") or 0)
    pipe.multi()
    pipe.set("counter", value + 1)
    return value

values = await asyncio.gather(
    *[r.transaction(bump, "counter", value_from_callable=True) for _ in range(20)]
)
print(sorted(values) == list(range(20)), await r.get("counter"))
`);
    expect(run).toMatchObject({ output: "True b'20'\n", error: null });
  });
});

test("blpop waits in one task while another feeds it", async () => {
  const run = await play(`
import asyncio
from redis import asyncio as redis

async def consume(r):
    while item := await r.blpop("jobs", timeout=1):
        print(f"{asyncio.get_running_loop().time():.3f}", item)

async def main():
    r = redis.Redis(decode_responses=True)
    consumer = asyncio.create_task(consume(r), name="consumer")
    for job in "ab":
        await asyncio.sleep(0.1)
        await r.rpush("jobs", job)
    await consumer

asyncio.run(main())
`);
  // Connect (10 ms) and sleep overlap; the push travels 5 ms, its answer to the consumer 5 ms.
  expect(run).toMatchObject({
    output: "0.120 ('jobs', 'a')\n0.230 ('jobs', 'b')\n",
    error: null,
  });
});

describe("publish and subscribe", () => {
  test("messages are listened to until the last subscription ends", async () => {
    const run = await play(`
import asyncio
from redis import asyncio as redis

async def listen(pubsub):
    async for message in pubsub.listen():
        print(message["type"], message["pattern"], message["channel"], message["data"])
        if message["data"] == "end":
            await pubsub.unsubscribe("news")
            await pubsub.punsubscribe()

async def main():
    r = redis.Redis(decode_responses=True)
    async with r.pubsub() as pubsub:
        await pubsub.subscribe("news")
        await pubsub.psubscribe("n*")
        listener = asyncio.create_task(listen(pubsub))
        await asyncio.sleep(0.1)
        print(await r.publish("news", "end"))
        await listener

asyncio.run(main())
`);
    expect(run).toMatchObject({
      output: [
        "subscribe None news 1",
        "psubscribe None n* 2",
        "2",
        "message None news end",
        "pmessage n* news end",
        "unsubscribe None news 1",
        "punsubscribe None n* 0",
        "",
      ].join("\n"),
      error: null,
    });
  });

  test("handlers, ignored confirmations, timeouts and pings", async () => {
    const run = await play(`
import asyncio
from redis import asyncio as redis
r = redis.Redis(decode_responses=True)

async def handle(message):
    print("handled", message["data"])

pubsub = r.pubsub(ignore_subscribe_messages=True)
try:
    await pubsub.get_message()
except RuntimeError as error:
    print(error)
await pubsub.subscribe(news=handle)
print(await pubsub.get_message(timeout=0.05), asyncio.get_running_loop().time())
runner = asyncio.create_task(pubsub.run())
await r.publish("news", "hi")
await asyncio.sleep(0.05)
runner.cancel()
await pubsub.ping("you")
print(await pubsub.get_message(timeout=None))
await pubsub.aclose()
print(pubsub.subscribed)
`);
    expect(run).toMatchObject({
      output: [
        "pubsub connection not set: did you forget to call subscribe() or psubscribe()?",
        "None 0.02",
        "handled hi",
        "{'type': 'pong', 'pattern': None, 'channel': None, 'data': 'you'}",
        "False",
        "",
      ].join("\n"),
      error: null,
    });
  });
});

test("a lock keeps others out, until it is released or its time is over", async () => {
  const run = await play(`
import asyncio
from redis import asyncio as redis
r = redis.Redis()
order = []

async def work(name):
    async with r.lock("door", timeout=5) as lock:
        order.append(name)
        await asyncio.sleep(0.25)
        order.append(name)

await asyncio.gather(work("a"), work("b"))
print(order, await r.exists("door"))
held = r.lock("door", timeout=1)
print(await held.acquire(), await r.lock("door").acquire(blocking=False), await held.extend(2))
await asyncio.sleep(4)
try:
    await held.release()
except redis.RedisError as error:
    print(type(error).__name__, error)
`);
  expect(run).toMatchObject({
    output:
      "['a', 'a', 'b', 'b'] 0\nTrue False True\n" +
      "LockNotOwnedError Cannot release a lock that's no longer owned\n",
    error: null,
  });
});
