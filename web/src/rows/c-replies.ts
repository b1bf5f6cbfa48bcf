/** A client from zero, as aioredis 1.3 finished it: which future a reply is for. */

import type { Row } from "./row.ts";

const options = { aioredis: "1.3" } as const;

export const rows: Row[] = [
  {
    id: "C15",
    title:
      "a thousand calls are written at once, and their replies come at once",
    options,
    output: ["True False", "1000"],
    elapsed: 20,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "20 #1 closed closed",
      ],
      counts: {
        "future.created": 1002,
        "bytes.sent": 2,
        "bytes.came": 2,
        executed: 1000,
      },
    },
  },
  {
    id: "C16",
    title: "replies go to the calls in their order, across one that blocks",
    options,
    output: [
      "[True, True, True, False, False]",
      "('SET', b'OK')",
      "('GET', b'1')",
      "('INCR', 2)",
      "('BLPOP', [b'jobs', b'sweep'])",
      "('GET', b'2')",
    ],
    elapsed: 1030,
    trace: {
      commands: [
        "25 #1 SET n 1",
        "25 #1 GET n",
        "25 #1 INCR n",
        "25 #1 BLPOP jobs 0",
        "1025 #2 RPUSH jobs sweep",
        "1025 #1 BLPOP jobs 0",
        "1025 #1 GET n",
      ],
      blocked: ["25 blocked #1 jobs", "1025 unblocked #1"],
    },
  },
  {
    id: "C19",
    title:
      "SELECT, MULTI, EXEC and DISCARD change what the connection knows of itself",
    options,
    output: [
      "5",
      "True",
      "QUEUED b'QUEUED'",
      "['OK', b'x'] False",
      "OK False None",
    ],
    elapsed: 100,
    trace: {
      commands: [
        "15 #1 SELECT 5",
        "25 #1 MULTI",
        "35 #1 SET a x",
        "45 #1 GET a",
        "55 #1 EXEC",
        "65 #1 MULTI",
        "75 #1 INCR n",
        "85 #1 DISCARD",
        "95 #1 GET n",
      ],
    },
  },
  {
    id: "C22",
    title: "QUIT has its reply, and then the connection is closed",
    options,
    output: ["b'OK'", "True", "Reader at end of file"],
    elapsed: 20,
    trace: {
      came: ["20 #1 +OK\\r\\n"],
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "20 #1 closed closed by the server",
      ],
    },
  },
  {
    id: "C23",
    part: "server",
    title: "so it is for aioredis, with a server that speaks no RESP",
    options,
    output: [
      "b'OK'",
      "raised: Invalid first byte: bytearray(b'?')",
      "raised: Invalid first byte: bytearray(b'?')",
      "True",
    ],
    elapsed: 20,
    trace: {
      connections: [
        "0 #1 dialed localhost:7000",
        "10 #1 opened",
        "20 #1 closed closed",
      ],
      sent: [
        "10 #1 *2\\r\\n$3\\r\\nGET\\r\\n$3\\r\\nkey\\r\\n",
        "10 #1 *2\\r\\n$3\\r\\nGET\\r\\n$3\\r\\nkey\\r\\n",
        "10 #1 *2\\r\\n$3\\r\\nGET\\r\\n$3\\r\\nkey\\r\\n",
      ],
      came: ["20 #1 +OK\\r\\n?bogus\\r\\n"],
    },
  },
  {
    id: "C24",
    title: "an error reply fails its call, and the connection lives on",
    options,
    output: [
      "ReplyError (\"ERR wrong number of arguments for 'get' command\",)",
      "ReplyError (\"ERR unknown command 'GETS', with args beginning with: \",)",
      "b'hi' False",
      "BusyGroupError",
    ],
    elapsed: 40,
    trace: {
      commands: [
        "15 #1 GET",
        "15 #1 GETS",
        "15 #1 ECHO hi",
        "25 #1 XGROUP CREATE log workers $ MKSTREAM",
        "35 #1 XGROUP CREATE log workers $",
      ],
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "40 #1 closed closed",
      ],
    },
  },
  {
    id: "C25",
    title: "a cancelled call keeps its place in the order",
    options,
    output: ["b'one' b'three' True", "no job within a second", "b'four'"],
    elapsed: 2030,
    trace: {
      came: [
        "20 #1 $3\\r\\none\\r\\n$3\\r\\ntwo\\r\\n$5\\r\\nthree\\r\\n",
        "2030 #1 *-1\\r\\n$4\\r\\nfour\\r\\n",
      ],
      futures: [
        "0 1 created acquire",
        "10 1 resolved",
        "10 2 created ECHO one",
        "10 3 created ECHO two",
        "10 4 created ECHO three",
        "10 3 cancelled",
        "10 2 sent",
        "10 3 sent",
        "10 4 sent",
        '20 2 resolved "one"',
        "20 3 dropped",
        '20 4 resolved "three"',
        "20 5 created BLPOP jobs 2",
        "20 5 sent",
        "1020 5 cancelled",
        "1020 6 created ECHO four",
        "1020 6 sent",
        "2030 5 dropped",
        '2030 6 resolved "four"',
        "2030 7 created close",
        "2030 7 resolved",
      ],
    },
  },
  {
    id: "C27",
    title: "an error while queueing is remembered, and EXEC refuses",
    options,
    output: [
      "b'QUEUED'",
      "ERR wrong number of arguments for 'incr' command",
      "remembered: ReplyError(\"ERR wrong number of arguments for 'incr' command\")",
      "EXECABORT Transaction discarded because of previous errors.",
      "remembered: ReplyError('EXECABORT Transaction discarded because of previous errors.')",
      "None",
      "('MultiExecError errors:', [ReplyError('EXECABORT Transaction discarded because of previous errors.')])",
      "ReplyError(\"ERR wrong number of arguments for 'incr' command\")",
    ],
    elapsed: 70,
    trace: {
      commands: [
        "15 #1 MULTI",
        "25 #1 SET a 1",
        "35 #1 INCR",
        "45 #1 EXEC",
        "55 #1 GET a",
        "65 #1 MULTI",
        "65 #1 SET a 1",
        "65 #1 INCR",
        "65 #1 EXEC",
      ],
    },
  },
];
