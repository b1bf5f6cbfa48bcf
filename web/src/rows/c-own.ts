/** A client from zero, as a learner writes it: shared/own_client.py. */

import type { Row } from "./row.ts";

const options = { aioredis: "1.3" } as const;

export const rows: Row[] = [
  {
    id: "C3",
    part: "own",
    title: "the constructor of a client from zero",
    options,
    output: ["<RedisConnection [db:0]> PONG", "<RedisConnection [db:3]>"],
    elapsed: 30,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "30 #1 closed closed",
      ],
      sent: [
        "10 #1 *1\\r\\n$4\\r\\nPING\\r\\n",
        "20 #1 *2\\r\\n$6\\r\\nSELECT\\r\\n$1\\r\\n3\\r\\n",
      ],
      came: ["20 #1 +PONG\\r\\n", "30 #1 +OK\\r\\n"],
    },
  },
  {
    id: "C6",
    part: "own",
    title: "close stops the reader and lets go of everything",
    options,
    output: [
      "None None None",
      "<Task finished name='reader' coro=<RedisConnection._read_data() done, defined at program.py:24> result=None>",
    ],
    elapsed: 10,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "10 #1 closed closed",
      ],
    },
  },
  {
    id: "C8",
    part: "own",
    title: "a client from zero fails what is pending, too",
    options,
    output: ["raised: ConnectionForcedCloseError()"],
    elapsed: 1010,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "1010 #1 closed closed",
      ],
      blocked: ["15 blocked #1 jobs"],
    },
  },
  {
    id: "C16",
    part: "own",
    title: "a client from zero keeps that order with a queue",
    options,
    output: [
      "[True, True, False, False]",
      "[b'OK', 2, [b'jobs', b'sweep'], b'2']",
    ],
    elapsed: 1030,
    trace: {
      commands: [
        "25 #1 SET n 1",
        "25 #1 INCR n",
        "25 #1 BLPOP jobs 0",
        "1025 #2 RPUSH jobs sweep",
        "1025 #1 BLPOP jobs 0",
        "1025 #1 GET n",
      ],
      sent: [
        "20 #1 *3\\r\\n$3\\r\\nSET\\r\\n$1\\r\\nn\\r\\n$1\\r\\n1\\r\\n",
        "20 #1 *2\\r\\n$4\\r\\nINCR\\r\\n$1\\r\\nn\\r\\n",
        "20 #1 *3\\r\\n$5\\r\\nBLPOP\\r\\n$4\\r\\njobs\\r\\n$1\\r\\n0\\r\\n",
        "20 #1 *2\\r\\n$3\\r\\nGET\\r\\n$1\\r\\nn\\r\\n",
        "1020 #2 *3\\r\\n$5\\r\\nRPUSH\\r\\n$4\\r\\njobs\\r\\n$5\\r\\nsweep\\r\\n",
      ],
      came: [
        "30 #1 +OK\\r\\n",
        "30 #1 :2\\r\\n",
        "1030 #2 :1\\r\\n",
        "1030 #1 *2\\r\\n$4\\r\\njobs\\r\\n$5\\r\\nsweep\\r\\n$1\\r\\n2\\r\\n",
      ],
    },
  },
  {
    id: "C20",
    title: "ten megabytes come in pieces of what is read at most",
    options,
    output: [
      "True 10000000",
      "10000024 bytes, 65536 at most, in more than 100 pieces: True",
    ],
    elapsed: 40,
    trace: {
      counts: { executed: 3, "conn.opened": 1 },
    },
  },
  {
    id: "C20",
    part: "split",
    title: "a reply may be split anywhere",
    options,
    output: [
      "b'*2\\r' False False",
      "b'\\n$5\\r\\nhel' False False",
      "b'lo\\r\\n$0\\r\\n\\r' False False",
      "b'\\n:' False False",
      "b'42\\r\\n' True False",
      "[b'hello', b''] 42",
    ],
    elapsed: 510,
    trace: {
      printed: [
        "10 b'*2\\r' False False",
        "110 b'\\n$5\\r\\nhel' False False",
        "210 b'lo\\r\\n$0\\r\\n\\r' False False",
        "310 b'\\n:' False False",
        "410 b'42\\r\\n' True False",
        "510 [b'hello', b''] 42",
      ],
    },
  },
  {
    id: "C21",
    title: "a reader that is cancelled stops without a word",
    options,
    output: ["ended None", "ConnectionForcedCloseError()"],
    elapsed: 1010,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "1010 #1 closed closed",
      ],
      blocked: ["15 blocked #1 jobs"],
    },
  },
  {
    id: "C22",
    part: "own",
    title: "whatever else goes wrong in the reader is told, and closes",
    options,
    output: [
      "the reader stops: OSError('the cable is cut')",
      "raised: the cable is cut",
      "True",
    ],
    elapsed: 10,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "10 #1 closed closed",
      ],
      tasks: [
        "0 Task-1 started main, line 96: asyncio.run(main())",
        '0 Task-1 waiting line 85: _, writer = await asyncio.open_connection("localhost", 6379)',
        '10 reader started RedisConnection._read_data, line 19: self._reader_task = asyncio.create_task(self._read_data(), name="reader")',
        "10 reader ended returned",
        "10 Task-1 ended returned",
      ],
    },
  },
  {
    id: "C23",
    title:
      "bytes that are no reply end the connection, and fail what is pending",
    options,
    output: [
      "the reader stops: ProtocolError(\"Invalid first byte: bytearray(b'?')\")",
      "b'OK'",
      "raised: Invalid first byte: bytearray(b'?')",
      "raised: Connection closed or corrupted",
    ],
    elapsed: 10,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "10 #1 closed closed",
      ],
      tasks: [
        "0 Task-1 started main, line 100: asyncio.run(main())",
        '0 Task-1 waiting line 85: _, writer = await asyncio.open_connection("localhost", 6379)',
        '10 reader started RedisConnection._read_data, line 19: self._reader_task = asyncio.create_task(self._read_data(), name="reader")',
        "10 reader ended returned",
        "10 Task-1 ended returned",
      ],
    },
  },
  {
    id: "C25",
    part: "own",
    title: "a client from zero drops the reply to a cancelled call",
    options,
    output: ["b'one' b'three' True"],
    elapsed: 20,
    trace: {
      came: [
        "20 #1 $3\\r\\none\\r\\n",
        "20 #1 $3\\r\\ntwo\\r\\n",
        "20 #1 $5\\r\\nthree\\r\\n",
      ],
    },
  },
  {
    id: "C26",
    title: "a waiter that has a result already is a mistake, and found",
    options,
    output: [
      "the reader stops: AssertionError('a reply for a waiter that has one')",
      "raised: a reply for a waiter that has one",
      "somebody else's True",
    ],
    elapsed: 20,
    trace: {
      came: ["20 #1 $3\\r\\none\\r\\n", "20 #1 $3\\r\\ntwo\\r\\n"],
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "20 #1 closed closed",
      ],
    },
  },
];
