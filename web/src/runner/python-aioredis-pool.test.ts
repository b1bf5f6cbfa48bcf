/** aioredis 1.3: pools, channels, receivers, and what it refuses. */

import { beforeAll, describe, expect, test } from "vitest";
import {
  connections,
  loadPython,
  play,
  type Played,
} from "./python.harness.ts";

beforeAll(loadPython, 60_000);

const play13 = (body: string) =>
  play(
    `import asyncio, warnings, aioredis
async def main():
${body.replace(/^/gm, "    ")}
asyncio.run(main())
`,
    { aioredis: "1.3" },
  );

/** Output line by line, of a program that ended well. */
function lines({ output, error }: Played): string[] {
  expect(error).toBe(null);
  return output.trimEnd().split("\n");
}

/** What left the program, without the framing of RESP. */
function wire({ trace }: Played): string[] {
  return trace
    .filter(({ kind, name }) => kind === "bytes.sent" && name === "client")
    .map(({ at, data }) => {
      const text = new TextDecoder().decode(data as Uint8Array);
      const words = text.replace(/[*$]\d+\r\n/g, "").replaceAll("\r\n", " ");
      return `${at / 1e6} ${words.trim()}`;
    });
}

describe("a pool", () => {
  test("serves those who wait in their turn, but for who gives up", async () => {
    const run = await play13(`
pool = await aioredis.create_pool("redis://localhost", minsize=1, maxsize=1)
order = []
async def use(name, seconds):
    async with pool.get():
        order.append(name)
        await asyncio.sleep(seconds)
first = asyncio.create_task(use("a", 1))
await asyncio.sleep(0.1)
b, c, d = [asyncio.create_task(use(name, 1)) for name in "bcd"]
await asyncio.sleep(0.5)
b.cancel()
await asyncio.gather(first, c, d)
print(order, pool)
connection = await pool.acquire()
e, f = [asyncio.create_task(use(name, 0)) for name in "ef"]
await asyncio.sleep(0)
pool.release(connection)
e.cancel()  # just when it is its turn
await f
print(order, pool, pool.size)
`);
    expect(lines(run)).toEqual([
      "['a', 'c', 'd'] <ConnectionsPool [db:0, size:[1:1], free:1]>",
      "['a', 'c', 'd', 'f'] <ConnectionsPool [db:0, size:[1:1], free:1]> 1",
    ]);
    expect(connections(run)).toBe(1);
    expect(run.elapsed).toBe(3020);
  });

  test("opens its connections one after the other, and looks whether they work", async () => {
    const run = await play13(`
pool = await aioredis.create_redis_pool("redis://:secret@localhost/2", minsize=2, maxsize=3)
`);
    expect(run.error).toContain("called without any password configured");
    const fine = await play13(`
pool = await aioredis.create_redis_pool("redis://localhost/2", minsize=2, maxsize=3)
print(await asyncio.gather(pool.incr("n"), pool.incr("n"), pool.incr("n")))
`);
    expect(lines(fine)).toEqual(["[1, 3, 2]"]);
    expect(wire(fine)).toEqual([
      "10 SELECT 2",
      "20 PING",
      "40 SELECT 2",
      "50 PING",
      "60 INCR n INCR n",
      "60 INCR n",
    ]);
  });

  test("closes what comes back in the middle of something", async () => {
    const run = await play13(`
pool = await aioredis.create_pool("redis://localhost", minsize=0, maxsize=5)
async def leave(*words):
    async with pool.get() as connection:
        await connection.execute(*words)
await leave("MULTI")
await leave("SELECT", 1)
async with pool.get() as connection:
    await connection.execute_pubsub("SUBSCRIBE", "news")
async with pool.get() as connection:
    try:
        await asyncio.wait_for(connection.execute("BLPOP", "jobs", 0), 1)
    except TimeoutError:
        pass
async with pool.get() as connection:
    connection.execute("ECHO", "late").cancel()
    await connection.execute("PING")
print(pool)
`);
    expect(lines(run)).toEqual([
      "Connection <RedisConnection [db:0]> is in transaction, closing it.",
      "Connection <RedisConnection [db:0]> is in subscribe mode, closing it.",
      "Connection <RedisConnection [db:0]> has pending commands, closing it.",
      "<ConnectionsPool [db:0, size:[0:5], free:1]>",
    ]);
    expect(connections(run)).toBe(5);
  });

  test("gives connections and clients to with statements", async () => {
    const run = await play13(`
redis = await aioredis.create_redis_pool("redis://localhost", minsize=1, maxsize=2)
pool = redis.connection
with await redis as own:
    print(own, pool)
with await pool as connection:
    print(connection, pool)
try:
    with pool:
        pass
except RuntimeError as error:
    print(error)
try:
    pool.release(connection)
except AssertionError as error:
    print(error)
print(await redis.select(3), pool)
await pool.clear()
print(pool, pool.size)
`);
    expect(lines(run)).toEqual([
      "<ContextRedis <RedisConnection [db:0]>> <ConnectionsPool [db:0, size:[1:2], free:0]>",
      "<RedisConnection [db:0]> <ConnectionsPool [db:0, size:[1:2], free:0]>",
      "'await' should be used as a context manager expression",
      "('Invalid connection, maybe from other pool', <RedisConnection [db:0]>)",
      "True <ConnectionsPool [db:3, size:[1:2], free:1]>",
      "<ConnectionsPool [db:3, size:[1:2], free:0]> 0",
    ]);
  });

  test("ends for those who have a connection, and for those who wait", async () => {
    const run = await play13(`
pool = await aioredis.create_pool("redis://localhost", minsize=1, maxsize=1)
connection = await pool.acquire()
waiting = asyncio.create_task(pool.acquire())
await asyncio.sleep(1)
pool.close()
pool.close()
for call in lambda: waiting, pool.acquire, lambda: pool.execute("PING"):
    try:
        await call()
    except aioredis.PoolClosedError as error:
        print(error)
await pool.wait_closed()
await pool.wait_closed()
print(pool.closed, connection.closed)
`);
    expect(lines(run)).toEqual([
      "Pool is closed",
      "Pool is closed",
      "Pool is closed",
      "True True",
    ]);
    expect(run.elapsed).toBe(1020);
  });

  test("a standstill names what is waited for", async () => {
    const run = await play13(`
pool = await aioredis.create_pool("redis://localhost", minsize=1, maxsize=1)
async def ask():
    await aioredis.Redis(await pool.acquire()).blpop("jobs")
async def listen():
    redis = await aioredis.create_redis("redis://localhost")
    news, = await redis.subscribe("news")
    await news.get()
async def close():
    await pool.wait_closed()
await asyncio.gather(ask(), ask(), listen())
`);
    expect(run.error).toBe(
      [
        "The program cannot go on: nothing that is still to happen would wake it.",
        "  Task-1 waits for gather of Task-2, Task-3, Task-4 to end: line 13: await asyncio.gather(ask(), ask(), listen())",
        '  Task-2 waits for the reply to BLPOP jobs 0: line 6: await aioredis.Redis(await pool.acquire()).blpop("jobs")',
        '  Task-3 waits for a free connection of its pool: line 6: await aioredis.Redis(await pool.acquire()).blpop("jobs")',
        "  Task-4 waits for a message of news: line 10: await news.get()",
      ].join("\n"),
    );
  });
});

describe("channels", () => {
  test("what came before the end can still be read", async () => {
    const run = await play13(`
reading = await aioredis.create_redis("redis://localhost")
writing = await aioredis.create_redis("redis://localhost")
news, = await reading.subscribe("news")
print(news, news.is_active, reading.channels["news"] is news, "news" in reading.channels)
await writing.publish_json("news", {"n": 1})
await writing.publish("news", "two")
await asyncio.sleep(1)
print(await reading.unsubscribe("news"), reading.in_pubsub, dict(reading.channels))
print(repr(news), end=" ")
print(await news.get_json())
print([text async for text in news.iter(encoding="utf-8")])
try:
    await news.get()
except aioredis.ChannelClosedError as error:
    print(repr(error), news.is_active, await news.wait_message())
print(await reading.get("key"))
`);
    expect(lines(run)).toEqual([
      "<Channel name:b'news', is_pattern:False, qsize:0> True True True",
      "[[b'unsubscribe', b'news', 0]] 0 {}",
      "<Channel name:b'news', is_pattern:False, qsize:2> {'n': 1}",
      "['two']",
      "ChannelClosedError() False False",
      "None",
    ]);
  });

  test("a receiver reads many, until the last ends", async () => {
    const run = await play13(`
from aioredis.pubsub import Receiver
pool = await aioredis.create_redis_pool("redis://localhost")
receiver = Receiver()
print(repr(receiver), receiver.channel("a") is receiver.channel(b"a"))
await pool.subscribe(receiver.channel("a"), receiver.channel("b"))
await pool.psubscribe(receiver.pattern("*"))
async def read():
    async for channel, message in receiver.iter(encoding="utf-8"):
        print(channel.name, channel.is_pattern, message)
reader = asyncio.create_task(read())
await pool.publish("a", "1")
await pool.publish("z", "2")
await asyncio.sleep(1)
print(receiver, pool.in_pubsub, list(receiver.channels), list(receiver.patterns))
await pool.unsubscribe("a", "b")
await pool.punsubscribe("*")
await reader
print(receiver, pool.in_pubsub)
try:
    await receiver.channel("c").get()
except RuntimeError as error:
    print(error)
`);
    expect(lines(run)).toEqual([
      "<Receiver is_active:False, senders:0, qsize:0> True",
      "b'a' False 1",
      "b'*' True (b'a', '1')",
      "b'*' True (b'z', '2')",
      "<Receiver is_active:True, senders:3, qsize:0> 3 [b'a', b'b'] [b'*']",
      "<Receiver is_active:False, senders:0, qsize:0> 0",
      "MPSC channel does not allow direct get() calls",
    ]);
  });
});

describe("a stream of one's own", () => {
  test("a parser is fed what comes", async () => {
    const run = await play13(`
class Loud(aioredis.parser.PyReader):
    def feed(self, data):
        print(bytes(data))
        super().feed(data)
redis = await aioredis.create_redis("redis://localhost/2", parser=Loud)
other = await aioredis.create_redis("redis://localhost/2")
tr = redis.multi_exec()
tr.set("k", 1), tr.lpush("k", 1)
print(await tr.execute(return_exceptions=True), redis)
one, two = await redis.subscribe("one", "two")
await other.publish("one", "hi")
print(await one.get(), await redis.unsubscribe("one", "two"))
waiting = redis.blpop("jobs")
await asyncio.sleep(1)
redis.close()
await redis.wait_closed()
print(repr(waiting.exception()))
`);
    const wrong =
      "WRONGTYPE Operation against a key holding the wrong kind of value";
    const reply = (kind: string, name: string, n: number) =>
      `*3\\r\\n$${kind.length}\\r\\n${kind}\\r\\n$3\\r\\n${name}\\r\\n:${n}\\r\\n`;
    expect(lines(run)).toEqual([
      "b'+OK\\r\\n'",
      `b'+OK\\r\\n+QUEUED\\r\\n+QUEUED\\r\\n*2\\r\\n+OK\\r\\n-${wrong}\\r\\n'`,
      `[True, ReplyError('${wrong}')] <Redis <RedisConnection [db:2]>>`,
      `b'${reply("subscribe", "one", 1)}${reply("subscribe", "two", 2)}'`,
      "b'*3\\r\\n$7\\r\\nmessage\\r\\n$3\\r\\none\\r\\n$2\\r\\nhi\\r\\n'",
      `b'${reply("unsubscribe", "one", 1)}${reply("unsubscribe", "two", 0)}'`,
      "b'hi' [[b'unsubscribe', b'one', 1], [b'unsubscribe', b'two', 0]]",
      "ConnectionForcedCloseError()",
    ]);
  });

  test("a server of the program's own is reached", async () => {
    const run = await play13(`
async def serve(reader, writer):
    print(await reader.read(100))
    writer.write(b"+PO")
    await asyncio.sleep(1)
    writer.write(b"NG\\r\\n")
    print(await reader.read(100))
    writer.close()
server = await asyncio.start_server(serve, "localhost", 7000)
redis = await aioredis.create_redis("redis://localhost:7000")
print(await redis.ping())
try:
    await redis.get("key")
except aioredis.ConnectionClosedError as error:
    print(repr(error), redis.closed)
await redis.wait_closed()
server.close()
`);
    expect(lines(run)).toEqual([
      "b'*1\\r\\n$4\\r\\nPING\\r\\n'",
      "b'PONG'",
      "b'*2\\r\\n$3\\r\\nGET\\r\\n$3\\r\\nkey\\r\\n'",
      "ConnectionClosedError('Reader at end of file') True",
    ]);
    expect(run.elapsed).toBe(1030);
  });
});

test("the server's limit of clients is an error of its own", async () => {
  const run = await play13(`
admin = await aioredis.create_redis("redis://localhost")
await admin.config_set("maxclients", 1)
redis = await aioredis.create_redis("redis://localhost")
try:
    await redis.ping()
except aioredis.MaxClientsError as error:
    print(error)
await admin.config_set("maxclients", 100)
`);
  expect(lines(run)).toEqual(["ERR max number of clients reached"]);
});

test("what cannot be is refused, and loop= is not", async () => {
  const run = await play13(`
warnings.simplefilter("always")
loop = asyncio.get_running_loop()
for make in (
    lambda: aioredis.create_redis("redis://localhost", loop=None),
    lambda: aioredis.create_redis("redis://localhost", loop=loop),
    lambda: aioredis.create_connection("redis://localhost", connection_cls=dict),
    lambda: aioredis.create_pool("redis://localhost", pool_cls=dict),
    lambda: aioredis.create_connection("redis://localhost", timeout=0),
    lambda: aioredis.create_connection("redis://localhost", parser=7),
    lambda: aioredis.create_connection("redis://localhost?ssl=false", ssl=True),
    lambda: aioredis.create_sentinel([("localhost", 26379)]),
    lambda: aioredis.create_connection("redis://localhost:1"),
):
    try:
        print(await make())
    except Exception as error:
        print(type(error).__name__, error)
`);
  expect(lines(run)).toEqual([
    "<Redis <RedisConnection [db:0]>>",
    "program.py:18: DeprecationWarning: The loop argument is deprecated",
    "  print(await make())",
    "<Redis <RedisConnection [db:0]>>",
    "AssertionError connection_class does not meet the AbcConnection contract",
    "AssertionError pool_class does not meet the AbcPool contract",
    "ValueError Timeout has to be None or a number greater than 0",
    "AssertionError ('Parser argument is not callable', 7)",
    "AssertionError ('Conflicting ssl options are set', False, True)",
    "NotImplementedError this page has a single Redis, and no sentinels that watch it: use aioredis.create_redis_pool",
    "ConnectionRefusedError [Errno 111] Connect call failed ('localhost', 1): connect to localhost:1: " +
      "connection refused: the Redis of this world listens on port 6379",
  ]);
});

test("errors are of the classes that 1.3 had", async () => {
  const run = await play13(`
from aioredis import errors
def show(kind, depth=0):
    print("  " * depth + kind.__name__)
    for each in kind.__subclasses__():
        show(each, depth + 1)
show(errors.RedisError)
for text in (
    "ERR no", "ERR max number of clients reached", "NOAUTH Authentication required.",
    "BUSYGROUP Consumer Group name already exists", "", None,
):
    print(repr(errors.ReplyError(text)))
print(errors.PipelineError([1]), errors.PipelineError([1]).args)
`);
  expect(lines(run)).toEqual([
    "RedisError",
    "  ProtocolError",
    "  ReplyError",
    "    MaxClientsError",
    "    AuthError",
    "    BusyGroupError",
    "  PipelineError",
    "    MultiExecError",
    "      WatchVariableError",
    "  ChannelClosedError",
    "  ReadOnlyError",
    "  MasterNotFoundError",
    "  SlaveNotFoundError",
    "  MasterReplyError",
    "  SlaveReplyError",
    "  ConnectionClosedError",
    "    ConnectionForcedCloseError",
    "  PoolClosedError",
    "ReplyError('ERR no')",
    "MaxClientsError('ERR max number of clients reached')",
    "AuthError('NOAUTH Authentication required.')",
    "BusyGroupError('BUSYGROUP Consumer Group name already exists')",
    "ReplyError('')",
    "ReplyError(None)",
    "('PipelineError errors:', [1]) ('PipelineError errors:', [1])",
  ]);
});
