/** Where Python programs stall, err, or come to a limit, and what they are told. */

import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play, runtime } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

test.each([
  [
    "processes",
    "asyncio.create_subprocess_shell('ls')",
    "NotImplementedError: this page has no processes: do in the program itself what subprocess would do",
  ],
])("what the loop has not got says what works: %s", async (_, call, error) => {
  const run = await play(`
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    answer = ${call}
    if answer is not None:
        await answer
asyncio.run(main())
`);
  expect(run.error?.split("\n").at(-1)).toBe(error);
});

describe("debug mode", () => {
  test("slow callbacks are told by virtual time, in asyncio's words", async () => {
    const run = await play(`
import asyncio, time
async def nap(seconds):
    time.sleep(seconds)
async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), loop.slow_callback_duration)
    await asyncio.create_task(nap(0.05))
    await asyncio.create_task(nap(0.25), name="sleepy")
    loop.slow_callback_duration = 0.3
    loop.call_soon(time.sleep, 0.2)
    await asyncio.create_task(nap(0.25))
    loop.set_debug(False)
    await asyncio.create_task(nap(9))
asyncio.run(main(), debug=True)
`);
    expect(run).toMatchObject({ error: null, elapsed: 9750 });
    const [first, ...lines] = run.output.trim().split("\n");
    expect(first).toBe("True 0.1");
    expect(lines).toEqual([
      "Executing <Task finished name='sleepy' coro=<nap() done, defined at program.py:3> result=None created at program.py:9> took 0.250 seconds",
    ]);
  });

  test("what is never awaited and never retrieved is told with its line", async () => {
    const run = await play(`
import asyncio
async def fail():
    raise ValueError("unseen")
async def main():
    fail()
    asyncio.create_task(fail(), name="failing")
    future = asyncio.get_running_loop().create_future()
    future.set_exception(KeyError("future"))
    await asyncio.sleep(1)
asyncio.run(main(), debug=True)
`);
    expect(run.error).toBeNull();
    expect(run.output)
      .toBe(`program.py:6: RuntimeWarning: coroutine 'fail' was never awaited
  fail()
Task exception was never retrieved: failing, made at line 7: asyncio.create_task(fail(), name="failing")
Traceback (most recent call last):
  File "program.py", line 4, in fail
    raise ValueError("unseen")
ValueError: unseen
Future exception was never retrieved, made at line 8: future = asyncio.get_running_loop().create_future()
KeyError: 'future'
`);
  });

  test("a call from a lane that is not for threads is refused", async () => {
    const run = await play(`
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(loop.call_soon, print)
asyncio.run(main(), debug=True)
`);
    expect(run.error?.split("\n").at(-1)).toBe(
      "RuntimeError: Non-thread-safe operation invoked on an event loop other than the current one",
    );
  });
});

describe("tracebacks", () => {
  test("groups and causes have the program's lines only", async () => {
    const run = await play(`
import asyncio
async def fail(n):
    await asyncio.sleep(n)
    raise ValueError(n)
async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail(1))
            group.create_task(fail(1))
    except* ValueError as errors:
        raise RuntimeError("after") from errors
asyncio.run(main())
`);
    expect(run.error)
      .toBe(`  + Exception Group Traceback (most recent call last):
  |   File "program.py", line 8, in main
  |     async with asyncio.TaskGroup() as group:
  |                ~~~~~~~~~~~~~~~~~^^
  | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "program.py", line 5, in fail
    |     raise ValueError(n)
    | ValueError: 1
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    |   File "program.py", line 5, in fail
    |     raise ValueError(n)
    | ValueError: 1
    +------------------------------------

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "program.py", line 13, in <module>
    asyncio.run(main())
    ~~~~~~~~~~~^^^^^^^^
  File "program.py", line 12, in main
    raise RuntimeError("after") from errors
RuntimeError: after`);
  });

  test("what times out shows where it was, and what came of it", async () => {
    const run = await play(`
import asyncio, json
async def main():
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(2)
    except TimeoutError:
        json.loads("{")
asyncio.run(main())
`);
    expect(run.error).toBe(`Traceback (most recent call last):
  File "program.py", line 6, in main
    await asyncio.sleep(2)
asyncio.exceptions.CancelledError

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "program.py", line 5, in main
    async with asyncio.timeout(1):
               ~~~~~~~~~~~~~~~^^^
TimeoutError

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "program.py", line 9, in <module>
    asyncio.run(main())
    ~~~~~~~~~~~^^^^^^^^
  File "program.py", line 8, in main
    json.loads("{")
    ~~~~~~~~~~^^^^^
json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)`);
  });
});

describe("limits", () => {
  test("memory: the program is told how much there is, and the next run has it", async () => {
    const hungry = await play(`
kept = []
def hoard():
    while True:
        kept.append(bytes(1_000_000))
try:
    hoard()
except MemoryError:
    print("full", len(kept) > 300)
    kept.clear()
hoard()
`);
    expect(hungry).toMatchObject({
      output: "full True\n",
      error: `Traceback (most recent call last):
  File "program.py", line 11, in <module>
    hoard()
    ~~~~~^^
  File "program.py", line 5, in hoard
    kept.append(bytes(1_000_000))
                ~~~~~^^^^^^^^^^^
MemoryError: this page gives a program 512 MB, and it needs more`,
    });
    expect(await play(`print(len(bytes(300_000_000)))`)).toMatchObject({
      output: "300000000\n",
      error: null,
    });
  }, 30_000);

  test("recursion ends in RecursionError, within a task, too", async () => {
    const run = await play(`
import asyncio
def deeper(n):
    return deeper(n + 1)
async def main():
    deeper(0)
asyncio.run(main())
`);
    expect(run.error).toContain("in deeper\n    return deeper(n + 1)");
    expect(run.error?.split("\n").at(-1)).toBe(
      "RecursionError: maximum recursion depth exceeded",
    );
  });

  test("recursion that fills the browser's stack costs the interpreter, not the next run", async () => {
    const run = await play(`
class Mirror:
    def __repr__(self):
        return repr(self)
repr(Mirror())
`);
    expect(run.error).toBe(
      "RecursionError: the program called itself so deeply that the browser's stack was full, " +
        "and Python ended with it. The next run starts Python anew.",
    );
    expect(await play(`print("anew")`)).toMatchObject({
      output: "anew\n",
      error: null,
    });
  }, 60_000);

  test("stop reaches a task as KeyboardInterrupt reaches one: through its clean-up", async () => {
    const run = await play(
      `
import asyncio, time
async def main():
    try:
        while True:
            await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("cancelled")
        raise
    finally:
        print("closing")
try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")
`,
      {},
      (turn) => turn === 5 && runtime.stop(),
    );
    expect(run).toMatchObject({
      output: "cancelled\nclosing\ninterrupted\n",
      error: null,
    });
  });
});
