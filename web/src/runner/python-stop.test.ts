/** Stop in the middle of Python that gives nothing else a turn: KeyboardInterrupt, and what programs make of it. */

import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play, runtime, tasksOf } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

/** Runs a program that presses Stop by js.press_stop(); tells its output, and the error without the text of its lines. */
async function stopped(code: string, onTurn?: (turn: number) => void) {
  const { output, error } = await play(code, {}, onTurn);
  const where = error?.matchAll(/File "program.py", line (\d+), in (.+)/g);
  return {
    output,
    where: [...(where ?? [])].map(([, line, name]) => `${line} ${name}`),
    error: error?.split("\n").at(-1) ?? null,
  };
}

const interrupted = "KeyboardInterrupt: the program was stopped";

describe("it comes at the program's own line", () => {
  const programs: [name: string, code: string, output: string, ...string[]][] =
    [
      [
        "an endless loop, whose clean-up is run",
        `
import js
try:
    js.press_stop()
    while True: pass
except Exception:
    print("caught")
finally:
    print("finally")
`,
        "finally\n",
        "5 <module>",
      ],
      [
        "recursion",
        `
import js
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
try:
    js.press_stop(); fib(99)
except KeyboardInterrupt as interrupt:
    print(repr(interrupt))
    raise interrupt.with_traceback(None)
`,
        "KeyboardInterrupt('the program was stopped')\n",
        "9 <module>",
      ],
      [
        "generators in comprehensions",
        `
import js
from itertools import count
def numbers():
    js.press_stop()
    yield from (n for n in count() if n < 0)
print([n for n in numbers()])
`,
        "",
        "7 <module>",
        "6 numbers",
        "6 <genexpr>",
      ],
      [
        "a finally that does not end",
        `
import js
try:
    1 / 0
finally:
    js.press_stop()
    while True: pass
`,
        "",
        "4 <module>",
        "7 <module>",
      ],
      [
        "regular expressions",
        `
import js, re
js.press_stop()
re.match("(a*)*b", "a" * 50)
`,
        "",
        "4 <module>",
      ],
      [
        "modules of Python's that compute",
        `
import js, random
values = list(range(1_000_000))
js.press_stop(); random.shuffle(values)
`,
        "",
        "4 <module>",
      ],
      [
        "the page's own clock, asked again and again",
        `
import js, time
js.press_stop()
try:
    while True: time.sleep(0)
finally:
    print("finally")
`,
        "finally\n",
        "5 <module>",
      ],
      [
        "a callback of the loop",
        `
import asyncio, js
def spin():
    js.press_stop()
    while True: pass
async def main():
    asyncio.get_running_loop().call_soon(spin)
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("cancelled")
        raise
asyncio.run(main())
`,
        "cancelled\n",
        "13 <module>",
        "5 spin",
      ],
      [
        "a callback in the middle of a command of the client's",
        `
import asyncio, js
from redis import asyncio as redis
def spin(reply, **options):
    js.press_stop()
    while True: pass
async def main():
    async with redis.Redis() as r:
        r.set_response_callback("PING", spin)
        await r.ping()
asyncio.run(main())
`,
        "",
        "11 <module>",
        "10 main",
        "6 spin",
      ],
    ];
  test.each(programs)("%s", async (_, code, output, ...where) => {
    expect(await stopped(code)).toEqual({ output, where, error: interrupted });
    expect(await stopped("print('on')")).toEqual({
      output: "on\n",
      where: [],
      error: null,
    });
  });
});

test("tasks that spin without the world hear of it at their lines", async () => {
  const run = await stopped(`
import asyncio, js
async def spin():
    try:
        while True: await asyncio.sleep(0)
    finally:
        print("spin ends")
async def main():
    task = asyncio.create_task(spin())
    await asyncio.sleep(0.1)
    js.press_stop()
    await task
asyncio.run(main())
`);
  expect(run).toMatchObject({ output: "spin ends\n", error: interrupted });
});

test("an import that it came in the middle of works the next time", async () => {
  const code = `
import js
js.press_stop(); import redis.asyncio
for n in range(100_000): pass
print("on")
`;
  expect(await stopped(code)).toMatchObject({ output: "", error: interrupted });
  expect(await stopped(code.replace("js.press_stop(); ", ""))).toMatchObject({
    output: "on\n",
    error: null,
  });
});

test("a task's clean-up still has the world, and the others are cancelled", async () => {
  const run = await stopped(`
import asyncio, js
from redis import asyncio as redis
async def spin(r):
    try:
        await r.set("a", 1)
        js.press_stop()
        while True: pass
    finally:
        print("spin", await r.incr("a"))
async def wait():
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(1)
        print("wait")
async def main():
    async with redis.Redis() as r:
        await asyncio.gather(spin(r), wait())
asyncio.run(main())
`);
  expect(run).toEqual({
    output: "spin 2\nwait\n",
    where: ["20 <module>", "19 main", "8 spin"],
    error: interrupted,
  });
});

test("a group of tasks ends as it does for KeyboardInterrupt", async () => {
  const run = await stopped(`
import asyncio, js
async def spin():
    js.press_stop()
    while True: pass
async def wait():
    try:
        await asyncio.sleep(9)
    finally:
        print("wait")
async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(wait())
        group.create_task(spin())
asyncio.run(main())
`);
  expect(run).toMatchObject({ output: "wait\n", error: interrupted });
});

test("a program that catches it goes on, and is not told twice", async () => {
  const run = await stopped(
    `
import asyncio, js
async def main():
    try:
        js.press_stop()
        while True: pass
    except KeyboardInterrupt:
        print("caught")
    for n in range(5):
        await asyncio.sleep(1)
    for n in range(1_000_000): pass
    print("done")
asyncio.run(main())
`,
    (turn) => turn === 3 && runtime.stop(),
  );
  expect(run).toEqual({ output: "caught\ndone\n", where: [], error: null });
});

test("a program that was told at its turn is not told again while it computes", async () => {
  const run = await stopped(
    `
import asyncio, js
async def main():
    try:
        await asyncio.sleep(9)
    finally:
        js.press_stop()
        for n in range(1_000_000): pass
        print("done")
asyncio.run(main())
`,
    (turn) => turn === 2 && runtime.stop(),
  );
  expect(run).toMatchObject({ output: "done\n", error: interrupted });
});

test("a finalizer cannot keep it for itself", async () => {
  const run = await stopped(`
import js
class Deep:
    def __del__(self):
        js.press_stop()
        while True: pass
try:
    Deep()
    print("on")
finally:
    print("finally")
`);
  expect(run).toEqual({
    output: "finally\n",
    where: ["9 <module>"],
    error: interrupted,
  });
});

describe("lanes", () => {
  test("a pool's: the job is over, and the program is told", async () => {
    const run = await play(`
import asyncio, js
def spin():
    js.press_stop()
    while True: pass
async def main():
    await asyncio.get_running_loop().run_in_executor(None, spin)
asyncio.run(main())
`);
    expect(run).toMatchObject({ output: "", elapsed: 0 });
    expect(run.error).toBe(`Traceback (most recent call last):
  File "program.py", line 8, in <module>
    asyncio.run(main())
    ~~~~~~~~~~~^^^^^^^^
  File "program.py", line 7, in main
    await asyncio.get_running_loop().run_in_executor(None, spin)
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~^^^^^^^^^^^^
  File "program.py", line 5, in spin
    while True: pass
                ^^^^
${interrupted}`);
    expect(tasksOf(run).slice(2)).toEqual([
      "0 asyncio_0 ended raised KeyboardInterrupt",
      "0 Task-1 ended raised KeyboardInterrupt",
    ]);
  });

  test("a pool that a with statement waits for", async () => {
    const run = await stopped(`
import js, time
from concurrent.futures import ThreadPoolExecutor
def work(n):
    time.sleep(n)
    if n == 2:
        js.press_stop()
        while True: pass
    print("worked", n)
with ThreadPoolExecutor(2) as pool:
    pool.submit(work, 1)
    pool.submit(work, 2)
    pool.submit(work, 3)
`);
    expect(run).toEqual({
      output: "worked 1\n",
      where: ["12 <module>", "8 work"],
      error: interrupted,
    });
  });

  test("a thread's", async () => {
    const run = await stopped(`
import js, threading
def spin():
    js.press_stop()
    while True: pass
try:
    threading.Thread(target=spin).start()
finally:
    print(threading.active_count())
`);
    expect(run).toEqual({
      output: "1\n",
      where: ["7 <module>", "5 spin"],
      error: interrupted,
    });
  });
});

test("a program that handles SIGINT is told by its handler", async () => {
  const run = await stopped(`
import js, signal
seen = []
signal.signal(signal.SIGINT, lambda number, frame: seen.append(frame.f_lineno))
js.press_stop()
while not seen: pass
print(seen)
`);
  expect(run).toEqual({ output: "[6]\n", where: [], error: null });
  expect(
    await stopped("import js\njs.press_stop()\nwhile True: pass"),
  ).toMatchObject({ where: ["3 <module>"], error: interrupted });
});
