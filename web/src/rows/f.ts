/** What the page adds. */

import type { Row, Section } from "./row.ts";

export const missing: Section["missing"] = {
  F5: "needs executors as lanes",
};

export const rows: Row[] = [
  {
    id: "F1",
    title: "an awaitable of today writes when it is awaited",
    output: ["called", "True"],
    elapsed: 1030,
    trace: {
      sent: [
        "10 #1 *1\\r\\n$4\\r\\nPING\\r\\n",
        "1020 #1 *3\\r\\n$3\\r\\nSET\\r\\n$3\\r\\nkey\\r\\n$5\\r\\nvalue\\r\\n",
      ],
      printed: ["20 called", "1030 True"],
    },
  },
  {
    id: "F1",
    part: "eager",
    title: "a call of aioredis 1.3 writes at once",
    options: { aioredis: "1.3" },
    output: ["called", "True"],
    elapsed: 1020,
    trace: {
      sent: [
        "10 #1 *1\\r\\n$4\\r\\nPING\\r\\n",
        "20 #1 *3\\r\\n$3\\r\\nSET\\r\\n$3\\r\\nkey\\r\\n$5\\r\\nvalue\\r\\n",
      ],
      printed: ["20 called", "1020 True"],
    },
  },
  {
    id: "F2",
    part: "1.3",
    title: "aioredis is 1.3, which has no from_url",
    options: { aioredis: "1.3" },
    output: ["1.3.1", "value"],
    error:
      "Traceback (most recent call last):\n  File \"program.py\", line 18, in <module>\n    from aioredis import from_url\nImportError: cannot import name 'from_url' from 'aioredis' (/resplay/aioredis-1.3/aioredis/__init__.py)",
    elapsed: 40,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "40 #1 closed closed",
      ],
      commands: ["15 #1 PING", "25 #1 SET key value", "35 #1 GET key"],
    },
  },
  {
    id: "F2",
    part: "2.0",
    title: "aioredis is 2.0, which has no create_redis_pool",
    options: { aioredis: "2.0" },
    output: ["2.0.1", "value"],
    error: [
      "Traceback (most recent call last):",
      '  File "program.py", line 17, in <module>',
      "    from aioredis import create_redis_pool",
      "ImportError: cannot import name 'create_redis_pool' from 'aioredis' (/resplay/aioredis-2.0/aioredis/__init__.py); it went with aioredis 1.x, use aioredis.from_url(\"redis://localhost\", max_connections=10)",
    ].join("\n"),
    elapsed: 30,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "30 #1 closed closed",
      ],
      commands: ["15 #1 SET key value", "25 #1 GET key"],
    },
  },
  {
    id: "F2",
    part: "none",
    title: "there is no aioredis",
    options: { aioredis: "none" },
    output: ["True"],
    error: [
      "Traceback (most recent call last):",
      '  File "program.py", line 13, in <module>',
      "    import aioredis",
      "ModuleNotFoundError: No module named 'aioredis'",
    ].join("\n"),
    elapsed: 20,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "20 #1 closed closed",
      ],
      commands: ["15 #1 PING"],
    },
  },
  {
    id: "F3",
    title: "raw streams reach the engine",
    output: ["b'+OK\\r\\n' b'$5\\r\\n' b'value\\r\\n'", "b'+OK\\r\\n'"],
    elapsed: 30,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "30 #1 closed closed by the server",
      ],
      sent: [
        "10 #1 *3\\r\\n$3\\r\\nSET\\r\\n$3\\r\\nkey\\r\\n$5\\r\\nvalue\\r\\n",
        "10 #1 *2\\r\\n$3\\r\\nGET\\r\\n$3\\r\\nkey\\r\\n",
        "20 #1 QUIT\\r\\n",
      ],
      came: ["20 #1 +OK\\r\\n", "20 #1 $5\\r\\nvalue\\r\\n", "30 #1 +OK\\r\\n"],
    },
  },
  {
    id: "F3",
    part: "refused",
    title: "a port where nobody listens, and an impatient caller",
    output: ["111 0.01", "too slow"],
    elapsed: 14,
    trace: {
      connections: [
        "0 #1 dialed localhost:6380",
        "10 #1 closed connection refused: the Redis of this world listens on port 6379",
        "10 #2 dialed localhost:6379",
        "14 #2 closed closed",
      ],
      printed: ["10 111 0.01", "14 too slow"],
    },
  },
  {
    id: "F6",
    title: "a program that cannot go on says who waits where",
    output: ["three seconds later"],
    error: [
      "The program cannot go on: nothing that is still to happen would wake it.",
      "  Task-1 waits for patient to end: line 13: await task",
      "  patient waits for a future that nobody completes: line 5: return await future",
    ].join("\n"),
    elapsed: 3000,
    trace: {
      tasks: [
        "0 Task-1 started main, line 16: asyncio.run(main())",
        '0 patient started waits_for, line 10: task = asyncio.create_task(waits_for(future), name="patient")',
        "0 Task-1 waiting line 11: await asyncio.sleep(3)",
        "0 patient waiting line 5: return await future",
        "3000 Task-1 waiting line 13: await task",
        "3000 patient ended cancelled",
        "3000 Task-1 ended cancelled",
      ],
      printed: ["3000 three seconds later"],
    },
  },
  {
    id: "F6",
    part: "queue",
    title: "and so it does within groups, queues and commands",
    output: ["the only job"],
    error: [
      "The program cannot go on: nothing that is still to happen would wake it.",
      "  Task-1 waits for TaskGroup._aexit: line 13: async with redis.Redis() as r, asyncio.TaskGroup() as group:",
      "  consumer waits for Queue.get: line 8: print(await queue.get())",
      '  popper waits for the reply to BLPOP jobs 0, made at line 15: group.create_task(r.blpop("jobs"), name="popper")',
    ].join("\n"),
    elapsed: 15,
    trace: {
      tasks: [
        "0 Task-1 started main, line 19: asyncio.run(main())",
        '0 consumer started consume, line 14: group.create_task(consume(queue), name="consumer")',
        '0 popper started Redis.execute_command, line 15: group.create_task(r.blpop("jobs"), name="popper")',
        "0 Task-1 waiting line 13: async with redis.Redis() as r, asyncio.TaskGroup() as group:",
        "0 consumer waiting line 8: print(await queue.get())",
        "15 consumer ended cancelled",
        "15 popper ended cancelled",
        "15 Task-1 ended cancelled",
      ],
      blocked: ["15 blocked #1 jobs"],
    },
  },
  {
    id: "F9",
    title: "a race that is always lost, then always won",
    output: [
      "the other first: ['lost', 'lost', 'lost']",
      "the buyer first: ['won', 'won', 'won']",
    ],
    elapsed: 270,
    trace: {
      commands: [
        "15 #1 SET stock 100",
        "25 #1 WATCH stock",
        "35 #1 GET stock",
        "55 #2 SET stock 100",
        "65 #1 MULTI",
        "65 #1 SET stock 99",
        "65 #1 EXEC",
        "75 #1 WATCH stock",
        "85 #1 GET stock",
        "95 #2 SET stock 100",
        "105 #1 MULTI",
        "105 #1 SET stock 99",
        "105 #1 EXEC",
        "115 #1 WATCH stock",
        "125 #1 GET stock",
        "135 #2 SET stock 100",
        "145 #1 MULTI",
        "145 #1 SET stock 99",
        "145 #1 EXEC",
        "155 #1 WATCH stock",
        "165 #1 GET stock",
        "175 #1 MULTI",
        "175 #1 SET stock 99",
        "175 #1 EXEC",
        "185 #1 SET stock 100",
        "195 #1 WATCH stock",
        "205 #1 GET stock",
        "215 #1 MULTI",
        "215 #1 SET stock 99",
        "215 #1 EXEC",
        "225 #1 SET stock 100",
        "235 #1 WATCH stock",
        "245 #1 GET stock",
        "255 #1 MULTI",
        "255 #1 SET stock 99",
        "255 #1 EXEC",
        "265 #1 SET stock 100",
      ],
      counts: { "watch.dirtied": 3, "watch.failed": 3, "conn.opened": 2 },
    },
  },
  {
    id: "F10",
    title: "a faster loop changes no round trip",
    output: [
      "asyncio: one by one 1.00 s, in a pipeline 0.01 s",
      "uvloop:  one by one 1.00 s, in a pipeline 0.01 s",
    ],
    elapsed: 2060,
    trace: {
      printed: [
        "1030 asyncio: one by one 1.00 s, in a pipeline 0.01 s",
        "2060 uvloop:  one by one 1.00 s, in a pipeline 0.01 s",
      ],
      counts: { "conn.opened": 2, executed: 402, "bytes.sent": 408 },
    },
  },
];
