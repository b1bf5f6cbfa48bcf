/** The synchronous client in a browser that can wait within a plain function. */
import { expect, test } from "vitest";
import { visitSite } from "./harness.ts";

const visit = visitSite();

const program = `import time
import redis

r = redis.Redis(decode_responses=True)
print(r.set("a", 1), r.get("a"), r)
with r.pipeline() as pipe:
    pipe.watch("a")
    value = int(pipe.get("a"))
    pipe.multi()
    pipe.set("a", value + 1).get("a")
    print(pipe.execute(), len(pipe))
with r.pipeline() as pipe:
    pipe.watch("a")
    r.set("a", 10)
    pipe.multi()
    pipe.incr("a")
    try:
        pipe.execute()
    except redis.WatchError as error:
        print(error)

pubsub = r.pubsub()
print(pubsub.get_message())
pubsub.subscribe("news")
print(pubsub.get_message(timeout=1))
r.publish("news", "hi")
print(pubsub.get_message(timeout=1), pubsub.get_message(timeout=0.5))
try:
    pubsub.run_in_thread()
except redis.exceptions.PubSubError as error:
    print(error)
pubsub.subscribe(news=print)
try:
    pubsub.run_in_thread()
except NotImplementedError as error:
    print(error)
pubsub.unsubscribe()
for message in pubsub.listen():
    print(message["type"], message["data"])
pubsub.close()

with r.monitor() as monitor:
    r.get("a")
    print(monitor.next_command()["command"])
with r.lock("door", timeout=1) as lock:
    print(lock.owned(), r.lock("door").acquire(blocking=False))
start = time.monotonic()
print(r.lock("door", timeout=1).acquire(), r.lock("door", blocking_timeout=0.3).acquire())
print(round(time.monotonic() - start, 1))

connection = r.connection_pool.get_connection()
connection.send_command("SET", "b", 2)
connection.send_command("GET", "b")
print(connection.read_response(), connection.read_response(), connection)
r.connection_pool.release(connection)
with redis.Redis(single_connection_client=True) as single:
    print(single.client_id() == single.client_id())
seen = []
prepared = redis.Redis(redis_connect_func=seen.append, max_connections=1)
print(prepared.ping(), prepared.ping(), len(seen))
from redis.retry import Retry
from redis.backoff import ConstantBackoff
start = time.monotonic()
try:
    redis.Redis(port=2, retry=Retry(ConstantBackoff(0.5), 2)).ping()
except redis.ConnectionError as error:
    print(error, round(time.monotonic() - start, 1))
for options in {}, {"single_connection_client": True}:
    with redis.Redis(socket_timeout=0.2, retry=None, **options) as hasty:
        hasty.ping()
        start = time.monotonic()
        try:
            hasty.blpop("never", 1)
        except redis.TimeoutError as error:
            print(error, round(time.monotonic() - start, 2), hasty.ping())
with redis.from_url("unix:///tmp/x?db=3") as client:
    print(client.client_info()["db"])
try:
    redis.Redis(connection_pool=redis.asyncio.ConnectionPool())
except TypeError as error:
    print(error)
`;

test("does all that the asynchronous one does", async () => {
  const run = await visit.type("python", program);
  expect({ error: run.error, output: run.output.trim().split("\n") }).toEqual({
    error: null,
    output: [
      "True 1 <redis.client.Redis(<redis.connection.ConnectionPool(<redis.connection.Connection(host=localhost,port=6379,db=0)>)>)>",
      "[True, '2'] 0",
      "Watched variable changed.",
      "None",
      "{'type': 'subscribe', 'pattern': None, 'channel': 'news', 'data': 1}",
      "{'type': 'message', 'pattern': None, 'channel': 'news', 'data': 'hi'} None",
      "Channel: 'news' has no handler registered",
      "in this page a thread runs to its end before the program goes on, and this one has none: in place of run_in_thread, take messages with get_message(timeout=...) in a loop, or use redis.asyncio and asyncio.create_task(pubsub.run())",
      "subscribe 1",
      "unsubscribe 0",
      "GET a",
      "True False",
      "True False",
      "0.2",
      "OK 2 <redis.connection.Connection(host=localhost,port=6379,db=0)>",
      "True",
      "True True 1",
      "Error 111 connecting to localhost:2. connection refused: the Redis of this world listens on port 6379. 1.0",
      "Timeout reading from localhost:6379 0.2 True",
      "Timeout reading from localhost:6379 0.2 True",
      "3",
      "redis.client.Redis needs a redis.connection.ConnectionPool, not a redis.asyncio.connection.ConnectionPool: the pool of a synchronous client and that of an asynchronous one cannot stand in for each other",
    ],
  });
});

test("unittest and doctest run the loop in the middle of the library", async () => {
  const run = await visit.run(
    "python",
    `"""
>>> asyncio.run(bump("doc"))
1
"""
import asyncio, doctest, io, unittest
import redis.asyncio as redis

async def bump(key):
    async with redis.Redis() as r:
        return await r.incr(key)

class BumpTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.r = await self.enterAsyncContext(redis.Redis())

    async def test_counts(self):
        self.assertEqual([await bump("n"), await bump("n")], [1, 2])

    async def test_fails(self):
        await self.r.set("s", "x")
        await bump("s")

print(doctest.testmod())
report = io.StringIO()
result = unittest.TextTestRunner(report).run(unittest.TestLoader().loadTestsFromTestCase(BumpTest))
print(result, result.errors[0][1])
`,
  );
  expect(run).toMatchObject({
    output: `TestResults(failed=0, attempted=1)
<unittest.runner.TextTestResult run=2 errors=1 failures=0> Traceback (most recent call last):
  File "program.py", line 21, in test_fails
    await bump("s")
  File "program.py", line 10, in bump
    return await r.incr(key)
           ^^^^^^^^^^^^^^^^^
redis.exceptions.ResponseError: value is not an integer or out of range

`,
    error: null,
  });
});

test("calls without await are told with their lines on whichever stack they were made", async () => {
  const run = await visit.run(
    "python",
    `import asyncio
import redis
import redis.asyncio as aredis

async def work(r):
    r.set("a", 1)
    await r.get("a")
    redis.Redis().get("b")
    r.set("c", 1)

def main():
    asyncio.run(work(aredis.Redis()))

for start in [main]:
    start()
`,
  );
  expect(run).toMatchObject({
    output: `program.py:6: RuntimeWarning: coroutine 'Redis.execute_command' was never awaited
  r.set("a", 1)
program.py:9: RuntimeWarning: coroutine 'Redis.execute_command' was never awaited
  r.set("c", 1)
`,
    error: null,
  });
});

test("a connection that has listened is not lent again", async () => {
  const run = await visit.run(
    "python",
    `import redis
r = redis.Redis(health_check_interval=30, decode_responses=True)
with r.pubsub() as pubsub:
    pubsub.subscribe("news")
    r.publish("news", "stop")
    for message in pubsub.listen():
        if message["data"] == "stop":
            break
print(r.rpush("numbers", 1), r.ping())
`,
  );
  expect(run).toMatchObject({ output: "1 True\n", error: null });
});

test("Stop is the Ctrl-C of a worker that handles it, even while it waits for Redis", async () => {
  const program = `import signal
import redis

stopping = False

def stop(number, frame):
    global stopping
    stopping = True

signal.signal(signal.SIGINT, stop)
r = redis.Redis()
while not stopping:
    r.blpop("jobs", timeout=1)
print("stopped well", r.set("clean", 1))
`;
  const run = await visit.page.evaluate(async (program) => {
    const { resplay } = globalThis as any;
    const running = resplay.run("python", program, { horizon: "9999h" });
    await new Promise((done) => setTimeout(done, 500));
    resplay.playground.stop();
    const { output, error } = await running;
    return { output, error };
  }, program);
  expect(run).toEqual({ output: "stopped well True\n", error: null });
});
