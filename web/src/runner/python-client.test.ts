/** How the clients are made and refused, and what their calls are on the wire. */

import { beforeAll, describe, expect, test } from "vitest";
import {
  connections,
  loadPython,
  play,
  type Played,
} from "./python.harness.ts";

beforeAll(loadPython, 60_000);

/** The commands that a program made, as redis-cli would be given them. */
function commands({ trace }: Played): string[] {
  return trace
    .filter(({ kind, name }) => kind === "future.created" && name !== "CLOSE")
    .map(({ text }) => text);
}

describe("pools", () => {
  test("one too many is an error, or waits for so long", async () => {
    const run = await play(`
import asyncio
from redis import asyncio as redis
for pool in [
    redis.ConnectionPool(max_connections=2),
    redis.BlockingConnectionPool(max_connections=2, timeout=0.005),
    redis.BlockingConnectionPool(max_connections=2),
]:
    r = redis.Redis(connection_pool=pool)
    print(await asyncio.gather(*[r.get("k") for _ in range(3)], return_exceptions=True))
    await pool.aclose()
print(redis.Redis().connection_pool.max_connections)
`);
    expect(run).toMatchObject({
      output: [
        "[None, None, MaxConnectionsError('Too many connections')]",
        "[None, None, ConnectionError('No connection available.')]",
        "[None, None, None]",
        "100",
        "",
      ].join("\n"),
      error: null,
    });
  });

  test("are shared, outlive their clients, and close with those that own them", async () => {
    const run = await play(`
from redis import asyncio as redis
pool = redis.ConnectionPool.from_url("redis://localhost:6379/1")
a, b = redis.Redis(connection_pool=pool), redis.Redis(connection_pool=pool)
await a.set("k", 1)
await a.aclose()
print(await b.get("k"), a.connection_pool is b.connection_pool, repr(pool))
print(len(await b.client_list()))
own = redis.from_url("redis://localhost")
await own.ping()
print(len(await b.client_list()), own.auto_close_connection_pool, b.auto_close_connection_pool)
await own.aclose()
print(len(await b.client_list()))
async with redis.Redis(single_connection_client=True) as single:
    print(await single.client_id() == await single.client_id())
`);
    expect(run).toMatchObject({
      output: [
        "b'1' True <redis.asyncio.connection.ConnectionPool(<redis.asyncio.connection.Connection(host=localhost,port=6379,db=1)>)>",
        "1",
        "2 True False",
        "1",
        "True",
        "",
      ].join("\n"),
      error: null,
    });
  });
});

test("what is wrong with options and addresses is said in words", async () => {
  const run = await play(`
import redis
from redis import asyncio as aio
async def refused(what):
    try:
        found = what()
        if hasattr(found, "ping"):
            await found.ping()
    except Exception as error:
        print(type(error).__name__, str(error).split("; known")[0])
await refused(lambda: aio.from_url("http://localhost"))
await refused(lambda: aio.from_url("redis://localhost?db=x"))
await refused(lambda: aio.from_url("redis://localhost?colour=red"))
await refused(lambda: aio.Redis(colour="red"))
await refused(lambda: aio.Redis(protocol=4))
await refused(lambda: aio.ConnectionPool(max_connections=-1))
await refused(lambda: aio.Redis(connection_pool=redis.ConnectionPool()))
await refused(lambda: redis.Redis(connection_pool=aio.ConnectionPool()))
await refused(lambda: aio.Redis(port=1))
await refused(lambda: aio.Redis(db=99))
await refused(lambda: aio.Redis(password="wrong"))
await refused(lambda: __import__("redis.cluster"))
print(redis.ConnectionError is aio.ConnectionError is redis.exceptions.ConnectionError)
`);
  const pools =
    "the pool of a synchronous client and that of an asynchronous one cannot stand in for each other";
  expect(run.error).toBeNull();
  expect(run.output.trim().split("\n")).toEqual([
    "ValueError Redis URL must specify one of the following schemes (redis://, rediss://, unix://)",
    "ValueError Invalid value for 'db' in connection URL.",
    "TypeError AbstractConnection.__init__() got an unexpected keyword argument 'colour'",
    "TypeError Redis.__init__() got an unexpected keyword argument 'colour'",
    "ConnectionError protocol must be either 2 or 3",
    'ValueError "max_connections" must be a positive integer',
    `TypeError redis.asyncio.client.Redis needs a redis.asyncio.connection.ConnectionPool, not a redis.connection.ConnectionPool: ${pools}`,
    `TypeError redis.client.Redis needs a redis.connection.ConnectionPool, not a redis.asyncio.connection.ConnectionPool: ${pools}`,
    "ConnectionError Error 111 connecting to localhost:1. connection refused: the Redis of this world listens on port 6379.",
    "ResponseError DB index is out of range",
    expect.stringContaining("AuthenticationError "),
    "ImportError redis.cluster is not supported here: the page has a single Redis; use redis.Redis or redis.asyncio.Redis",
    "True",
  ]);
});

test("calls are these commands", async () => {
  // [call, command]: what is written, whatever the server makes of it.
  const calls: [string, string][] = [
    [`set("k", "v", ex=5, nx=True)`, "SET k v EX 5 NX"],
    [
      `set("k", 1.5, px=timedelta(seconds=2), xx=True, get=True)`,
      "SET k 1.5 PX 2000 XX GET",
    ],
    [`getex("k", persist=True)`, "GETEX k PERSIST"],
    [`mget(["a", "b"], "c")`, "MGET a b c"],
    [`expire("k", timedelta(minutes=1), gt=True)`, "EXPIRE k 60 GT"],
    [
      `scan(0, match="a*", count=5, _type="list")`,
      "SCAN 0 MATCH a* COUNT 5 TYPE list",
    ],
    [
      `sort("l", start=0, num=2, by="w_*", desc=True)`,
      "SORT l BY w_* LIMIT 0 2 DESC",
    ],
    [`hset("h", "f", "v", mapping={"a": 1})`, "HSET h f v a 1"],
    [`hexpire("h", 10, "a", "b", nx=True)`, "HEXPIRE h 10 NX FIELDS 2 a b"],
    [`lmove("a", "b", "RIGHT", "LEFT")`, "LMOVE a b RIGHT LEFT"],
    [`blpop(["k", "b"], timeout=None)`, "BLPOP k b 0"],
    [`linsert("l", "BEFORE", "p", "v")`, "LINSERT l BEFORE p v"],
    [`sinter("a", "b")`, "SINTER a b"],
    [
      `zadd("z", {"m": 1, "n": 2.5}, nx=True, ch=True)`,
      "ZADD z NX CH 1 m 2.5 n",
    ],
    [
      `zrange("z", 0, -1, desc=True, withscores=True)`,
      "ZREVRANGE z 0 -1 WITHSCORES",
    ],
    [
      `zrange("z", 1, 5, byscore=True, offset=0, num=1)`,
      "ZRANGE z 1 5 BYSCORE LIMIT 0 1",
    ],
    [
      `zinterstore("d", {"a": 2, "b": 3}, "MAX")`,
      "ZINTERSTORE d 2 a b WEIGHTS 2 3 AGGREGATE MAX",
    ],
    [`xadd("s", {"f": 1}, maxlen=10)`, "XADD s MAXLEN ~ 10 * f 1"],
    [
      `xreadgroup("g", "c", {"s": ">"}, count=1, block=0)`,
      "XREADGROUP GROUP g c COUNT 1 BLOCK 0 STREAMS s >",
    ],
    [
      `geosearch("g", member="m", radius=5, unit="km", sort="ASC")`,
      "GEOSEARCH g FROMMEMBER m BYRADIUS 5 km ASC",
    ],
    [
      `bitfield("b").incrby("u2", 100, 1, "SAT").get("u4", 0).execute()`,
      "BITFIELD b OVERFLOW SAT INCRBY u2 100 1 GET u4 0",
    ],
    [`eval("return 1", 1, "k", "a")`, 'EVAL "return 1" 1 k a'],
    [
      `client_kill_filter(_type="normal", skipme=True)`,
      "CLIENT KILL TYPE normal SKIPME YES",
    ],
    [
      `acl_setuser("u", enabled=True, passwords=["+p"], categories=["+@all"], keys=["*"])`,
      "ACL SETUSER u on >p +@all ~*",
    ],
    [`json().set("j", "$", {"a": [1]})`, 'JSON.SET j $ "{\\"a\\": [1]}"'],
    [
      `execute_command("ANY.CMD", b"\\x00", bytearray(b"x"))`,
      'ANY.CMD "\\x00" x',
    ],
  ];
  const run = await play(`
from datetime import timedelta
from redis import asyncio as redis
r = redis.Redis()
for call in [${calls.map(([call]) => `lambda: r.${call}`).join(", ")}]:
    try:
        await call()
    except (redis.RedisError, ValueError, TypeError):
        pass
`);
  expect(run.error).toBeNull();
  expect(commands(run)).toEqual(calls.map(([, command]) => command));
});

test("arguments that cannot be sent are refused as redis-py refuses them", async () => {
  const run = await play(`
from redis import asyncio as redis
r = redis.Redis()
for call in [
    lambda: r.set("k", None), lambda: r.set("k", True), lambda: r.set("k", 1, ex=1, px=1),
    lambda: r.set("k", 1, ex=1.5), lambda: r.hset("h"), lambda: r.zadd("z", {}),
    lambda: r.zadd("z", {"a": 1}, nx=True, xx=True), lambda: r.xadd("s", {}),
    lambda: r.xread({}), lambda: r.geoadd("g", [1, 2]), lambda: r.zrangebyscore("z", 0, 1, start=0),
]:
    try:
        await call()
    except redis.DataError as error:
        print(error)
`);
  const convert = "Convert to a bytes, string, int or float first.";
  expect(run.error).toBeNull();
  expect(run.output.trim().split("\n")).toEqual([
    `Invalid input of type: 'NoneType'. ${convert}`,
    `Invalid input of type: 'bool'. ${convert}`,
    "``ex``, ``px``, ``exat``, ``pxat``, and ``keepttl`` are mutually exclusive.",
    "ex must be datetime.timedelta or int",
    "'hset' with no key value pairs",
    "ZADD requires at least one element/score pair",
    "ZADD allows either 'nx' or 'xx', not both",
    "XADD fields must be a non-empty dict",
    "XREAD streams must be a non empty dict",
    "GEOADD requires places with lon, lat and name values",
    "``start`` and ``num`` must both be specified",
  ]);
  expect(connections(run)).toBe(0);
});

test("a timeout is an error of its own, and the connection is not used again", async () => {
  const run = await play(
    `
from redis import asyncio as redis
r = redis.Redis(socket_timeout=0.025)
slow = r.pipeline(transaction=False)
for _ in range(100):
    slow.echo("x" * 1000)
try:
    await slow.execute()
except redis.TimeoutError as error:
    print("timed out", isinstance(error, redis.RedisError))
print(await r.ping())
`,
    { bandwidth: 1_000_000 },
  );
  expect(run).toMatchObject({ output: "timed out True\nTrue\n", error: null });
});

test("tasks that share a pipeline each get the replies to what it held", async () => {
  const run = await play(`
import asyncio
from redis.asyncio import Redis
r = Redis()
pipe = r.pipeline()
pipe.set("a", 1)
async def use():
    pipe.incr("n")
    return await pipe.execute()
print(await asyncio.gather(use(), use()), len(pipe))
`);
  expect(run).toMatchObject({
    output: "[[True, 1], [True, 2, 3]] 0\n",
    error: null,
  });
});

test("a connection that comes as its borrower is cancelled goes back to the pool", async () => {
  const run = await play(`
import asyncio
from redis import asyncio as redis
from resplay import port
async def main():
    pool = redis.ConnectionPool(max_connections=1)
    task = asyncio.create_task(pool.get_connection())
    here, settle = port.current(), port.current()._resolved
    def answered(number, value):
        verb = here._asked[number][1][0]
        settle(number, value)
        if verb == b"ACQUIRE":
            task.cancel()
    here._deliver[b"ok"] = answered
    print(await asyncio.gather(task, return_exceptions=True))
    here._deliver[b"ok"] = settle
    print(await redis.Redis(connection_pool=pool).get("k"))
asyncio.run(main())
`);
  expect(run).toMatchObject({
    output: "[CancelledError('')]\nNone\n",
    error: null,
  });
});

test("a cancelled call does not shift the replies of others", async () => {
  const run = await play(`
import asyncio
from redis import asyncio as redis
async with redis.Redis(single_connection_client=True) as r:
    await r.mset({"a": 1, "b": 2})
    getting = asyncio.create_task(r.get("a"))
    await asyncio.sleep(0.005)
    getting.cancel()
    print(await r.get("b"), await r.get("a"), getting.cancelled())
    try:
        await asyncio.wait_for(r.blpop("never"), 1)
    except TimeoutError:
        print("timed out", round(asyncio.get_running_loop().time(), 3))
`);
  expect(run).toMatchObject({
    output: "b'2' b'1' True\ntimed out 1.045\n",
    error: null,
  });
});

test("values of every kind cross the border", async () => {
  const run = await play(`
from resplay import wire
for data in [
    b"$5\\r\\nab\\r\\nc\\r\\n", b"$0\\r\\n\\r\\n", b"$-1\\r\\n", b"*-1\\r\\n", b"_\\r\\n", b":-7\\r\\n", b"+OK\\r\\n",
    b",1.5\\r\\n", b",inf\\r\\n", b"#t\\r\\n", b"(1180591620717411303424\\r\\n", b"=7\\r\\ntxt:abc\\r\\n",
    b"*2\\r\\n~1\\r\\n:1\\r\\n>1\\r\\n:2\\r\\n", b"%1\\r\\n*1\\r\\n:1\\r\\n:2\\r\\n", b"-ERR no\\r\\n", b"!3\\r\\na\\r\\n\\r\\n",
    b"|1\\r\\n+ttl\\r\\n:3\\r\\n:4\\r\\n",
]:
    print(wire.decode(data + b":1\\r\\n"))
print(wire.encode(b"SET", "k", 1, "\\xe9"))
`);
  expect(run.error).toBeNull();
  expect(run.output.trim().split("\n")).toEqual([
    "[b'ab\\r\\nc', 1]",
    "[b'', 1]",
    "[None, 1]",
    "[None, 1]",
    "[None, 1]",
    "[-7, 1]",
    "[b'OK', 1]",
    "[1.5, 1]",
    "[inf, 1]",
    "[True, 1]",
    "[1180591620717411303424, 1]",
    "[b'abc', 1]",
    "[[[1], [2]], 1]",
    "[{(1,): 2}, 1]",
    "[ErrorReply('ERR no'), 1]",
    "[ErrorReply('a\\r\\n'), 1]",
    "[4, 1]",
    "b'*4\\r\\n$3\\r\\nSET\\r\\n$1\\r\\nk\\r\\n$1\\r\\n1\\r\\n$2\\r\\n\\xc3\\xa9\\r\\n'",
  ]);
});

describe("names and options", () => {
  test("modules have what programs import from them, or say why not", async () => {
    const run = await play(`
import asyncio
for line in [
    "from redis import RedisCluster",
    "from redis.asyncio import Sentinel",
    "from redis.asyncio.cluster import RedisCluster",
    "import redis.sentinel",
    "from redis import nothing",
    "import redis.typing, redis.event, redis.cache, redis.utils, redis.lock, redis.retry",
    "from redis.event import EventDispatcher; from redis.cache import CacheConfig",
    "from redis.typing import KeyT, EncodableT; from redis.utils import str_if_bytes",
    "from redis.asyncio.client import Redis, Pipeline, PubSub, Monitor, StrictRedis",
    "from redis.asyncio.connection import ConnectionPool, parse_url",
    "from redis.asyncio.lock import Lock; from redis.asyncio.retry import Retry",
    "from redis.asyncio.utils import from_url, pipeline; from redis.exceptions import *",
    "import redis; redis.Redis(cache_config=redis.cache.CacheConfig())",
]:
    try:
        exec(line)
    except Exception as error:
        print(type(error).__name__, error)
import redis
print([name for name in dir(redis.asyncio) if name.endswith("Error")
       and getattr(redis.asyncio, name) is not getattr(redis.exceptions, name)])
def tree(cls, depth=0):
    for sub in sorted(cls.__subclasses__(), key=lambda sub: sub.__name__):
        if sub.__module__ == "redis.exceptions":
            print("  " * depth + sub.__name__)
            tree(sub, depth + 1)
tree(redis.RedisError)
print(issubclass(redis.exceptions.LockError, ValueError), repr(redis.ResponseError("no")))
print(redis.exceptions.MovedError("1 host:2").node_addr)
`);
    const single =
      "the page has a single Redis, so it is not supported here; use redis.Redis or redis.asyncio.Redis";
    expect(run.error).toBeNull();
    expect(run.output.trimEnd().split("\n")).toEqual([
      `ImportError cannot import name 'RedisCluster' from 'redis': ${single}`,
      `ImportError cannot import name 'Sentinel' from 'redis.asyncio': ${single}`,
      "ImportError redis.asyncio.cluster is not supported here: the page has a single Redis; use redis.Redis or redis.asyncio.Redis",
      "ImportError redis.sentinel is not supported here: the page has a single Redis; use redis.Redis or redis.asyncio.Redis",
      "ImportError cannot import name 'nothing' from 'redis' (/resplay/redis/__init__.py)",
      "RedisError cache_config is not supported here: the page's client keeps no cache; CLIENT TRACKING can be called by hand",
      "[]",
      ...["ClusterError", "  ClusterDownError", "    MasterDownError"],
      ...["ConnectionError", "  AuthenticationError", "  AuthorizationError"],
      ...["  BusyLoadingError", "  ExternalAuthProviderError"],
      ...["  MaxConnectionsError", "DataError", "InvalidResponse", "LockError"],
      ...["  LockNotOwnedError", "PubSubError", "ResponseError", "  AskError"],
      ...["    MovedError", "  AuthenticationWrongNumberOfArgsError"],
      ...["  ClusterCrossSlotError", "  ClusterDownError"],
      ...["    MasterDownError", "  ExecAbortError", "  ModuleError"],
      ...["  NoPermissionError", "  NoScriptError", "  OutOfMemoryError"],
      ...["  ReadOnlyError", "  TryAgainError", "TimeoutError", "WatchError"],
      "True ResponseError('no')",
      "('host', 2)",
    ]);
  });

  test("a URL says all that an option may", async () => {
    const run = await play(`
from redis import asyncio as aio
for url in [
    "redis://u:p%40@host:1/2?socket_timeout=1.5&decode_responses=yes&client_name=n&protocol=3",
    "redis://?db=3&max_connections=5&health_check_interval=3&retry_on_timeout=no",
    "unix://u@/tmp/s.sock?db=3&password=q",
    "rediss://host/1?ssl_check_hostname=0",
]:
    r = aio.from_url(url)
    print(r)
    options = r.get_connection_kwargs() | {"connection_class": None}
    print({name: value for name, value in options.items() if name not in ("connection_class", "db")})
pool = aio.BlockingConnectionPool.from_url("redis://localhost?timeout=0.5&max_connections=2")
print(pool, pool.timeout, pool.max_connections)
r = aio.from_url("unix:///tmp/s.sock?db=3", encoding="latin-1", decode_responses=True)
await r.set("k", "é")
print(await r.get("k"), (await r.client_info())["db"], await r.strlen("k"), r.get_encoder().encode("é"))
print(await aio.from_url("rediss://localhost").ping())
`);
    const client = (connection: string) =>
      `<redis.asyncio.client.Redis(<redis.asyncio.connection.ConnectionPool(<redis.asyncio.connection.${connection}>)>)>`;
    expect(run.error).toBeNull();
    expect(run.output.trim().split("\n")).toEqual([
      client("Connection(host=host,port=1,db=2,client_name=n)"),
      "{'socket_timeout': 1.5, 'decode_responses': True, 'client_name': 'n', 'protocol': 3, 'username': 'u', 'password': 'p@', 'host': 'host', 'port': 1}",
      client("Connection(host=localhost,port=6379,db=3)"),
      "{'health_check_interval': 3, 'retry_on_timeout': False}",
      client("UnixDomainSocketConnection(path=/tmp/s.sock,db=3)"),
      "{'password': 'q', 'username': 'u', 'path': '/tmp/s.sock'}",
      client("SSLConnection(host=host,port=6379,db=1)"),
      "{'ssl_check_hostname': False, 'host': 'host'}",
      "<redis.asyncio.connection.BlockingConnectionPool(<redis.asyncio.connection.Connection(host=localhost,port=6379,db=0)>)> 0.5 2",
      "é 3 1 b'\\xe9'",
      "program.py:18: UserWarning: this link is simulated: TLS is accepted, and nothing on it is encrypted",
      '  print(await aio.from_url("rediss://localhost").ping())',
      "True",
    ]);
  });

  test("constructors take what redis-py's take, and nothing else", async () => {
    const run = await play(`
import inspect
import redis
from redis import asyncio as aio
for make in [
    lambda: aio.Redis("localhost"), lambda: aio.Redis(colour="red"), lambda: redis.Redis(colour="red"),
    lambda: repr(aio.ConnectionPool(colour="red")), lambda: aio.Connection(port="x"),
]:
    try:
        print(make())
    except TypeError as error:
        print(error)
defaults = {name: p.default for name, p in inspect.signature(aio.Redis).parameters.items()}
retry = defaults.pop("retry")
print(type(retry._backoff).__name__, retry.get_retries())
print({name: value for name, value in defaults.items() if value is not None})
print(redis.Redis("h", 1, 2), aio.StrictRedis is aio.Redis)
`);
    const unexpected = "got an unexpected keyword argument 'colour'";
    expect(run.error).toBeNull();
    expect(run.output.trim().split("\n")).toEqual([
      "Redis.__init__() takes 1 positional argument but 2 were given",
      `Redis.__init__() ${unexpected}`,
      `Redis.__init__() ${unexpected}`,
      `AbstractConnection.__init__() ${unexpected}`,
      "port must be an integer, not str",
      "ExponentialWithJitterBackoff 10",
      "{'host': 'localhost', 'port': 6379, 'db': 0, 'socket_keepalive': True, 'encoding': 'utf-8', 'encoding_errors': 'strict', 'decode_responses': False, 'retry_on_timeout': False, 'ssl': False, 'ssl_cert_reqs': 'required', 'ssl_check_hostname': True, 'single_connection_client': False, 'health_check_interval': 0, 'lib_name': 'redis-py', 'lib_version': '8.0.0', 'protocol': 2, 'legacy_responses': True}",
      "<redis.client.Redis(<redis.connection.ConnectionPool(<redis.connection.Connection(host=h,port=1,db=2)>)>)> True",
    ]);
  });
});

test("replies pass through the callback of their command, which may be awaited", async () => {
  const run = await play(`
import asyncio
from redis import asyncio as redis
r = redis.Redis()
await r.set("k", "v")
r.set_response_callback("get", lambda value, **options: ("seen", value))
print(await r.get("k"), await r.pipeline().get("k").execute(), await redis.Redis().get("k"))
async def slowly(value, **options):
    await asyncio.sleep(1)
    return "late", value
r.response_callbacks["GET"] = slowly
print(await r.get("k"), await r.pipeline().get("k").execute(), type(r.get_retry()).__name__)
connection = await r.connection_pool.get_connection()
await connection.send_command("GET", "k")
print(await r.parse_response(connection, "GET"))
await connection.send_command("NOPE")
print(await r.parse_response(connection, "NOPE", EMPTY_RESPONSE="nothing"))
class Counted(redis.Redis):
    async def execute_command(self, *args, **options):
        print(args)
        return await super().execute_command(*args, **options)
print(await Counted().incr("n"))
`);
  expect(run).toMatchObject({
    output: [
      "('seen', b'v') [('seen', b'v')] b'v'",
      "('late', b'v') [('late', b'v')] Retry",
      "('late', b'v')",
      "nothing",
      "('INCRBY', 'n', 1)",
      "1",
      "",
    ].join("\n"),
    error: null,
  });
});

test("what is not awaited, not closed, or on its way out is warned of", async () => {
  const run = await play(`
import warnings
warnings.simplefilter("always")
from redis import asyncio as redis
r = redis.Redis()
r.get("k")
r.pipeline().set("k", 1).execute()
print(await r.exists("k"))
await r.close()
pubsub = r.pubsub()
await pubsub.close()
redis.Redis(auto_close_connection_pool=False)
alone = redis.Connection(db=1)
await alone.connect()
del alone
own = r.client()
await own.ping()
del own
await r.connection_pool.disconnect()
print("closed")
`);
  const name =
    "<redis.asyncio.client.Redis(<redis.asyncio.connection.ConnectionPool(<redis.asyncio.connection.Connection(host=localhost,port=6379,db=0)>)>)>";
  const deprecated =
    "Call to deprecated close. (Use aclose() instead) -- Deprecated since version 5.0.1.";
  expect(run.error).toBeNull();
  expect(run.output.trim().split("\n")).toEqual([
    "program.py:6: RuntimeWarning: coroutine 'Redis.execute_command' was never awaited",
    '  r.get("k")',
    "program.py:7: RuntimeWarning: coroutine 'Pipeline.execute' was never awaited",
    '  r.pipeline().set("k", 1).execute()',
    "0",
    `program.py:9: DeprecationWarning: ${deprecated}`,
    "  await r.close()",
    `program.py:11: DeprecationWarning: ${deprecated}`,
    "  await pubsub.close()",
    'program.py:12: DeprecationWarning: "auto_close_connection_pool" is deprecated since version 5.0.0. Please create a ConnectionPool explicitly and provide to the Redis() constructor instead.',
    "  redis.Redis(auto_close_connection_pool=False)",
    "program.py:15: ResourceWarning: unclosed Connection <redis.asyncio.connection.Connection(host=localhost,port=6379,db=1)>",
    "  del alone",
    `program.py:18: ResourceWarning: Unclosed client session ${name}`,
    "  del own",
    "Unclosed Redis client",
    "closed",
  ]);
});
