/** Connections as objects: what is tried again, what a program may do on one, and what listens on one of its own. */

import { beforeAll, describe, expect, test } from "vitest";
import {
  connections,
  loadPython,
  play,
  type Played,
} from "./python.harness.ts";

beforeAll(loadPython, 60_000);

/** How often a run tried to connect. */
function dialed({ trace }: Played): number {
  return trace.filter(({ kind }) => kind === "conn.dialed").length;
}

/** The names of the commands that the server ran, in order. */
function executed({ trace }: Played): string[] {
  return trace
    .filter(({ kind }) => kind === "executed")
    .map(({ name }) => name ?? "");
}

/** A program that prints what is awaited, or how it failed, with the virtual time that it took. */
const tried = `
import asyncio
import redis
from redis import asyncio as aio
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff, NoBackoff

async def tried(awaitable):
    loop = asyncio.get_running_loop()
    start = loop.time()
    try:
        result = await awaitable
    except redis.RedisError as error:
        result = f"{type(error).__name__}: {error}"
    print(result, round(loop.time() - start, 3))
`;

function playTried(program: string, options = {}): Promise<Played> {
  return play(tried + program, options);
}

describe("trying again", () => {
  const refused =
    "ConnectionError: Error 111 connecting to localhost:1. connection refused: the Redis of this world listens on port 6379.";

  test.each([
    ["a client of its own pool: ten times", "aio.Redis(port=1)", 11, "3.3"],
    [
      "a client from a URL: never",
      'aio.from_url("redis://localhost:1")',
      1,
      "0.01",
    ],
    ["no Retry: never", "aio.Redis(port=1, retry=None)", 1, "0.01"],
    [
      "as its Retry says",
      "aio.Redis(port=1, retry=Retry(ConstantBackoff(0.5), 2))",
      3,
      "1.03",
    ],
    [
      "a synchronous Retry does as well",
      "aio.Redis(port=1, retry=redis.retry.Retry(ConstantBackoff(0.5), 1))",
      2,
      "0.52",
    ],
    [
      "an error of its own choice, once",
      'aio.from_url("redis://localhost:1", retry_on_error=[redis.ConnectionError])',
      2,
      "0.02",
    ],
    [
      "only what is to be tried again",
      'aio.from_url("redis://localhost:1", retry=Retry(NoBackoff(), 3, (redis.TimeoutError,)))',
      1,
      "0.01",
    ],
  ])("to connect: %s", async (_, client, times, seconds) => {
    const run = await playTried(`await tried(${client}.ping())`);
    expect({ ...run, dialed: dialed(run) }).toMatchObject({
      output: `${refused} ${seconds}\n`,
      error: null,
      dialed: times,
    });
  });

  const killed = (client: string) => `
r, admin = ${client}, aio.Redis()
waiting = asyncio.create_task(tried(r.blpop("queue")))
await asyncio.sleep(0.05)
await admin.client_kill_filter(_type="normal", skipme=True)
await asyncio.sleep(0.05)
print(await admin.client_list() != [], waiting.done())
await admin.rpush("queue", "a")
await waiting
`;
  test("a command whose connection was lost is sent again", async () => {
    const run = await playTried(killed("aio.Redis()"));
    expect(run).toMatchObject({
      output: "True False\n(b'queue', b'a') 0.14\n",
      error: null,
    });
    expect(executed(run)).toEqual([
      // Once more when the list has something for it.
      ...["BLPOP", "CLIENT", "BLPOP", "CLIENT", "RPUSH", "BLPOP"],
    ]);
  });

  test("but not by a client that has no Retry", async () => {
    const run = await playTried(killed('aio.from_url("redis://localhost")'));
    expect(run).toMatchObject({
      output:
        "ConnectionError: connection to localhost:6379: the server closed it 0.07\nTrue True\n",
      error: null,
    });
  });

  test("a pipeline is sent again as a whole, and what it had done is done twice", async () => {
    const run = await playTried(`
r, admin = aio.Redis(), aio.Redis()
pipe = r.pipeline(transaction=False).incr("n").blpop("queue")
waiting = asyncio.create_task(tried(pipe.execute()))
await asyncio.sleep(0.05)
await admin.client_kill_filter(_type="normal", skipme=True)
await asyncio.sleep(0.05)
await admin.rpush("queue", "a")
await waiting
`);
    expect(run).toMatchObject({
      output: "[2, (b'queue', b'a')] 0.13\n",
      error: null,
    });
  });

  test("a lost watch is a WatchError, whatever the Retry", async () => {
    const run = await playTried(`
r, admin = aio.Redis(), aio.Redis()
async with r.pipeline() as pipe:
    await pipe.watch("k")
    await admin.client_kill_filter(_type="normal", skipme=True)
    await asyncio.sleep(0.05)
    pipe.multi()
    await tried(pipe.set("k", 1).execute())
print(await r.get("k"))
`);
    expect(run).toMatchObject({
      output:
        "WatchError: A ConnectionError occurred while watching one or more keys 0.0\nNone\n",
      error: null,
    });
  });

  test("socket_timeout ends a blocking call, too, which is tried again", async () => {
    const run = await playTried(`
for options in [
    {"retry": None}, {"retry": Retry(ConstantBackoff(0.1), 1)},
    {"retry": None, "single_connection_client": True},
]:
    async with aio.Redis(socket_timeout=0.25, **options) as r:
        await r.ping()
        await tried(r.blpop("never", timeout=1))
        print(len(await r.client_list()))
`);
    const late = "TimeoutError: Timeout reading from localhost:6379";
    expect(run).toMatchObject({
      output: `${late} 0.25\n1\n${late} 0.6\n1\n${late} 0.25\n1\n`,
      error: null,
    });
  });

  test("a standstill tells who waits for a connection from who waits for a reply", async () => {
    const line = `line 6: await asyncio.gather(r.blpop("a", 0), r.get("b"))`;
    const { error } = await play(`
import asyncio
from redis.asyncio import BlockingConnectionPool, Redis

r = Redis(connection_pool=BlockingConnectionPool(max_connections=1, timeout=None))
await asyncio.gather(r.blpop("a", 0), r.get("b"))`);
    expect(error!.split("\n").slice(1)).toEqual([
      `  program waits for gather of Task-1, Task-2 to end: ${line}`,
      `  Task-1 waits for the reply to BLPOP a 0, made at ${line}`,
      `  Task-2 waits for a free connection, to send GET b, made at ${line}`,
    ]);
  });

  test("who waits for a connection in vain is told so", async () => {
    const run = await playTried(`
for options in [
    {"socket_timeout": 0.005}, {"socket_connect_timeout": 0.005},
    {"socket_connect_timeout": 1, "socket_timeout": 0.005},
]:
    await tried(aio.Redis(retry=None, **options).ping())
`);
    expect(run).toMatchObject({
      output: `TimeoutError: Timeout connecting to server 0.005
TimeoutError: Timeout connecting to server 0.005
TimeoutError: Timeout reading from localhost:6379 0.015
`,
      error: null,
    });
  });

  test("errors of the server that a program lists", async () => {
    const run = await playTried(`
r = aio.Redis(retry=Retry(ConstantBackoff(0.1), 2), retry_on_error=[redis.ResponseError])
await r.set("k", "text")
await tried(r.lpush("k", 1))
print(r.get_retry() is not None, r.get_connection_kwargs()["retry_on_error"] == [redis.ResponseError])
r.set_retry(Retry(NoBackoff(), 0))
await tried(r.lpush("k", 1))
`);
    const wrong =
      "ResponseError: WRONGTYPE Operation against a key holding the wrong kind of value";
    expect(run).toMatchObject({
      output: `${wrong} 0.23\nTrue True\n${wrong} 0.01\n`,
      error: null,
    });
  });
});

describe("a Connection", () => {
  test("sends commands, reads their replies, and connects again when it is used", async () => {
    const run = await playTried(`
pool = aio.ConnectionPool(decode_responses=True, max_connections=2, client_name="me")
connection = await pool.get_connection()
print(connection, connection.is_connected, pool.owns_connection(connection))
await connection.send_command("SET", "k", 1)
await connection.send_command("INCR", "k")
print(await connection.read_response(), await connection.read_response())
await connection.send_packed_command(connection.pack_commands([("GET", "k"), ("NOPE",)]))
print(await connection.read_response(), await connection.can_read())
await tried(connection.read_response())
await tried(connection.read_response())
await connection.send_command("MULTI")
await connection.send_command("LPUSH", "k", 1)
await connection.send_command("EXEC")
print([await connection.read_response() for _ in range(3)])
print(pool.can_get_connection(), await pool.get_connection() is connection, pool.can_get_connection())
await tried(pool.get_connection())
await connection.disconnect()
print(connection.is_connected)
await connection.send_command("PING")
print(await connection.read_response(disable_decoding=True))
await pool.release(connection)
print(connection.is_connected, pool.can_get_connection())
await pool.disconnect()
alone = aio.Connection(db=3)
await alone.send_command("CLIENT INFO")
print(b" db=3 " in await alone.read_response(), alone)
await alone.disconnect()
`);
    expect(run.error).toBeNull();
    expect(run.output.trim().split("\n")).toEqual([
      "<redis.asyncio.connection.Connection(host=localhost,port=6379,db=0,client_name=me)> True True",
      "OK 2",
      "2 True",
      "ResponseError: unknown command 'NOPE', with args beginning with:  0.0",
      "ConnectionError: no command was sent whose reply could be read 0.0",
      "['OK', 'QUEUED', [ResponseError('WRONGTYPE Operation against a key holding the wrong kind of value')]]",
      "True False False",
      "MaxConnectionsError: Too many connections 0.0",
      "False",
      "b'PONG'",
      "False True",
      "True <redis.asyncio.connection.Connection(host=localhost,port=6379,db=3)>",
    ]);
    expect(connections(run)).toBe(4);
  });

  test("a reply that nobody waits for any more is not that of the next command", async () => {
    const run = await playTried(`
connection = aio.Connection()
await connection.send_command("BLPOP", "never", 0)
reading = asyncio.create_task(connection.read_response())
await asyncio.sleep(0.05)
reading.cancel()
print(await asyncio.gather(reading, return_exceptions=True), connection.is_connected)
await connection.send_command("PING")
print(await connection.read_response())
`);
    expect(run).toMatchObject({
      output: "[CancelledError('')] False\nb'PONG'\n",
      error: null,
    });
  });

  test("is prepared by the program, once", async () => {
    const run = await playTried(`
seen = []
async def prepare(connection):
    seen.append(connection)
    await connection.on_connect()
    await connection.send_command("CLIENT SETNAME", f"mine-{len(seen)}")
    print(await connection.read_response())

class Loud(aio.Connection):
    async def read_response(self, *args, **kwargs):
        response = await super().read_response(*args, **kwargs)
        print("read", response)
        return response

async with aio.Redis(redis_connect_func=prepare, decode_responses=True) as r:
    print(await r.client_getname(), await r.get("k"))
    print(await asyncio.gather(r.client_getname(), r.client_getname()))
    print(await r.pipeline().client_getname().execute(), len(seen))
pool = aio.ConnectionPool(connection_class=Loud)
async with aio.Redis.from_pool(pool) as r:
    print(await r.ping(), r)
driver = redis.DriverInfo().add_upstream_driver("celery", "5.0")
async with aio.Redis(driver_info=driver, decode_responses=True) as r:
    info = await r.client_info()
    print(info["lib-name"], info["lib-ver"])
`);
    expect(run.error).toBeNull();
    expect(run.output.trim().split("\n")).toEqual([
      "OK",
      "mine-1 None",
      "OK",
      "['mine-1', 'mine-2']",
      "['mine-2'] 2",
      "read b'PONG'",
      "True <redis.asyncio.client.Redis(<redis.asyncio.connection.ConnectionPool(<__main__.Loud(host=localhost,port=6379,db=0)>)>)>",
      "redis-py(celery_v5.0) 8.0.0",
    ]);
  });

  test("is asked PING after a silence", async () => {
    const run = await playTried(`
async with aio.Redis(health_check_interval=1) as r:
    for pause in (0.5, 2, 0):
        await r.get("k")
        await asyncio.sleep(pause)
`);
    expect(run).toMatchObject({ output: "", error: null });
    expect(executed(run)).toEqual(["GET", "GET", "PING", "GET"]);
  });

  test("logs in as its provider says", async () => {
    const run = await playTried(`
class Provider(redis.CredentialProvider):
    async def get_credentials_async(self):
        await asyncio.sleep(0.5)
        return "ann", "secret"
admin = aio.Redis()
await admin.acl_setuser("ann", enabled=True, passwords=["+secret"], categories=["+@all"])
for options in [
    {"credential_provider": Provider()},
    {"credential_provider": redis.UsernamePasswordCredentialProvider("ann", "secret"), "protocol": 3},
    {"username": "ann", "password": "secret"},
    {"username": "ann", "password": "wrong", "retry": None},
    {"password": "secret", "credential_provider": Provider()},
]:
    await tried(aio.Redis(**options).acl_whoami())
`);
    expect(run.error).toBeNull();
    expect(run.output.trim().split("\n")).toEqual([
      "ann 0.53",
      "b'ann' 0.03",
      "ann 0.03",
      "AuthenticationError: invalid username-password pair or user is disabled. 0.02",
      "DataError: 'username' and 'password' cannot be passed along with 'credential_provider'. Please provide only one of the following arguments: ",
      "1. 'password' and (optional) 'username'",
      "2. 'credential_provider' 0.0",
    ]);
  });
});

describe("what listens", () => {
  test("a lost subscription is made again on a new connection", async () => {
    const run = await playTried(`
r = aio.Redis(decode_responses=True)
pubsub = r.pubsub()
await pubsub.subscribe("news")
await pubsub.psubscribe("n*")
await pubsub.ssubscribe("shard")
async def heard(count):
    for _ in range(count):
        message = await pubsub.get_message(timeout=1)
        print(message and list(message.values()))
await heard(3)
await r.client_kill_filter(_type="pubsub")
await asyncio.sleep(0.05)
print(pubsub.connection.is_connected)
await heard(3)
await r.publish("news", "again")
await r.spublish("shard", "too")
await heard(3)
await pubsub.unsubscribe()
await pubsub.punsubscribe()
await pubsub.sunsubscribe()
async for message in pubsub.listen():
    print(list(message.values()))
print(pubsub.subscribed)
await pubsub.aclose()
await r.aclose()
`);
    expect(run.error).toBeNull();
    expect(run.output.trim().split("\n")).toEqual([
      "['subscribe', None, 'news', 1]",
      "['psubscribe', None, 'n*', 2]",
      "['ssubscribe', None, 'shard', 1]",
      "False",
      "['subscribe', None, 'news', 1]",
      "['psubscribe', None, 'n*', 2]",
      "['ssubscribe', None, 'shard', 1]",
      "['message', None, 'news', 'again']",
      "['pmessage', 'n*', 'news', 'again']",
      "['smessage', None, 'shard', 'too']",
      "['unsubscribe', None, 'news', 1]",
      "['punsubscribe', None, 'n*', 0]",
      "['sunsubscribe', None, 'shard', 0]",
      "False",
    ]);
    expect(connections(run)).toBe(3);
  });

  test("a wait for a message has its time, and may be cut short", async () => {
    const run = await playTried(`
r = aio.Redis(protocol=3)
pubsub = r.pubsub(ignore_subscribe_messages=True)
await pubsub.subscribe(news=lambda message: print("handled", message["data"]))
await tried(pubsub.get_message(timeout=0.3))
await tried(pubsub.get_message(timeout=0.3))
task = asyncio.create_task(pubsub.run(poll_timeout=0.1))
await r.publish("news", "a")
await asyncio.sleep(0.3)
task.cancel()
await pubsub.subscribe("plain")
await r.publish("plain", "b")
print((await pubsub.get_message(timeout=None) or await pubsub.get_message(timeout=None))["data"])
try:
    await pubsub.run()
except redis.PubSubError as error:
    print(error)
pushed = []
other = r.pubsub(push_handler_func=pushed.append)
await other.subscribe("x")
print(await other.get_message(timeout=1), pushed)
`);
    expect(run.error).toBeNull();
    expect(run.output.trim().split("\n")).toEqual([
      "None 0.01",
      "None 0.3",
      "handled b'a'",
      "b'b'",
      "Channel: 'b'plain'' has no handler registered",
      "None [[b'subscribe', b'x', 1]]",
    ]);
  });

  test("a monitor hears of every command", async () => {
    const run = await playTried(`
r = aio.Redis(db=2)
async with r.monitor() as monitor:
    await r.set("k", 'say "hi"')
    heard = []
    async for command in monitor.listen():
        heard.append(command)
        if len(heard) == 2:
            break
for command in heard:
    print(list(command.values()))
print(len(await r.client_list()))
`);
    expect(run.error).toBeNull();
    expect(run.output.trim().split("\n")).toEqual([
      "[1735689600.045, 2, '10.0.0.1', '50002', 'tcp', 'SELECT 2']",
      `[1735689600.055, 2, '10.0.0.1', '50002', 'tcp', 'SET k say "hi"']`,
      "1",
    ]);
  });

  test("a lock knows whose it is", async () => {
    const run = await playTried(`
r = aio.Redis()
lock = r.lock("door", timeout=2)
print(await lock.acquire(token="mine"), await lock.owned(), await lock.locked(), lock.local.token)
await tried(r.lock("door", blocking_timeout=0.35).__aenter__())
await tried(r.lock("door").acquire(blocking=False))
print(await lock.extend(3), await r.pttl("door"), await lock.reacquire(), await r.pttl("door"))
await r.set("door", "another's")
print(await lock.owned())
await tried(lock.reacquire())
await tried(lock.extend(1))
await tried(lock.release())
async def late(call):
    try:
        call()
    except redis.exceptions.LockError as error:
        print(error, error.lock_name)
await late(lock.release)
await late(lambda: lock.extend(1))
lock.local.token = b"x"
lock.timeout = None
await late(lock.reacquire)
async with r.lock("free", timeout=0.1, raise_on_release_error=False):
    await asyncio.sleep(0.2)
`);
    expect(run.error).toBeNull();
    expect(run.output.trim().split("\n")).toEqual([
      "True True True b'mine'",
      "LockError: Unable to acquire lock within the time specified 0.34",
      "False 0.01",
      "True 4590 True 1990",
      "False",
      "LockNotOwnedError: Cannot reacquire a lock that's no longer owned 0.01",
      "LockNotOwnedError: Cannot extend a lock that's no longer owned 0.01",
      "LockNotOwnedError: Cannot release a lock that's no longer owned 0.03",
      "Cannot release a lock that's not owned or is already unlocked. door",
      "Cannot extend an unlocked lock door",
      "Cannot reacquire a lock with no timeout door",
      "Lock was unlocked or no longer owned when exiting context manager.",
    ]);
  });
});
