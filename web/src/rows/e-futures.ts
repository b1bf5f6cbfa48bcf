/** Coroutines, futures, iterators and contexts. */

import type { Row } from "./row.ts";

export const rows: Row[] = [
  {
    id: "E1",
    title: "a task is a future, and done when its coroutine is",
    output: ["True False", "Result is not set.", "Ada True Ada"],
    elapsed: 30,
    trace: {
      tasks: [
        "0 Task-1 started main, line 22: asyncio.run(main())",
        '0 Task-1 waiting line 12: await r.set("name", "Ada")',
        '20 Task-2 started fetch, line 13: task = asyncio.create_task(fetch(r, "name"))',
        "20 Task-1 waiting line 19: print(await task, task.done(), task.result())",
        "20 Task-2 waiting line 7: return await r.get(key)",
        "30 Task-2 ended returned",
        "30 Task-1 waiting line 11: async with redis.Redis(decode_responses=True) as r:",
        "30 Task-1 ended returned",
      ],
      commands: ["15 #1 SET name Ada", "25 #1 GET name"],
    },
  },
  {
    id: "E2",
    title: "a future that nobody sets never resolves",
    output: ["nobody set it: <Future cancelled>"],
    elapsed: 3000,
    trace: {
      tasks: [
        "0 Task-1 started main, line 12: asyncio.run(main())",
        "0 Task-1 waiting line 7: await asyncio.wait_for(future, timeout=3)",
        "3000 Task-1 ended returned",
      ],
      printed: ["3000 nobody set it: <Future cancelled>"],
    },
  },
  {
    id: "E3",
    title: "who sets a future, fails or cancels it wakes who awaits it",
    output: [
      "called back at 1.0 a result",
      "['a result', \"ValueError('no luck')\", CancelledError('')]",
      "True True True",
      "invalid state",
    ],
    elapsed: 3000,
    trace: {
      tasks: [
        "0 Task-1 started main, line 27: asyncio.run(main())",
        "0 Task-2 started wait_for_it, line 14: waiting = [asyncio.create_task(wait_for_it(future)) for future in (one, two, three)]",
        "0 Task-3 started wait_for_it, line 14: waiting = [asyncio.create_task(wait_for_it(future)) for future in (one, two, three)]",
        "0 Task-4 started wait_for_it, line 14: waiting = [asyncio.create_task(wait_for_it(future)) for future in (one, two, three)]",
        "0 Task-1 waiting line 19: print(await asyncio.gather(*waiting, return_exceptions=True))",
        "0 Task-2 waiting line 6: return await future",
        "0 Task-3 waiting line 6: return await future",
        "0 Task-4 waiting line 6: return await future",
        "1000 Task-2 ended returned",
        "2000 Task-3 ended returned",
        "3000 Task-4 ended cancelled",
        "3000 Task-1 ended returned",
      ],
      printed: [
        "1000 called back at 1.0 a result",
        "3000 ['a result', \"ValueError('no luck')\", CancelledError('')]",
        "3000 True True True\ninvalid state",
      ],
    },
  },
  {
    id: "E8",
    title: "asyncio.wait takes tasks, no coroutines",
    output: [
      "TypeError: Passing coroutines is forbidden, use tasks explicitly.",
      "[1, 2] 0",
    ],
    elapsed: 2000,
    trace: {
      tasks: [
        "0 Task-1 started wait, line 11: asyncio.run(asyncio.wait(task_list))",
        "0 Task-1 ended raised TypeError",
        "0 Task-2 started main, line 23: asyncio.run(main())",
        "0 Task-3 started work, line 19: done, pending = await asyncio.wait([asyncio.create_task(work(n)) for n in (1, 2)])",
        "0 Task-4 started work, line 19: done, pending = await asyncio.wait([asyncio.create_task(work(n)) for n in (1, 2)])",
        "0 Task-2 waiting line 19: done, pending = await asyncio.wait([asyncio.create_task(work(n)) for n in (1, 2)])",
        "0 Task-3 waiting line 5: await asyncio.sleep(n)",
        "0 Task-4 waiting line 5: await asyncio.sleep(n)",
        "1000 Task-3 ended returned",
        "2000 Task-4 ended returned",
        "2000 Task-2 ended returned",
      ],
      printed: [
        "0 TypeError: Passing coroutines is forbidden, use tasks explicitly.",
        "2000 [1, 2] 0",
      ],
    },
  },
  {
    id: "E9",
    title: "an asynchronous iterator, and what is none",
    output: [
      "1 99 99",
      "program.py:30: RuntimeWarning: coroutine 'OldReader.__aiter__' was never awaited",
      "  async for value in OldReader():",
      "TypeError: 'async for' received an object from __aiter__ that does not implement __anext__: coroutine",
      "SyntaxError: 'async for' outside async function",
    ],
    elapsed: 990,
    trace: {
      tasks: [
        "0 Task-1 started main, line 36: asyncio.run(main())",
        "0 Task-1 waiting line 17: await asyncio.sleep(0.01)",
        "990 Task-1 ended returned",
      ],
      printed: [
        "990 1 99 99",
        "990 program.py:30: RuntimeWarning: coroutine 'OldReader.__aiter__' was never awaited\n  async for value in OldReader():",
        "990 TypeError: 'async for' received an object from __aiter__ that does not implement __anext__: coroutine",
        "990 SyntaxError: 'async for' outside async function",
      ],
    },
  },
  {
    id: "E9",
    part: "left",
    title: "a generator that is left early puts away, whatever comes between",
    output: ["left at 3", "put away after 3 for Ada", "still for Ada"],
    elapsed: 2400,
    trace: {
      tasks: [
        "0 Task-1 started main, line 28: asyncio.run(main())",
        "0 Task-1 waiting line 11: await asyncio.sleep(0.1)",
        "400 Task-2 started async_generator_athrow, line 28: asyncio.run(main())",
        "400 Task-1 waiting line 24: await asyncio.sleep(2)",
        "400 Task-2 waiting line 15: await asyncio.sleep(1)",
        "1400 Task-2 ended returned",
        "2400 Task-1 ended returned",
      ],
      printed: [
        "400 left at 3",
        "1400 put away after 3 for Ada",
        "2400 still for Ada",
      ],
    },
  },
  {
    id: "E10",
    title: "an asynchronous context is left on errors too",
    output: [
      "entered",
      "True",
      "left with None",
      "entered",
      "left with ValueError('in the middle')",
      "caught: in the middle",
    ],
    elapsed: 50,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "30 #1 closed closed",
        "30 #2 dialed localhost:6379",
        "40 #2 opened",
        "50 #2 closed closed",
      ],
      printed: [
        "20 entered",
        "30 True",
        "30 left with None",
        "50 entered",
        "50 left with ValueError('in the middle')",
        "50 caught: in the middle",
      ],
    },
  },
  {
    id: "E12",
    title: "uvloop is chosen, and the program stays as it is",
    output: ["[1, 2, 3, 4, 5]", "True"],
    elapsed: 20,
    trace: {
      commands: [
        "15 #1 INCRBY n 1",
        "15 #2 INCRBY n 1",
        "15 #3 INCRBY n 1",
        "15 #4 INCRBY n 1",
        "15 #5 INCRBY n 1",
      ],
      counts: { "conn.opened": 5 },
    },
  },
];
