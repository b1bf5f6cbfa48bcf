/** Scripts as tutorials write them: functions that run loops, signals, and what a program prints of its errors itself. */

import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play, runtime } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

describe("a plain function may run the event loop, and so may what calls it", () => {
  test("as main, as methods, with defaults, decorators, closures and errors", async () => {
    const run = await play(`
import asyncio, functools, inspect, sys
import redis.asyncio as redis

calls = []

def logged(function):
    @functools.wraps(function)
    def wrapper(*args):
        calls.append(function.__name__)
        return function(*args)
    return wrapper

async def bump(n=1):
    async with redis.Redis() as r:
        return await r.incrby("n", n)

def by_default(n=calls.append("default") or 2, *, extra=3):
    return asyncio.run(bump(n + extra))

class App:
    def __init__(self, n):
        self.n = n

    def __double(self):
        return asyncio.run(bump(self.n)) * 2

    def run(self):
        return self.__double() + self.n

    @staticmethod
    def stat():
        with asyncio.Runner() as runner:
            return runner.run(bump())

    @classmethod
    def build(cls, n):
        return cls(n).run(), cls.__name__

class Other(App):
    def run(self):
        return super().run() + 1000

def recursive(n):
    return [asyncio.run(bump(n))] + recursive(n - 1) if n else []

def outer():
    base = 10
    def inner():
        nonlocal base
        loop = asyncio.new_event_loop()
        base += loop.run_until_complete(bump(base))
        loop.close()
    inner()
    return base

@logged
def decorated():
    return "plain"

def failing():
    async def fail():
        async with redis.Redis() as r:
            await r.set("s", "x")
            await r.incr("s")
    try:
        asyncio.run(fail())
    finally:
        print("finally")

def main(arguments):
    print(by_default(), by_default(5, extra=0), inspect.iscoroutinefunction(by_default))
    print(App(3).run(), App.stat(), App.build(4))
    print(recursive(3), outer(), decorated(), calls)
    failing()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
`);
    expect(run).toMatchObject({
      output: [
        "5 10 False",
        "29 14 (40, 'App')",
        "[21, 23, 24] 44 plain ['default', 'decorated']",
        "finally",
        "",
      ].join("\n"),
      error: `Traceback (most recent call last):
  File "program.py", line 78, in <module>
    sys.exit(main(sys.argv[1:]))
             ~~~~^^^^^^^^^^^^^^
  File "program.py", line 75, in main
    failing()
    ~~~~~~~^^
  File "program.py", line 67, in failing
    asyncio.run(fail())
    ~~~~~~~~~~~^^^^^^^^
  File "program.py", line 65, in fail
    await r.incr("s")
redis.exceptions.ResponseError: value is not an integer or out of range`,
    });
  });

  test("in a program that awaits at its top level, too", async () => {
    const run = await play(`
import asyncio
from redis import asyncio as redis
def main():
    return asyncio.run(redis.Redis().incr("n"))
print(await redis.Redis().incr("n"), main())
`);
    expect(run).toMatchObject({ output: "1 2\n", error: null });
  });
});

describe("signals", () => {
  test("a loop's handlers end its workers, and go with the loop", async () => {
    const run = await play(`
import asyncio, os, signal
import redis.asyncio as redis

async def worker(r, stop):
    while not stop.is_set():
        job = await r.blpop("jobs", timeout=1)
        print(asyncio.get_running_loop().time(), job)
    print("done")

async def main():
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for sig in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sig, stop.set)
    loop.call_later(1.5, os.kill, os.getpid(), signal.SIGTERM)
    async with redis.Redis() as r:
        await worker(r, stop)
    print(loop.remove_signal_handler(signal.SIGINT), loop.remove_signal_handler(signal.SIGINT))
    for wrong in "SIGINT", 99, signal.SIGKILL:
        try:
            loop.add_signal_handler(wrong, print)
        except (TypeError, ValueError, RuntimeError) as error:
            print(type(error).__name__, error)

asyncio.run(main())
print(signal.getsignal(signal.SIGTERM))
signal.raise_signal(signal.SIGTERM)
`);
    expect(run).toMatchObject({
      output: [
        "1.02 None",
        "2.03 None",
        "done",
        "True False",
        "TypeError sig must be an int, not 'SIGINT'",
        "ValueError invalid signal number 99",
        "RuntimeError sig 9 cannot be caught",
        "0",
        "Terminated",
        "",
      ].join("\n"),
      error: "SystemExit: Terminated",
    });
  });

  test("functions handle them; alarms ring in virtual time; the next program finds none", async () => {
    const run = await play(`
import asyncio, signal, time

def ring(number, frame):
    raise TimeoutError(f"{signal.Signals(number).name} at line {frame.f_lineno}")

signal.signal(signal.SIGALRM, ring)
signal.alarm(2)
try:
    time.sleep(10)
except TimeoutError as error:
    print(error, time.monotonic())

async def main():
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    print(signal.getitimer(signal.ITIMER_REAL))
    try:
        await asyncio.sleep(3)
    finally:
        print("cleaned up")

try:
    asyncio.run(main())
except TimeoutError:
    print(time.monotonic())
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
`);
    expect(run).toMatchObject({
      output:
        "SIGALRM at line 10 2.0\n(0.5, 0.0)\ncleaned up\n2.5\ninterrupted\n",
      error: null,
    });
    const next = await play(
      "import signal\nprint(signal.getsignal(signal.SIGALRM))",
    );
    expect(next.output).toBe("0\n");
  });
});

test("Stop is the Ctrl-C that a worker with a handler ends well on", async () => {
  const run = await play(
    `
import asyncio, signal
import redis.asyncio as redis

async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)
    async with redis.Redis(decode_responses=True) as r:
        while not stop.is_set():
            print(await r.blpop("jobs", timeout=1))
        print("stopped well", await r.set("clean", 1))

asyncio.run(main())
`,
    {},
    (turn) => turn === 3 && runtime.stop(),
  );
  expect(run).toMatchObject({
    output: "None\nNone\nstopped well True\n",
    error: null,
  });
});

describe("what a program prints of its errors has its own lines only", () => {
  test("with traceback and logging", async () => {
    const run = await play(`
import asyncio, logging, traceback
import redis.asyncio as redis

async def work(r):
    await r.set("s", "x")
    await r.incr("s")

async def main():
    async with redis.Redis() as r:
        try:
            await work(r)
        except redis.ResponseError as error:
            traceback.print_exc()
            logging.exception("failed")
            print([frame.name for frame in traceback.extract_tb(error.__traceback__)])
    raise RuntimeError("wrapped") from ValueError("inner")

asyncio.run(main())
`);
    const failed = `Traceback (most recent call last):
  File "program.py", line 12, in main
    await work(r)
  File "program.py", line 7, in work
    await r.incr("s")
redis.exceptions.ResponseError: value is not an integer or out of range
`;
    expect(run).toMatchObject({
      output: `${failed}ERROR:root:failed\n${failed}['main', 'work']\n`,
      error: `ValueError: inner

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "program.py", line 19, in <module>
    asyncio.run(main())
    ~~~~~~~~~~~^^^^^^^^
  File "program.py", line 17, in main
    raise RuntimeError("wrapped") from ValueError("inner")
RuntimeError: wrapped`,
    });
  });
});

test("a loop that is never closed tells of its tasks at the end of its own program", async () => {
  const run = await play(`
import asyncio
import redis.asyncio as redis
async def forever():
    await asyncio.sleep(9)
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
task = loop.create_task(forever())
reading = loop.create_task(redis.Redis().blpop("none"))
loop.run_until_complete(asyncio.sleep(1))
`);
  expect(run).toMatchObject({
    output:
      "Task was destroyed but it is pending!: Task-1\nTask was destroyed but it is pending!: Task-2\n",
    error: null,
  });
  expect(await play("print(1)")).toMatchObject({ output: "1\n" });
});

test("a client whose loop was closed under its connections says so once, as redis-py does", async () => {
  const run = await play(`
import asyncio
import redis.asyncio as redis

r = redis.Redis()
tidy = redis.Redis()

async def work(client):
    return await client.incr("n")

async def close():
    await work(tidy)
    await tidy.aclose()

print(asyncio.run(work(r)))
for _ in range(2):
    try:
        print(asyncio.run(work(r)))
    except RuntimeError as error:
        print(error)
asyncio.run(close())
print(asyncio.run(work(tidy)))
asyncio.run(r.aclose())
`);
  expect(run).toMatchObject({
    output: "1\nEvent loop is closed\n2\n4\n",
    error: `Traceback (most recent call last):
  File "program.py", line 23, in <module>
    asyncio.run(r.aclose())
    ~~~~~~~~~~~^^^^^^^^^^^^
RuntimeError: Event loop is closed`,
  });
});

test("async_timeout does what asyncio.timeout does", async () => {
  const run = await play(`
import asyncio
import async_timeout
from redis import asyncio as redis

async def main():
    r, loop = redis.Redis(), asyncio.get_running_loop()
    try:
        async with async_timeout.timeout(1.5) as cm:
            await r.blpop("none", 0)
    except asyncio.TimeoutError:
        print(loop.time(), cm.expired, cm.deadline)
    async with async_timeout.timeout(0.1) as cm:
        cm.shift(1)
        await asyncio.sleep(1)
    async with async_timeout.timeout_at(loop.time()) as cm:
        cm.reject()
        await asyncio.sleep(1)
    async with async_timeout.timeout(None):
        await asyncio.sleep(0)
    print(round(loop.time(), 3), cm.expired)
    for wrong in (cm.reject, lambda: cm.shift(1)):
        try:
            wrong()
        except RuntimeError as error:
            print(error)

asyncio.run(main())
`);
  expect(run).toMatchObject({
    output: [
      "1.5 True 1.5",
      "3.5 False",
      "invalid state EXIT",
      "cannot shift timeout if deadline is not scheduled",
      "",
    ].join("\n"),
    error: null,
  });
});

test("what was slept has passed on every clock, by any reckoning", async () => {
  const run = await play(`
import asyncio, copy, json, pickle, random, time
from redis import asyncio as redis

async def main():
    clocks = [time.time, time.monotonic, time.perf_counter, asyncio.get_running_loop().time]
    short = 0
    for _ in range(100):
        await asyncio.sleep(random.random())
        seconds = random.choice([1, 0.1, 0.05, 0.3])
        before = [clock() for clock in clocks]
        await asyncio.sleep(seconds)
        short += sum(clock() - start != seconds for clock, start in zip(clocks, before))
    print(short)

asyncio.run(main())
now = time.monotonic()
plain = float(str(now))
print(now == plain, type(now), isinstance(now, float), now - 1 == plain - 1, 1 - now == 1 - plain)
print({type(f(now)) is float for f in (copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t)), abs)})
print(json.dumps(now) == str(now) == repr(now) == f"{now}", round(now, 1) == round(plain, 1))
try:
    now - "1"
except TypeError as error:
    print(error)
r = redis.Redis()
print(await r.set("now", now), float(await r.get("now")) == plain)
`);
  expect(run).toMatchObject({
    output: [
      "0",
      "True <class 'float'> True True True",
      "{True}",
      "True True",
      "unsupported operand type(s) for -: 'float' and 'str'",
      "True True",
      "",
    ].join("\n"),
    error: null,
  });
});

test("a connection that has listened is not lent again, and logs count from the run's beginning", async () => {
  const run = await play(`
import asyncio, logging, sys
import redis.asyncio as redis

logging.basicConfig(stream=sys.stdout, format="%(relativeCreated)d %(taskName)s %(message)s")

async def main():
    async with redis.Redis(health_check_interval=30, decode_responses=True) as r:
        async with r.pubsub() as pubsub:
            await pubsub.subscribe("news")
            await r.publish("news", "stop")
            async for message in pubsub.listen():
                if message["data"] == "stop":
                    break
        logging.warning(await r.rpush("l", 1))

asyncio.run(main())
`);
  expect(run).toMatchObject({ output: "40 Task-1 1\n", error: null });
});

test("files, the environment and the folder are a program's own", async () => {
  const write = await play(`
import os, sqlite3, tempfile
from pathlib import Path
os.environ["REDIS_URL"] = "redis://localhost"
Path("data").mkdir()
with open("data/config.json", "w") as file:
    print("{}", file=file)
sqlite3.connect("cache.db").execute("CREATE TABLE pages (url TEXT)")
tempfile.mkstemp()
os.chdir("data")
print(os.listdir(), Path.cwd(), open("config.json").read().strip())
`);
  expect(write).toMatchObject({
    output: "['config.json'] /home/learner/data {}\n",
    error: null,
  });
  const look = await play(`
import os
print(os.getenv("REDIS_URL"), os.getcwd(), os.listdir(), os.listdir("/tmp"))
`);
  expect(look).toMatchObject({
    output: "None /home/learner [] []\n",
    error: null,
  });
});

test("atexit is done last to first when the program is over, however it ended", async () => {
  const run = await play(`
import asyncio, atexit, sys
import redis.asyncio as redis

r = redis.Redis()

def close():
    asyncio.run(count())

async def count():
    async with redis.Redis() as other:
        print("closing", await other.incr("n"))


@atexit.register
def fail():
    raise ValueError("in vain")

atexit.register(close)
atexit.register(print, "never")
atexit.unregister(print)
atexit.register(print, "first")
sys.exit("stopped")
`);
  const at = /0x[0-9a-f]+/;
  expect({ ...run, output: run.output.replace(at, "0x") }).toMatchObject({
    output: `stopped
first
closing 1
Exception ignored in atexit callback <function fail at 0x>:
Traceback (most recent call last):
  File "program.py", line 17, in fail
    raise ValueError("in vain")
ValueError: in vain
`,
    error: "SystemExit: stopped",
  });
});

test("a list of channels is a mistake with the asynchronous client, a starred one is not", async () => {
  const run = await play(`
import asyncio
import redis.asyncio as redis

async def main():
    async with redis.Redis(decode_responses=True) as r, r.pubsub() as pubsub:
        channels = ["a", "b"]
        await pubsub.subscribe(*channels)
        print([(await pubsub.get_message(timeout=1))["channel"] for _ in channels])
        await pubsub.unsubscribe(channels)
        await pubsub.subscribe(channels)

asyncio.run(main())
`);
  expect(run.output).toBe("['a', 'b']\n");
  expect(run.error?.split("\n").at(-1)).toBe(
    "TypeError: cannot use 'list' as a dict key (unhashable type: 'list')",
  );
});
