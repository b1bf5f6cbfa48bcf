/** The event loop on virtual time, how programs end, and what one program leaves for the next. */

import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play, runtime, tasksOf } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

describe("virtual time", () => {
  test("a sleep may be without end, and be cut short", async () => {
    const run = await play(`
import asyncio, math
async def main():
    task = asyncio.create_task(asyncio.sleep(1e12))
    async with asyncio.timeout(200_000):
        await asyncio.sleep(math.inf)
try:
    asyncio.run(main())
except TimeoutError:
    print("timeout")
`);
    expect(run).toMatchObject({
      output: "timeout\n",
      error: null,
      elapsed: 200_000_000,
    });
  });

  test("sleeping tasks wake in the order of their deadlines, at once", async () => {
    const run = await play(`
import asyncio, time
async def wake(seconds):
    await asyncio.sleep(seconds)
    print(seconds, time.monotonic(), time.perf_counter_ns())
async def main():
    await asyncio.gather(wake(3600), wake(0.001), wake(60))
asyncio.run(main())
`);
    expect(run).toMatchObject({
      output:
        "0.001 0.001 1000000\n60 60.0 60000000000\n3600 3600.0 3600000000000\n",
      error: null,
      elapsed: 3_600_000,
    });
  });

  test("the wall clock is the world's", async () => {
    const run = await play(`
import time, datetime
from datetime import date
before = time.time()
time.sleep(86400)
print(time.time() - before, datetime.datetime.now(), date.today(), time.strftime("%H:%M"))
print(repr(datetime.datetime.now()), isinstance(datetime.datetime.now(), datetime.date))
`);
    expect(run).toMatchObject({
      output:
        "86400.0 2025-01-02 00:00:00 2025-01-02 00:00\n" +
        "datetime.datetime(2025, 1, 2, 0, 0) True\n",
      error: null,
    });
  });

  test("time.sleep freezes every task, and replies wait", async () => {
    const run = await play(`
import asyncio, time
from redis import asyncio as redis
loop_time = lambda: round(asyncio.get_running_loop().time(), 3)
async def tick():
    for _ in range(3):
        await asyncio.sleep(0.1)
        print("tick", loop_time())
async def main():
    r = redis.Redis()
    asyncio.create_task(r.set("k", 1))
    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    time.sleep(1)
    print(await r.get("k"), loop_time())
    await ticking
asyncio.run(main())
`);
    expect(run).toMatchObject({
      output: "tick 1.0\nb'1' 1.01\ntick 1.1\ntick 1.2\n",
      error: null,
    });
    expect(tasksOf(run)).toContain(
      "0 Task-1 waiting line 14: time.sleep(1), and every task with it",
    );
    const executed = run.trace.find(({ kind }) => kind === "executed");
    expect(executed?.at).toBe(15e6); // the server did not freeze
  });

  test("a busy loop that polls the clock, or sleeps for no time, comes to its end", async () => {
    const run = await play(`
import asyncio, time
from redis import asyncio as redis
end = time.monotonic() + 0.5
while time.monotonic() < end:
    pass
r = redis.Redis()
getting = asyncio.create_task(r.get("k"))
while not getting.done():
    await asyncio.sleep(0)
print(round(time.monotonic(), 1))
`);
    expect(run).toMatchObject({ output: "0.5\n", error: null });
  });

  test("the trace tells when tasks start, at which line they wait, and how they end", async () => {
    const run = await play(`
import asyncio
async def child(seconds):
    await asyncio.sleep(seconds)
    return 1 // (2 - seconds)
async def main():
    tasks = [asyncio.create_task(child(n), name=f"child-{n}") for n in (1, 2, 3)]
    await asyncio.wait(tasks[:2])
    tasks[2].cancel()
    tasks[1].exception()
asyncio.run(main())
`);
    expect(tasksOf(run)).toEqual([
      "0 Task-1 started main, line 11: asyncio.run(main())",
      ...[1, 2, 3].map(
        (n) =>
          `0 child-${n} started child, line 7: ` +
          'tasks = [asyncio.create_task(child(n), name=f"child-{n}") for n in (1, 2, 3)]',
      ),
      "0 Task-1 waiting line 8: await asyncio.wait(tasks[:2])",
      ...[1, 2, 3].map(
        (n) => `0 child-${n} waiting line 4: await asyncio.sleep(seconds)`,
      ),
      "1000 child-1 ended returned",
      "2000 child-2 ended raised ZeroDivisionError",
      "2000 Task-1 ended returned",
      "2000 child-3 ended cancelled",
    ]);
  });
});

test("what asyncio keeps in sets comes in one order, whatever is in memory", async () => {
  const run = await play(`
import asyncio
async def work(n):
    try:
        await asyncio.sleep(n % 2)
    except asyncio.CancelledError:
        print("cancelled", n)
        raise
    return n
async def main():
    clutter = [object() for _ in range(777)]
    print([await each for each in asyncio.as_completed([work(0) for n in range(9)])])
    started = [each.get_name() async for each in asyncio.as_completed([work(0) for n in range(3)])]
    del clutter[::2]
    tasks = [asyncio.create_task(work(n)) for n in range(9)]
    done, _ = await asyncio.wait(tasks)
    print(started, [task.result() for task in done], type(tasks[0]), repr(tasks[0])[:14])
    loop = asyncio.get_running_loop()
    futures = [loop.run_in_executor(None, pow, 2, n) for n in range(9)]
    done, _ = await asyncio.wait(futures)
    print([future.result() for future in done])
    for n in (1, 3, 5):
        asyncio.create_task(work(n))
    try:
        async with asyncio.TaskGroup() as group:
            for n in (7, 9, 11, 13):
                group.create_task(work(n))
            await asyncio.sleep(0.1)
            raise ValueError
    except* ValueError:
        pass
asyncio.run(main())
`);
  expect(run).toMatchObject({
    output: [
      "[0, 0, 0, 0, 0, 0, 0, 0, 0]",
      "['Task-11', 'Task-12', 'Task-13'] [0, 1, 2, 3, 4, 5, 6, 7, 8] <class '_asyncio.Task'> <Task finished",
      "[1, 2, 4, 8, 16, 32, 64, 128, 256]",
      ...[11, 13, 7, 9, 1, 3, 5].map((n) => `cancelled ${n}`),
      "",
    ].join("\n"),
    error: null,
  });
});

describe("ways to run a loop", () => {
  test.each([
    [
      "asyncio.run under the usual guard",
      `if __name__ == "__main__":\n    asyncio.run(main())`,
    ],
    [
      "asyncio.run by another name",
      `from asyncio import run as go\ngo(main())`,
    ],
    [
      "a loop of its own",
      `loop = asyncio.new_event_loop()\nloop.run_until_complete(main())\nloop.close()`,
    ],
    [
      "the loop of older programs",
      `asyncio.get_event_loop().run_until_complete(main())`,
    ],
    ["a runner", `with asyncio.Runner() as runner:\n    runner.run(main())`],
    ["top-level await", `await main()`],
    [
      "a loop that is stopped",
      `
loop = asyncio.new_event_loop()
loop.create_task(main()).add_done_callback(lambda _: loop.stop())
loop.run_forever()`,
    ],
    ["uvloop", `import uvloop\nuvloop.install()\nuvloop.run(main())`],
  ])("%s", async (_, start) => {
    const run = await play(`
import asyncio
from redis import asyncio as redis
async def main():
    print(await redis.Redis().ping())
${start}
print("done")
`);
    expect(run).toMatchObject({ output: "True\ndone\n", error: null });
  });

  test("twice in one program, on loops of their own", async () => {
    const run = await play(`
import asyncio
loops = [asyncio.run(asyncio.sleep(1, asyncio.get_event_loop_policy)) for _ in range(2)]
async def where():
    return asyncio.get_running_loop()
first, second = asyncio.run(where()), asyncio.run(where())
print(first is second, first.is_closed(), second.is_closed())
`);
    expect(run).toMatchObject({
      output: "False True True\n",
      error: null,
      elapsed: 2000,
    });
  });

  test("asyncio.run in a function works as far as the world is not needed", async () => {
    const run = await play(`
import asyncio
def nap():
    asyncio.run(asyncio.sleep(5))
nap()
print("slept")
`);
    expect(run).toMatchObject({
      output: "slept\n",
      error: null,
      elapsed: 5000,
    });
  });
});

describe("a program that cannot go on", () => {
  test("says which task waits for what, at which line", async () => {
    const run = await play(`
import asyncio
from redis import asyncio as redis
async def take(queue):
    return await queue.get()
async def main():
    r = redis.Redis()
    jobs = [
        asyncio.create_task(take(asyncio.Queue()), name="taker"),
        asyncio.create_task(r.blpop("jobs"), name="popper"),
    ]
    await asyncio.sleep(1)
    fut = asyncio.get_running_loop().create_future()
    await fut
asyncio.run(main())
`);
    expect(run.error).toBe(
      [
        "The program cannot go on: nothing that is still to happen would wake it.",
        "  Task-1 waits for a future that nobody completes: line 14: await fut",
        "  taker waits for Queue.get: line 5: return await queue.get()",
        '  popper waits for the reply to BLPOP jobs 0, made at line 10: asyncio.create_task(r.blpop("jobs"), name="popper"),',
      ].join("\n"),
    );
  });

  test("names the methods that programs call, whatever those wait for", async () => {
    const run = await play(`
import asyncio
async def main():
    queue, lock, limit = asyncio.Queue(), asyncio.Lock(), asyncio.Semaphore(0)
    changed, barrier = asyncio.Condition(), asyncio.Barrier(2)
    queue.put_nowait(1)
    async def locked():
        async with lock:
            await lock.acquire()
    async def limited():
        async with limit:
            pass
    async def told():
        async with changed:
            await changed.wait_for(lambda: False)
    async def grouped():
        async with asyncio.TaskGroup() as group:
            group.create_task(queue.join(), name="joiner")
    await asyncio.gather(locked(), limited(), told(), grouped(), barrier.wait())
asyncio.run(main())
`);
    const waits = run.error!.matchAll(
      /^  (\S+) waits for (.*?)[:,] (made|line)/gm,
    );
    expect([...waits].map(([, task, what]) => `${task}: ${what}`)).toEqual([
      "Task-1: gather of Task-2, Task-3, Task-4, Task-5, Task-6 to end",
      "Task-2: Lock.acquire",
      "Task-3: Semaphore.acquire",
      "Task-4: Condition.wait_for",
      "Task-5: the tasks of its group to end",
      "Task-6: Barrier.wait",
      "joiner: Queue.join",
    ]);
  });

  test("names the tasks that others wait for, and cleans up", async () => {
    const run = await play(`
import asyncio
from redis import asyncio as redis
async def listen(pubsub):
    try:
        async for message in pubsub.listen():
            pass
    finally:
        print("unsubscribed")
async def main():
    async with redis.Redis().pubsub() as pubsub:
        await pubsub.subscribe("news")
        await asyncio.gather(listen(pubsub), asyncio.Event().wait())
asyncio.run(main())
`);
    expect(run.output).toBe("unsubscribed\n");
    expect(run.error).toBe(
      [
        "The program cannot go on: nothing that is still to happen would wake it.",
        "  Task-1 waits for gather of Task-2, Task-3 to end: line 13: await asyncio.gather(listen(pubsub), asyncio.Event().wait())",
        "  Task-2 waits for a message of its subscriptions: line 6: async for message in pubsub.listen():",
        "  Task-3 waits for Event.wait, made at line 13: await asyncio.gather(listen(pubsub), asyncio.Event().wait())",
      ].join("\n"),
    );
  });
});

describe("errors", () => {
  test.each([
    [
      "a syntax error shows line and caret",
      "x = 1\nif x\n    pass\n",
      `  File "program.py", line 2\n    if x\n        ^\nSyntaxError: expected ':'`,
    ],
    [
      "what the compiler refuses, too",
      "def f():\n    await g()\n",
      `  File "program.py", line 2\n    await g()\n    ^^^^^^^^^\nSyntaxError: 'await' outside async function`,
    ],
    [
      "a traceback has the program's lines only",
      `
import asyncio
from redis import asyncio as redis
async def read(r):
    return await r.get({})
async def main():
    await asyncio.gather(read(redis.Redis()))
asyncio.run(main())
`,
      `Traceback (most recent call last):
  File "program.py", line 8, in <module>
    asyncio.run(main())
    ~~~~~~~~~~~^^^^^^^^
  File "program.py", line 7, in main
    await asyncio.gather(read(redis.Redis()))
  File "program.py", line 5, in read
    return await r.get({})
           ^^^^^^^^^^^^^^^
redis.exceptions.DataError: Invalid input of type: 'dict'. Convert to a bytes, string, int or float first.`,
    ],
    ["sys.exit without a reason is no error", "import sys\nsys.exit()", null],
    ["sys.exit with one is", "import sys\nsys.exit(3)", "SystemExit: 3"],
    [
      "reading what nobody types",
      "input()",
      `Traceback (most recent call last):
  File "program.py", line 1, in <module>
    input()
    ~~~~~^^
EOFError: this page has no keyboard to read from: write the text into the program in place of input()`,
    ],
    [
      "a debugger that nobody types to",
      "x = 1\nbreakpoint()",
      `Traceback (most recent call last):
  File "program.py", line 2, in <module>
    breakpoint()
    ~~~~~~~~~~^^
NotImplementedError: this page has no keyboard for a debugger: print what you want to see, and step through the run on the timeline`,
    ],
    [
      "breakpoints that are turned off",
      "import os\nos.environ['PYTHONBREAKPOINT'] = '0'\nbreakpoint()",
      null,
    ],
    [
      "ending the process",
      "import os\nos._exit(1)",
      `Traceback (most recent call last):
  File "program.py", line 2, in <module>
    os._exit(1)
    ~~~~~~~~^^^
NotImplementedError: this page has no process to end at once: end the program with sys.exit`,
    ],
  ])("%s", async (_, code, error) => {
    expect((await play(code)).error).toBe(error);
  });

  test("endless output is cut off", async () => {
    const run = await play(`while True: print("x" * 999)`);
    expect(run.output.length).toBe(1_000_000);
    expect(run.error).toBe(
      "OutputLimit: the program printed more than 1,000,000 characters; it ends here",
    );
  });

  test("what is printed before a long computation is shown ahead of it", async () => {
    const run = await play(`
for n in range(100):
    print(n)
    sum(range(100_000))
`);
    const lines = Array.from({ length: 100 }, (_, n) => `${n}\n`);
    expect(run).toMatchObject({ output: lines.join(""), error: null });
    expect(run.trace.length).toBeGreaterThan(1); // not all in one piece
  });

  test("what nobody awaited or asked for is reported with its line", async () => {
    const run = await play(`
import asyncio
from redis import asyncio as redis
async def fail():
    raise ValueError("nobody asked")
async def main():
    redis.Redis().set("k", 1)
    task = asyncio.create_task(fail())
    await asyncio.sleep(1)
asyncio.run(main())
`);
    expect(run.error).toBeNull();
    expect(run.output)
      .toBe(`program.py:7: RuntimeWarning: coroutine 'Redis.execute_command' was never awaited
  redis.Redis().set("k", 1)
Task exception was never retrieved: Task-2
Traceback (most recent call last):
  File "program.py", line 5, in fail
    raise ValueError("nobody asked")
ValueError: nobody asked
`);
  });
});

describe("between runs", () => {
  test("all that is random follows from the seed, also in a run of its own", async () => {
    const code = `
import os, random, secrets, uuid
print(random.random(), random.Random().random(), random.SystemRandom().random())
print(uuid.uuid4(), uuid.uuid1(), os.urandom(4), secrets.token_hex(4), secrets.randbelow(99))
random.seed()
print(random.random())
`;
    const first = await play(code, { seed: 5 });
    expect(first.error).toBe(null);
    expect(new Set(first.output.split(/\s/)).size).toBe(10);
    expect((await play(code, { seed: 5 })).output).toBe(first.output);
    expect((await play(code, { seed: 6 })).output).not.toBe(first.output);
  });

  test("what is not here says so, and what works", async () => {
    const run = await play(`
import asyncio, concurrent.futures, io, multiprocessing, subprocess, sys
def tried(what):
    try:
        what()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
tried(multiprocessing.Process(target=print).start)
tried(concurrent.futures.InterpreterPoolExecutor)
tried(lambda: subprocess.run(["ls"]))
tried(input)
sys.stdin = io.StringIO("typed")
print(input())
tried(lambda: __import__("requests"))
tried(lambda: __import__("numpy"))
try:
    await asyncio.create_subprocess_exec("ls")
except NotImplementedError as error:
    print(error)
import fastapi
`);
    const processes =
      "this page has no processes: do in the program itself what subprocess would do";
    expect(run.output.split("\n")).toEqual([
      "ModuleNotFoundError: No module named '_multiprocessing': this page has no processes, its pool is concurrent.futures.ProcessPoolExecutor (the standard library, redis and aioredis are here)",
      "NotImplementedError: this page has one Python interpreter: use ThreadPoolExecutor in place of InterpreterPoolExecutor",
      `NotImplementedError: ${processes}`,
      "EOFError: this page has no keyboard to read from: write the text into the program in place of input()",
      "typed",
      "ModuleNotFoundError: No module named 'requests': this page has no network but the way to its Redis (the standard library, redis and aioredis are here)",
      "ModuleNotFoundError: No module named 'numpy': this page installs no packages, but takes wheels of pure Python (the standard library, redis and aioredis are here)",
      processes,
      "",
    ]);
    expect(run.error).toContain("line 20, in <module>");
    expect(run.error).toContain(
      "No module named 'fastapi': this page serves no requests",
    );
  });

  test("a program that runs again leaves the same trace, tasks of the libraries' own code included", async () => {
    const program = `
import asyncio
from redis.asyncio import Redis
async def main():
    async with Redis() as r:
        await asyncio.gather(asyncio.sleep(1), r.incr("n"), r.ping())
asyncio.run(main())
`;
    const runs = [];
    for (let i = 0; i < 3; i++) runs.push(tasksOf(await play(program)));
    expect(runs[0]!.filter((line) => line.includes("ended"))).toEqual([
      "20 Task-3 ended returned",
      "20 Task-4 ended returned",
      "1000 Task-2 ended returned",
      "1000 Task-1 ended returned",
    ]);
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  test("nothing is left over: names, modules, patches, tasks, randomness", async () => {
    const dirty = `
import asyncio, json, logging, random, redis, sys
leftover = 1
json.dumps = asyncio.sleep = redis.Redis = None
logging.basicConfig(level=logging.DEBUG)
sys.path.append("/nowhere")
print(random.random())
loop = asyncio.new_event_loop()
task = loop.create_task(redis.asyncio.Redis().get("k"))
`;
    const clean = `
import asyncio, json, logging, random, redis, sys
print("leftover" in globals(), json.dumps(1), redis.Redis.__name__, logging.getLogger().handlers)
print("/nowhere" in sys.path, asyncio.sleep.__name__)
async def names():
    return [task.get_name() for task in asyncio.all_tasks()]
print(asyncio.run(names()))
`;
    const first = await play(dirty);
    const second = await play(dirty);
    expect(second.output).toBe(first.output);
    expect(await play(clean)).toMatchObject({
      output: "False 1 Redis []\nFalse sleep\n['Task-1']\n",
      error: null,
    });
  });

  test("stop ends a program at its next turn, with its clean-up", async () => {
    const running = play(
      `
import asyncio
async def main():
    try:
        while True:
            await asyncio.sleep(1)
    finally:
        print("closing")
asyncio.run(main())
`,
      {},
      (turn) => turn === 5 && runtime.stop(),
    );
    expect(await running).toMatchObject({
      output: "closing\n",
      error: `Traceback (most recent call last):
  File "program.py", line 6, in main
    await asyncio.sleep(1)
asyncio.exceptions.CancelledError

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "program.py", line 9, in <module>
    asyncio.run(main())
    ~~~~~~~~~~~^^^^^^^^
KeyboardInterrupt: the program was stopped`,
    });
  });

  test("a horizon is passed when the program is asked to go on", async () => {
    const run = await play(
      `
import asyncio
for n in range(3):
    await asyncio.sleep(60)
print("three minutes")
`,
      { horizon: "1m" },
    );
    expect(run).toMatchObject({
      output: "three minutes\n",
      error: null,
      elapsed: 180_000,
    });
  });
});

// Node has no promise integration yet; where it is, both programs simply work.
describe.skipIf("Suspending" in WebAssembly)("without a way to wait", () => {
  test("the synchronous client shows the asynchronous form", async () => {
    const { error } = await play(`import redis\nredis.Redis().get("k")`);
    expect(error).toContain("CannotWait: the synchronous client has to wait");
    expect(error).toContain("`from redis import asyncio as redis`");
    expect(error).toContain("Chrome and Edge have it from version 137");
  });

  test("asyncio.run in a function that a library calls says where it would work", async () => {
    const { error, output } = await play(`
import asyncio
from redis import asyncio as redis
async def main():
    try:
        await redis.Redis().get("k")
    finally:
        print("cleaned up")
def start(_):
    asyncio.run(main())
list(map(start, [1]))
`);
    expect(output).toBe("cleaned up\n");
    expect(error).toContain("line 11, in <module>");
    expect(error).toContain("Call asyncio.run at the top level of the program");
  });
});
