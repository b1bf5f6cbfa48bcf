/** One command method, two clients. */

import type { Row } from "./row.ts";

export const rows: Row[] = [
  {
    id: "A1",
    title: "making a client does nothing; the first await connects",
    output: ["True"],
    elapsed: 1020,
    trace: {
      connections: [
        "1000 #1 dialed localhost:6379",
        "1010 #1 opened",
        "1020 #1 closed closed",
      ],
      commands: ["1015 #1 PING"],
    },
  },
  {
    id: "A2",
    title:
      "a command method is no coroutine function, what it returns is a coroutine",
    output: [
      "declared with async def: False",
      "returns a coroutine: True",
      "awaited: True",
      "b'value'",
    ],
    elapsed: 30,
    trace: {
      commands: ["15 #1 SET key value", "25 #1 GET key"],
      printed: [
        "0 declared with async def: False",
        "0 returns a coroutine: True",
        "20 awaited: True",
        "30 b'value'",
      ],
    },
  },
  {
    id: "A3",
    title:
      "one method for both clients: they differ in how they execute a command",
    output: [
      "11 of 11 methods are the same function",
      "plain: SET greeting hello EX 60",
      "async: SET greeting hello EX 60",
      "True",
      "plain: HSET user name Ada born 1815",
      "async: HSET user name Ada born 1815",
      "2",
      "plain: ZADD scores NX 1.5 ada",
      "async: ZADD scores NX 1.5 ada",
      "1",
    ],
    elapsed: 40,
    trace: {
      commands: [
        "15 #1 SET greeting hello EX 60",
        "25 #1 HSET user name Ada born 1815",
        "35 #1 ZADD scores NX 1.5 ada",
      ],
      counts: { "conn.opened": 1, "future.created": 4 },
    },
  },
  {
    id: "A4",
    title: "nothing is sent before the call is awaited",
    output: ["commands while nobody awaits: 0", "True", "and then: 1"],
    elapsed: 1070,
    trace: {
      commands: [
        "15 #1 CONFIG RESETSTAT",
        "25 #1 INFO stats",
        "1035 #1 INFO stats",
        "1055 #2 SET key value",
        "1065 #1 INFO stats",
      ],
      printed: [
        "1040 commands while nobody awaits: 0",
        "1060 True",
        "1070 and then: 1",
      ],
    },
  },
  {
    id: "A4",
    part: "eager",
    title: "aioredis 1.3 sends when it is called",
    options: { aioredis: "1.3" },
    output: ["commands while nobody awaits: 1", "True", "and then: 1"],
    elapsed: 1060,
    trace: {
      commands: [
        "25 #2 CONFIG RESETSTAT",
        "35 #2 INFO stats",
        "45 #1 SET key value",
        "1045 #2 INFO stats",
        "1055 #2 INFO stats",
      ],
      printed: [
        "1050 commands while nobody awaits: 1",
        "1050 True",
        "1060 and then: 1",
      ],
    },
  },
  {
    id: "A5",
    title: "in a pipeline the same method stages its command",
    output: [
      "get returns the pipeline: True",
      "staged: 3",
      "[None, True, b'v']",
    ],
    elapsed: 1020,
    trace: {
      commands: [
        "1015 #1 MULTI",
        "1015 #1 GET k",
        "1015 #1 SET k v",
        "1015 #1 GET k",
        "1015 #1 EXEC",
      ],
      sent: [
        "1010 #1 *1\\r\\n$5\\r\\nMULTI\\r\\n*2\\r\\n$3\\r\\nGET\\r\\n$1\\r\\nk\\r\\n*3\\r\\n$3\\r\\nSET\\r\\n$1\\r\\nk\\r\\n$1\\r\\nv\\r\\n*2\\r\\n$3\\r\\nGET\\r\\n$1\\r\\nk\\r\\n*1\\r\\n$4\\r\\nEXEC\\r\\n",
      ],
    },
  },
  {
    id: "A6",
    title: "a forgotten await is told of, with its line",
    output: [
      "program.py:8: RuntimeWarning: coroutine 'Redis.execute_command' was never awaited",
      '  client.set("key", "value")',
      "None",
    ],
    elapsed: 20,
    trace: {
      commands: ["15 #1 GET key"],
      printed: [
        '0 program.py:8: RuntimeWarning: coroutine \'Redis.execute_command\' was never awaited\n  client.set("key", "value")',
        "20 None",
      ],
    },
  },
  {
    id: "A7",
    title: "no command is written twice for asyncio",
    output: [
      "more than 200 commands: True",
      "written for asyncio alone: []",
      "only in one of them: []",
      "1 [b'visits']",
    ],
    elapsed: 30,
    trace: {
      commands: ["15 #1 INCRBY visits 1", "25 #1 SCAN 0"],
      counts: { "future.created": 3 },
    },
  },
  {
    id: "A8",
    title: "the types say that a command may be awaited",
    output: [
      "(collections.abc.Awaitable[typing.Any], typing.Any)",
      "True True",
      "VALUE",
    ],
    elapsed: 30,
    trace: {
      commands: ["15 #1 SET key value", "25 #1 GET key"],
      printed: [
        "0 (collections.abc.Awaitable[typing.Any], typing.Any)",
        "0 True True",
        "30 VALUE",
      ],
    },
  },
];
