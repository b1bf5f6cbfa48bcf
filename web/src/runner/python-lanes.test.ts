/** Executors and threads: lanes beside the event loop, whose functions take virtual time of their own. */

import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play, runtime, tasksOf } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

describe("executors", () => {
  test("blocking calls on the default executor take the time of one", async () => {
    const run = await play(`
import asyncio, threading, time
def fetch(n):
    print("begin", n, time.monotonic(), threading.current_thread().name)
    time.sleep(1)
    print("end", n, time.monotonic())
    return n * n
async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.gather(*(loop.run_in_executor(None, fetch, n) for n in range(3))))
    print(await asyncio.to_thread(fetch, 7), time.monotonic())
asyncio.run(main())
`);
    expect(run).toMatchObject({ error: null, elapsed: 2000 });
    expect(run.output.split("\n")).toEqual([
      "begin 0 0.0 asyncio_0",
      "begin 1 0.0 asyncio_1",
      "begin 2 0.0 asyncio_2",
      "end 0 1.0",
      "end 1 1.0",
      "end 2 1.0",
      "[0, 1, 4]",
      "begin 7 1.0 asyncio_0",
      "end 7 2.0",
      "49 2.0",
      "",
    ]);
    const gathered =
      "line 10: print(await asyncio.gather(*(loop.run_in_executor(None, fetch, n) for n in range(3))))";
    const awaited =
      "line 11: print(await asyncio.to_thread(fetch, 7), time.monotonic())";
    expect(tasksOf(run)).toEqual([
      "0 Task-1 started main, line 12: asyncio.run(main())",
      ...[0, 1, 2].flatMap((n) => [
        `0 asyncio_${n} started fetch, ${gathered}`,
        `0 asyncio_${n} waiting line 5: time.sleep(1)`,
      ]),
      `0 Task-1 waiting ${gathered}`,
      ...[0, 1, 2].map((n) => `1000 asyncio_${n} ended returned`),
      `1000 asyncio_0 started fetch, ${awaited}`,
      "1000 asyncio_0 waiting line 5: time.sleep(1)",
      `1000 Task-1 waiting ${awaited}`,
      "2000 asyncio_0 ended returned",
      "2000 Task-1 ended returned",
    ]);
    const lanes = run.trace.filter(({ name }) => name === "lane");
    expect(new Set(lanes.map(({ task }) => task))).toEqual(
      new Set(["asyncio_0", "asyncio_1", "asyncio_2"]),
    );
    expect(
      run.trace
        .filter(({ kind }) => kind === "printed")
        .map(({ at, task }) => `${at / 1e6} ${task}`),
    ).toContain("1000 asyncio_2");
  });

  test("five functions on two workers take three seconds, in their order", async () => {
    const run = await play(`
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
def work(n):
    time.sleep(1)
    return n
with ThreadPoolExecutor(max_workers=2) as pool:
    futures = [pool.submit(work, n) for n in range(5)]
    print([future.running() for future in futures], futures[4].cancel(), futures[0].cancel())
    for future in as_completed(futures[:4]):
        print(future.result(), time.monotonic())
    pool.submit(work, 5)
print(time.monotonic())
try:
    pool.submit(work, 6)
except RuntimeError as error:
    print(error)
`);
    expect(run).toMatchObject({
      output: [
        "[True, True, False, False, False] True False",
        "0 1.0",
        "1 1.0",
        "2 2.0",
        "3 2.0",
        "3.0",
        "cannot schedule new futures after shutdown\n",
      ].join("\n"),
      error: null,
      elapsed: 3000,
    });
  });

  test("the event loop goes on while a lane sleeps, and stands still while it sleeps itself", async () => {
    const run = await play(`
import asyncio, time
async def tick():
    for _ in range(4):
        await asyncio.sleep(0.5)
        print("tick", time.monotonic())
async def main():
    ticking = asyncio.create_task(tick())
    await asyncio.to_thread(time.sleep, 1.2)
    print("thread", time.monotonic())
    time.sleep(1.2)
    print("loop", time.monotonic())
    await ticking
asyncio.run(main())
`);
    expect(run).toMatchObject({
      output: "tick 0.5\ntick 1.0\nthread 1.2\nloop 2.4\ntick 2.4\ntick 2.9\n",
      error: null,
      elapsed: 2900,
    });
  });

  test("map, wait, timeouts, errors, callbacks", async () => {
    const run = await play(`
import time
from concurrent.futures import FIRST_COMPLETED, FIRST_EXCEPTION, ThreadPoolExecutor, wait
def work(n):
    time.sleep(n)
    return 6 // (n - 2)
with ThreadPoolExecutor() as pool:
    futures = [pool.submit(work, n) for n in (1, 2, 3)]
    futures[0].add_done_callback(lambda f: print("callback", f.result(), time.monotonic()))
    done, rest = wait(futures, return_when=FIRST_COMPLETED)
    print(len(done), len(rest), time.monotonic())
    try:
        futures[2].result(timeout=0.25)
    except TimeoutError as error:
        print(repr(error), time.monotonic())
    done, rest = wait(futures, return_when=FIRST_EXCEPTION)
    print(len(done), len(rest), repr(futures[1].exception()))
    print(len(wait(futures, timeout=0.5).done), time.monotonic())
    results = pool.map(work, [4, 1, 3])
    print(next(results), next(results), time.monotonic())
print(time.monotonic())
futures[1].result()
`);
    expect(run.output.split("\n")).toEqual([
      "callback -6 1.0",
      "1 2 1.0",
      "TimeoutError() 1.25",
      "2 1 ZeroDivisionError('division by zero')",
      "2 2.5",
      "3 -6 6.5",
      "6.5",
      "",
    ]);
    expect(run.error).toBe(`Traceback (most recent call last):
  File "program.py", line 22, in <module>
    futures[1].result()
    ~~~~~~~~~~~~~~~~~^^
  File "program.py", line 6, in work
    return 6 // (n - 2)
           ~~^^~~~~~~~~
ZeroDivisionError: division by zero`);
  });

  test("initializers, contexts, nested pools, loops within lanes", async () => {
    const run = await play(`
import asyncio, contextvars, os, threading, time
from concurrent.futures import ThreadPoolExecutor
user = contextvars.ContextVar("user", default="nobody")
local = threading.local()
def prepare(name):
    local.name = name
def who():
    return user.get(), local.name, threading.current_thread().name
def nested():
    with ThreadPoolExecutor(2) as inner:
        list(inner.map(time.sleep, [1, 1, 1]))
    return asyncio.run(asyncio.sleep(3, "slept")), time.monotonic()
async def main():
    user.set("ann")
    print(await asyncio.to_thread(user.get))
    with ThreadPoolExecutor(1, "work", prepare, ("bob",)) as pool:
        print(await asyncio.get_running_loop().run_in_executor(pool, who))
    print(await asyncio.to_thread(nested))
    print(hasattr(local, "name"), os.cpu_count(), ThreadPoolExecutor()._max_workers)
asyncio.run(main())
def fail():
    raise ValueError("not ready")
with ThreadPoolExecutor(1, initializer=fail) as pool:
    print(repr(pool.submit(who).exception()))
    pool.submit(who)
`);
    expect(run.output.split("\n")).toEqual([
      "ann",
      "('nobody', 'bob', 'work_0')",
      "('slept', 5.0)",
      "False 4 8",
      `BrokenThreadPool("A worker's initializer failed: the pool is not usable anymore")`,
      "",
    ]);
    expect(run.error).toMatch(
      /^concurrent.futures.thread.BrokenThreadPool: A worker/m,
    );
  });

  test("a pool of processes takes what can be pickled, and copies it", async () => {
    const run = await play(`
import asyncio, time
from concurrent.futures import ProcessPoolExecutor
def grow(items):
    time.sleep(1)
    items.append(4)
    return items
async def main():
    loop = asyncio.get_running_loop()
    given = [1]
    with ProcessPoolExecutor() as pool:
        print(await asyncio.gather(*(loop.run_in_executor(pool, grow, given) for _ in range(4))))
        print(given, time.monotonic())
        await loop.run_in_executor(pool, lambda: 1)
if __name__ == "__main__":
    asyncio.run(main())
`);
    expect(run.output).toBe("[[1, 4], [1, 4], [1, 4], [1, 4]]\n[1] 1.0\n");
    expect(run.error).toContain(
      "_pickle.PicklingError: Can't pickle local object <function main.<locals>.<lambda> at ",
    );
    expect(run.error).toContain(
      "when serializing concurrent.futures.process._CallItem state",
    );
  });

  test("what a lane does to the loop happens at the lane's instant", async () => {
    const run = await play(`
import asyncio, time
def work(loop, queue):
    for n in range(2):
        time.sleep(1)
        loop.call_soon_threadsafe(queue.put_nowait, n)
        asyncio.run_coroutine_threadsafe(queue.put(n * 10), loop)
async def main():
    queue = asyncio.Queue()
    working = asyncio.create_task(asyncio.to_thread(work, asyncio.get_running_loop(), queue))
    for _ in range(4):
        print(await queue.get(), time.monotonic())
    await working
asyncio.run(main())
`);
    expect(run).toMatchObject({
      output: "0 1.0\n0 1.0\n1 2.0\n10 2.0\n",
      error: null,
    });
    expect(tasksOf(run)).toContain(
      "0 asyncio_0 started work, line 10: working = asyncio.create_task(asyncio.to_thread(work, asyncio.get_running_loop(), queue))",
    );
  });

  test("the program waits for what its executors still do", async () => {
    const run = await play(`
import asyncio, time
from concurrent.futures import ThreadPoolExecutor
def work(n):
    time.sleep(n)
    print("worked", n, time.monotonic())
async def main():
    asyncio.get_running_loop().run_in_executor(None, work, 2)
    ThreadPoolExecutor().submit(work, 5)
asyncio.run(main())
print("ran", time.monotonic())
`);
    expect(run).toMatchObject({
      output: "worked 2 2.0\nran 2.0\nworked 5 5.0\n",
      error: null,
      elapsed: 5000,
    });
  });
});

describe("threads", () => {
  test("start, join, names, daemons, timers, and what fails in them", async () => {
    const run = await play(`
import threading, time
class Worker(threading.Thread):
    def run(self):
        time.sleep(1)
        print(self.name, time.monotonic())
        if self.name == "Thread-2":
            raise ValueError("broken")
def beat():
    while True:
        time.sleep(1)
        print("beat")
threads = [Worker() for _ in range(2)] + [threading.Thread(target=beat, daemon=True)]
for thread in threads:
    thread.start()
cancelled = threading.Timer(1, print, ["never"])
for timer in (threading.Timer(1.5, print, ["timer"]), cancelled):
    timer.start()
print("started", threading.active_count(), [thread.is_alive() for thread in threads])
cancelled.cancel()
for thread in threads[:2]:
    thread.join()
print("joined", time.monotonic(), [thread.is_alive() for thread in threads])
threads[2].join(timeout=1.25)
try:
    threads[0].start()
except RuntimeError as error:
    print(error)
`);
    expect(run).toMatchObject({
      output: [
        "started 4 [True, True, True]",
        "Thread-1 1.0",
        "Thread-2 1.0",
        "Exception in thread Thread-2:",
        "Traceback (most recent call last):",
        '  File "program.py", line 8, in run',
        '    raise ValueError("broken")',
        "ValueError: broken",
        "beat",
        "joined 1.0 [False, False, True]",
        "timer",
        "beat",
        "threads can only be started once\n",
      ].join("\n"),
      error: null,
      elapsed: 2250,
    });
  });

  test("whoever finds a lock taken has its clock moved on", async () => {
    const run = await play(`
import threading, time
def took(count, guard):
    def work():
        with guard:
            time.sleep(1)
    start = time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return time.monotonic() - start
print(took(3, threading.Lock()), took(3, threading.RLock()), took(5, threading.Semaphore(2)))
lock = threading.Lock()
def hold():
    with lock:
        time.sleep(2)
threading.Thread(target=hold).start()
print(lock.locked(), lock.acquire(timeout=0.5), lock.acquire(blocking=False), lock.acquire())
lock.release()
try:
    lock.release()
except RuntimeError as error:
    print(error)
print(time.monotonic())
`);
    expect(run).toMatchObject({
      output:
        "3.0 3.0 3.0\nTrue False False True\nrelease unlocked lock\n11.0\n",
      error: null,
    });
  });

  test("events and queues tell at the instant at which a lane has told them", async () => {
    const run = await play(`
import queue, threading, time
jobs = queue.Queue()
ready = threading.Event()
def produce():
    for n in range(2):
        time.sleep(1)
        jobs.put(n)
    jobs.put(None)
    time.sleep(1)
    ready.set()
def consume():
    while (job := jobs.get()) is not None:
        print("lane got", job, time.monotonic())
producer = threading.Thread(target=produce)
producer.start()
print(jobs.empty(), ready.is_set(), ready.wait(0.5), time.monotonic())
threading.Thread(target=consume).start()
print(ready.wait(), time.monotonic())
threading.Thread(target=produce).start()
print([jobs.get() for _ in range(3)], time.monotonic())
try:
    jobs.get(timeout=0.5)
except queue.Empty:
    print("empty", time.monotonic())
`);
    expect(run).toMatchObject({
      output: [
        "True False False 0.5",
        "lane got 0 1.0",
        "lane got 1 2.0",
        "True 3.0",
        "[0, 1, None] 5.0",
        "empty 5.5\n",
      ].join("\n"),
      error: null,
      elapsed: 6000,
    });
  });

  test("what a thread cannot wait for is said, with the line and what works", async () => {
    const run = await play(`
import asyncio, threading
ready = threading.Event()
def wait():
    ready.wait()
thread = threading.Thread(target=wait)
thread.start()
thread.join()
def call(loop):
    asyncio.run_coroutine_threadsafe(asyncio.sleep(1), loop).result()
async def main():
    await asyncio.to_thread(call, asyncio.get_running_loop())
asyncio.run(main())
`);
    const rest =
      " for what others are still to do: here a thread runs ahead to its end, and cannot stop in the middle for what has not run yet. " +
      "Start it after what it waits for, or use asyncio's tasks, Event, Queue and Lock.";
    expect(run.output).toBe(`Exception in thread Thread-1 (wait):
Traceback (most recent call last):
  File "program.py", line 5, in wait
    ready.wait()
    ~~~~~~~~~~^^
CannotWait: Thread-1 (wait) would wait in Event.wait (line 5: ready.wait())${rest}
`);
    expect(run.error).toContain(
      "CannotWait: asyncio_0 would wait in Future.result (line 10: asyncio.run_coroutine_threadsafe(asyncio.sleep(1), loop).result())" +
        rest,
    );
    const called = await play(`
import asyncio, threading
async def main():
    await asyncio.to_thread(threading.Event().wait)
asyncio.run(main())
`);
    expect(called.error).toContain(
      `CannotWait: asyncio_0 would wait in Event.wait, line 4: await asyncio.to_thread(threading.Event().wait)${rest}`,
    );
  });

  test("threads that would share a queue's items are told what shares them", async () => {
    const run = await play(`
import queue, threading, time
jobs = queue.Queue()
for n in range(4): jobs.put(n)
def work():
    while not jobs.empty():
        print(jobs.get(), time.monotonic())
        time.sleep(1)
for _ in range(2):
    threading.Thread(target=work, daemon=True).start()
`);
    expect(run.output).toMatch(
      /^0 0\.0\nException in thread Thread-2 \(work\):/,
    );
    expect(run.output.trim().split("\n").at(-1)).toBe(
      "CannotWait: Thread-2 (work) would share a queue's items with Thread-1 (work), which has run ahead and taken them: " +
        "here a thread runs to its end before the next one begins. " +
        "Give each its own items, as ThreadPoolExecutor.map does, or use asyncio's Queue and tasks.",
    );
  });

  test("output without end is cut off on a lane, too", async () => {
    const run = await play(`
import asyncio
def shout():
    while True:
        print("x" * 999)
async def main():
    try:
        await asyncio.to_thread(shout)
    except Exception:
        print("no error of the program's")
asyncio.run(main())
`);
    expect(run).toMatchObject({
      error:
        "OutputLimit: the program printed more than 1,000,000 characters; it ends here",
      elapsed: 0,
    });
  });

  test("the program itself waits for ever only with a report", async () => {
    const run = await play(`
import threading
lock = threading.Lock()
lock.acquire()
lock.acquire()
`);
    expect(run.error).toBe(
      "The program cannot go on: nothing that is still to happen would wake it.\n" +
        "  The program waits for Lock.acquire: line 5: lock.acquire()",
    );
  });

  test("each run numbers its threads and pools from the first", async () => {
    const code = `
import asyncio, threading
from concurrent.futures import ThreadPoolExecutor
name = lambda: threading.current_thread().name
with ThreadPoolExecutor() as pool:
    print(pool.submit(name).result(), threading.Thread().name, threading.active_count())
print(threading.active_count(), threading.get_ident())
`;
    const first = await play(code);
    expect(first).toMatchObject({
      output: `ThreadPoolExecutor-0_0 Thread-1 2\n1 ${/ (\d+)\n$/.exec(first.output)?.[1]}\n`,
      error: null,
    });
    expect((await play(code)).output).toBe(first.output);
  });

  test("stop ends a program that waits for its threads", async () => {
    const run = await play(
      `
import asyncio, threading, time
async def main():
    while True:
        await asyncio.to_thread(time.sleep, 1)
asyncio.run(main())
`,
      {},
      (turn) => turn === 5 && runtime.stop(),
    );
    expect(run.error?.split("\n").at(-1)).toBe(
      "KeyboardInterrupt: the program was stopped",
    );
  });
});
