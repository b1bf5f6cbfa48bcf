/** asyncio's public names: each is exercised by a program, or named with the reason why not. */

import { beforeAll, expect, test } from "vitest";
import { loadPython, play, type Played } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

/** Programs and their output; CPython 3.13 prints the same where it has the names. */
const programs: [title: string, program: string, output: string][] = [
  [
    "tasks, timeouts, groups, eager tasks",
    `
import asyncio, time
async def after(seconds, value=None):
    await asyncio.sleep(seconds)
    if isinstance(value, Exception):
        raise value
    return value
def now():
    return round(asyncio.get_running_loop().time() - START, 3)
async def main():
    global START
    START = asyncio.get_running_loop().time()
    print(await asyncio.gather(after(0.2, 1), after(0.1, 2), after(0.1, KeyError("k")), return_exceptions=True), now())
    tasks = [asyncio.create_task(after(n / 10, n)) for n in (3, 1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending), now())
    done, pending = await asyncio.wait(tasks, timeout=0.05, return_when=asyncio.ALL_COMPLETED)
    print(len(done), len(pending), now())
    print([await t for t in asyncio.as_completed(tasks)], now())
    async for t in asyncio.as_completed([after(0.1, "x"), asyncio.create_task(after(0.05, "y"))]):
        print(await t, now())
    failing = [asyncio.create_task(after(0.1, ValueError("v"))), asyncio.create_task(after(1))]
    done, pending = await asyncio.wait(failing, return_when=asyncio.FIRST_EXCEPTION)
    print([repr(t.exception()) for t in done], len(pending), now())
    failing[1].cancel("enough")
    try:
        await failing[1]
    except asyncio.CancelledError as error:
        print(repr(error), failing[1].cancelled())
    try:
        await asyncio.wait_for(after(1), 0.1)
    except asyncio.TimeoutError as error:
        print(repr(error), asyncio.TimeoutError is TimeoutError, now())
    inner = asyncio.ensure_future(after(0.2, "shielded"))
    try:
        await asyncio.wait_for(asyncio.shield(inner), 0.1)
    except TimeoutError:
        print(inner.done(), await inner, now())
    try:
        async with asyncio.timeout(0.1) as scope:
            print(isinstance(scope, asyncio.Timeout), scope.expired())
            scope.reschedule(scope.when() + 0.1)
            await asyncio.sleep(9)
    except TimeoutError:
        print(scope.expired(), now())
    async with asyncio.timeout_at(asyncio.get_running_loop().time() + 0.1):
        await asyncio.sleep(0.05)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(after(0.1, ValueError("a")))
            other = group.create_task(after(5))
    except* ValueError as errors:
        print(errors.exceptions, other.cancelled(), now())
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.1, future.set_result, "set")
    print(asyncio.isfuture(future), isinstance(future, asyncio.Future), await future)
    try:
        future.set_result(2)
    except asyncio.InvalidStateError as error:
        print(repr(error))
    print(asyncio.current_task().get_name(), isinstance(asyncio.current_task(), asyncio.Task), len(asyncio.all_tasks()))
    coro = after(0)
    print(asyncio.iscoroutine(coro), asyncio.iscoroutinefunction(after))
    coro.close()
    task = asyncio.create_task(after(9))
    await asyncio.sleep(0)
    print(task.cancel(), task.cancelling(), task.uncancel(), task.cancelling())
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    try:
        await asyncio.wait([after(1)])
    except TypeError as error:
        print(error)
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    order = []
    async def eager(n):
        order.append(n)
        if n: await asyncio.sleep(0.1)
        order.append(-n)
    first = asyncio.create_task(eager(0)); second = asyncio.create_task(eager(1))
    print(first.done(), second.done(), order)
    await second
    loop.set_task_factory(asyncio.create_eager_task_factory(asyncio.Task))
    print(asyncio.create_task(eager(0)).done(), order)
    loop.set_task_factory(None)
    print(asyncio.create_task(eager(0), eager_start=True).done())
import warnings; warnings.simplefilter("ignore")
asyncio.run(main())
`,
    `[1, 2, KeyError('k')] 0.2
[1] 2 0.3
1 2 0.35
[1, 2, 3] 0.5
y 0.55
x 0.6
["ValueError('v')"] 1 0.7
CancelledError('enough') True
TimeoutError() True 0.8
False shielded 1.0
True False
True 1.2
(ValueError('a'),) True 1.35
True True set
InvalidStateError('invalid state')
Task-1 True 1
True True
True 1 0 0
cancelled
Passing coroutines is forbidden, use tasks explicitly.
True False [0, 0, 1]
True [0, 0, 1, -1, 0, 0]
True
`,
  ],
  [
    "locks, conditions, barriers, queues",
    `
import asyncio
def now():
    return round(asyncio.get_running_loop().time() - START, 3)
async def main():
    global START
    START = asyncio.get_running_loop().time()
    lock = asyncio.Lock()
    async def hold(n):
        async with lock:
            await asyncio.sleep(0.1)
            print("lock", n, now())
    await asyncio.gather(hold(1), hold(2))
    print(lock.locked())
    event = asyncio.Event()
    async def wait_event(n):
        print("event", n, await event.wait(), now())
    async with asyncio.TaskGroup() as group:
        group.create_task(wait_event(1)); group.create_task(wait_event(2))
        await asyncio.sleep(0.1)
        event.set()
    condition = asyncio.Condition()
    ready = []
    async def consumer():
        async with condition:
            await condition.wait_for(lambda: ready)
            print("condition", ready.pop(), now())
    async with asyncio.TaskGroup() as group:
        group.create_task(consumer()); group.create_task(consumer())
        for n in range(2):
            await asyncio.sleep(0.1)
            async with condition:
                ready.append(n)
                condition.notify_all()
    semaphore = asyncio.Semaphore(2)
    async def limited(n):
        async with semaphore:
            await asyncio.sleep(0.1)
            print("semaphore", n, now())
    await asyncio.gather(*map(limited, range(3)))
    try:
        asyncio.BoundedSemaphore(1).release()
    except ValueError as error:
        print(error)
    barrier = asyncio.Barrier(2)
    async def meet(n):
        await asyncio.sleep(n / 10)
        place = await barrier.wait()
        print("barrier", n, place, now())
    await asyncio.gather(meet(1), meet(2))
    waiting = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    await barrier.abort()
    try:
        await waiting
    except asyncio.BrokenBarrierError as error:
        print(repr(error), barrier.broken)
    queue = asyncio.Queue(maxsize=1)
    async def produce():
        for n in range(3):
            await queue.put(n)
            print("put", n, now())
        queue.shutdown()
    async def consume():
        try:
            while True:
                item = await queue.get()
                await asyncio.sleep(0.1)
                queue.task_done()
        except asyncio.QueueShutDown as error:
            print(repr(error), now())
    await asyncio.gather(produce(), consume(), queue.join())
    for kind in (asyncio.Queue, asyncio.PriorityQueue, asyncio.LifoQueue):
        queue = kind(3)
        for n in (2, 3, 1): queue.put_nowait(n)
        try:
            queue.put_nowait(4)
        except asyncio.QueueFull:
            print([queue.get_nowait() for _ in range(3)], queue.qsize())
        try:
            queue.get_nowait()
        except asyncio.QueueEmpty as error:
            print(repr(error))
    queue.put_nowait(1)
    queue.shutdown(immediate=True)
    try:
        await queue.get()
    except asyncio.QueueShutDown:
        print("shut down")
asyncio.run(main())
`,
    `lock 1 0.1
lock 2 0.2
False
event 1 True 0.3
event 2 True 0.3
condition 0 0.4
condition 1 0.5
semaphore 0 0.6
semaphore 1 0.6
semaphore 2 0.7
BoundedSemaphore released too many times
barrier 2 1 0.9
barrier 1 0 0.9
BrokenBarrierError('Abort or reset of barrier') True
put 0 0.9
put 1 0.9
put 2 1.0
QueueShutDown() 1.2
[2, 3, 1] 0
QueueEmpty()
[1, 2, 3] 0
QueueEmpty()
[1, 3, 2] 0
QueueEmpty()
shut down
`,
  ],
  [
    "callbacks, generators, runners, loops",
    `
import asyncio, contextvars, time, warnings
warnings.simplefilter("ignore")
import concurrent.futures
async def numbers(name):
    try:
        for n in range(9):
            yield n
            await asyncio.sleep(0.1)
    finally:
        await asyncio.sleep(0.1)
        print("closed", name)
async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    now = lambda: round(loop.time() - start, 3)
    seen = []
    loop.call_later(0.2, seen.append, "later")
    at = loop.call_at(loop.time() + 0.1, seen.append, "at")
    soon = loop.call_soon(seen.append, "soon")
    safe = loop.call_soon_threadsafe(seen.append, "threadsafe")
    never = loop.call_later(0.1, seen.append, "never")
    never.cancel()
    print(isinstance(at, asyncio.TimerHandle), isinstance(soon, asyncio.Handle), never.cancelled(), round(at.when() - start, 3))
    await asyncio.sleep(0.3)
    print(seen, now())
    print([n async for n in numbers("whole") if n < 2], now())
    async for n in numbers("left"):
        break
    half = numbers("closed by hand")
    print(await anext(half), await half.aclose(), now())
    def fail(): 1 / 0
    loop.set_exception_handler(lambda loop, context: print("handler", context["message"].split("(")[0], repr(context["exception"])))
    loop.call_soon(fail)
    await asyncio.sleep(0)
    print(loop.get_exception_handler() is not None, loop.get_debug(), loop.is_running(), loop.is_closed())
    pool = concurrent.futures.ThreadPoolExecutor(1)
    print(await asyncio.wrap_future(pool.submit(time.sleep, 0.1)), now())
    print(asyncio.get_event_loop() is loop, asyncio._get_running_loop() is loop)
    try:
        asyncio.run(asyncio.sleep(0))
    except RuntimeError as error:
        print(error)
    try:
        loop.run_until_complete(loop.create_future())
    except RuntimeError as error:
        print(error)
    return loop
loop = asyncio.run(main())
print(isinstance(loop, asyncio.BaseEventLoop), isinstance(loop, asyncio.AbstractEventLoop), isinstance(loop, asyncio.EventLoop), isinstance(loop, asyncio.SelectorEventLoop), loop.is_closed())
try:
    loop.call_soon(print)
except RuntimeError as error:
    print(error)
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
var = contextvars.ContextVar("var", default=0)
async def count():
    var.set(var.get() + 1)
    return var.get()
with asyncio.Runner(debug=True) as runner:
    print(runner.run(count()), runner.run(count()), runner.get_loop().get_debug())
try:
    runner.run(count())
except RuntimeError as error:
    print(error)
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop, asyncio.get_event_loop_policy().get_event_loop() is loop)
loop.call_later(0.1, loop.stop)
loop.run_forever()
print(loop.is_running())
try:
    loop.run_until_complete(asyncio.sleep(1, loop.stop()))
except RuntimeError as error:
    print(error)
loop.run_until_complete(loop.shutdown_asyncgens())
loop.run_until_complete(loop.shutdown_default_executor())
loop.close()
asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())
asyncio.set_event_loop(None)
`,
    `True True True 0.1
['soon', 'threadsafe', 'at', 'later'] 0.3
closed whole
[0, 1] 1.3
closed closed by hand
0 None 1.4
closed left
handler Exception in callback main.<locals>.fail ZeroDivisionError('division by zero')
True False True False
None 1.5
True True
asyncio.run() cannot be called from a running event loop
This event loop is already running
True True True True True
Event loop is closed
no running event loop
1 2 True
Runner is closed
True True
False
Event loop stopped before Future completed.
`,
  ],
  [
    "call graphs",
    `
import asyncio, io, re
async def inner(future):
    await future
async def main():
    future = asyncio.get_running_loop().create_future()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(inner(future), name="inner")
        await asyncio.sleep(0)
        graph = asyncio.capture_call_graph(task)
        print(isinstance(graph, asyncio.FutureCallGraph), [type(entry) is asyncio.FrameCallGraphEntry for entry in graph.call_stack])
        print(re.sub("0x[0-9a-f]+", "ID", asyncio.format_call_graph(task)))
        asyncio.print_call_graph(future, file=io.StringIO())
        other = asyncio.get_running_loop().create_future()
        asyncio.future_add_to_awaited_by(other, task)
        print(len(asyncio.capture_call_graph(other).awaited_by))
        asyncio.future_discard_from_awaited_by(other, task)
        print(len(asyncio.capture_call_graph(other).awaited_by))
        future.set_result(None)
asyncio.run(main())
`,
    `True [True]
* Task(name='inner', id=ID)
  + Call stack:
  |   File 'program.py', line 4, in async inner()
  + Awaited by:
    * Task(name='Task-1', id=ID)
      + Call stack:
      |   File 'program.py', line 12, in async main()
1
0
`,
  ],
];

test.each(programs)("%s", async (_, program, output) => {
  expect(await play(program)).toMatchObject({ output, error: null });
});

/** Names that no program above uses, and why. */
const elsewhere: Record<string, string[]> = {
  "streams have their own tests": [
    "IncompleteReadError",
    "LimitOverrunError",
    "StreamReader",
    "StreamReaderProtocol",
    "StreamWriter",
    "open_connection",
    "start_server",
    "Server",
    "AbstractServer",
  ],
  "they are what streams are made of, bare classes to derive from": [
    "BaseProtocol",
    "BufferedProtocol",
    "Protocol",
    "BaseTransport",
    "ReadTransport",
    "Transport",
    "WriteTransport",
  ],
  "there are no datagrams, files to send, or processes": [
    "DatagramProtocol",
    "DatagramTransport",
    "SendfileNotAvailableError",
    "SubprocessProtocol",
    "SubprocessTransport",
    "create_subprocess_exec",
    "create_subprocess_shell",
  ],
  "lanes have their own tests": ["run_coroutine_threadsafe", "to_thread"],
  "they are for those who make event loops and tasks": [
    "_enter_task",
    "_leave_task",
    "_register_task",
    "_set_running_loop",
    "_unregister_task",
  ],
};

test("every public name of asyncio is accounted for", async () => {
  const { output } = await play(
    "import asyncio\nprint(*asyncio.__all__, sep='\\n')",
  );
  const used = programs
    .flatMap(([, program]) => [...program.matchAll(/\basyncio\.(\w+)/g)])
    .map(([, name]) => name);
  const known = new Set([...used, ...Object.values(elsewhere).flat()]);
  const names = output.trim().split("\n");
  expect(names.length).toBeGreaterThan(90);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

/** What happened and when, but for what was printed. */
function eventsOf({ trace }: Played): unknown[] {
  return trace
    .filter(({ kind }) => kind !== "printed")
    .map(({ kind, at, task, future }) => [kind, at, task, future]);
}

test("uvloop by name changes which loop runs, and nothing that takes time", async () => {
  const program = (start: string) => `
import asyncio
from redis import asyncio as redis
async def main():
    r = redis.Redis()
    await asyncio.gather(*(r.incr("n") for _ in range(20)))
    print(type(asyncio.get_running_loop()).__name__, await r.get("n"))
${start}
`;
  const plain = await play(program("asyncio.run(main())\n#\n#"));
  expect(plain).toMatchObject({ output: "VirtualLoop b'20'\n", error: null });
  for (const start of [
    "import uvloop\nuvloop.run(main())",
    "import uvloop\nuvloop.install()\nasyncio.run(main())",
    "import uvloop\nasyncio.set_event_loop_policy(uvloop.EventLoopPolicy())\nasyncio.run(main())",
    "import uvloop\nasyncio.run(main(), loop_factory=uvloop.new_event_loop)",
    "import uvloop\nwith asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:\n    runner.run(main())",
    "import uvloop\nloop = uvloop.new_event_loop()\nasyncio.set_event_loop(loop)\nloop.run_until_complete(main())",
  ]) {
    const run = await play(program(start));
    expect(run).toMatchObject({
      output: expect.stringMatching(/^(.*Deprecat.*\n.*\n)?Loop b'20'\n$/),
      error: null,
      elapsed: plain.elapsed,
    });
    expect(eventsOf(run)).toEqual(eventsOf(plain));
  }
});
