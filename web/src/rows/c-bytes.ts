/** A client from zero, as aioredis 1.3 finished it: from arguments to bytes, and from bytes to replies. */

import type { Row } from "./row.ts";

const options = { aioredis: "1.3" } as const;

export const rows: Row[] = [
  {
    id: "C5",
    title:
      "the parser is fed byte by byte, and says False until a value is whole",
    options,
    output: [
      "34 of 34 [b'hello', 12, ReplyError('ERR no'), None]",
      "False",
      "[b'OK', 1, b'\\r\\n', [], None, False]",
      "b'half'",
    ],
    elapsed: 0,
    trace: {
      counts: { printed: 2, executed: 0 },
    },
  },
  {
    id: "C9",
    title: "commands on the wire",
    options,
    output: [
      "('PING',) b'*1\\r\\n$4\\r\\nPING\\r\\n'",
      "('Hello', 'World') b'*2\\r\\n$5\\r\\nHello\\r\\n$5\\r\\nWorld\\r\\n'",
      "('foo', b'bar') b'*2\\r\\n$3\\r\\nfoo\\r\\n$3\\r\\nbar\\r\\n'",
      "(b'foo', bytearray(b'\\x00\\xff')) b'*2\\r\\n$3\\r\\nfoo\\r\\n$2\\r\\n\\x00\\xff\\r\\n'",
      "('word', 'Grüße') b'*2\\r\\n$4\\r\\nword\\r\\n$7\\r\\nGr\\xc3\\xbc\\xc3\\x9fe\\r\\n'",
      "('INCRBY', 'key', 10) b'*3\\r\\n$6\\r\\nINCRBY\\r\\n$3\\r\\nkey\\r\\n$2\\r\\n10\\r\\n'",
      "('INCRBYFLOAT', 'key', -0.5) b'*3\\r\\n$11\\r\\nINCRBYFLOAT\\r\\n$3\\r\\nkey\\r\\n$4\\r\\n-0.5\\r\\n'",
      "() b'*0\\r\\n'",
      "b'*1\\r\\n$4\\r\\nPING\\r\\n*2\\r\\n$3\\r\\nGET\\r\\n$1\\r\\na\\r\\n' 34",
      "b'OK'",
    ],
    elapsed: 20,
    trace: {
      sent: [
        "10 #1 *3\\r\\n$3\\r\\nSET\\r\\n$4\\r\\nword\\r\\n$5\\r\\ncaf\\xc3\\xa9\\r\\n",
      ],
    },
  },
  {
    id: "C10",
    title: "arguments are refused by exact type, and nothing of them is sent",
    options,
    output: [
      "Argument True expected to be of bytearray, bytes, float, int, or str type",
      "Argument {} expected to be of bytearray, bytes, float, int, or str type",
      "Argument [1] expected to be of bytearray, bytes, float, int, or str type",
      "Argument 'n' expected to be of bytearray, bytes, float, int, or str type",
      "Argument <class 'object'> expected to be of bytearray, bytes, float, int, or str type",
      "Argument 1j expected to be of bytearray, bytes, float, int, or str type",
      "b'PONG'",
    ],
    elapsed: 20,
    trace: {
      sent: ["10 #1 *1\\r\\n$4\\r\\nPING\\r\\n"],
      futures: [
        "0 1 created acquire",
        "10 1 resolved",
        "10 2 created PING",
        "10 2 sent",
        "20 2 resolved PONG",
        "20 3 created close",
        "20 3 resolved",
      ],
    },
  },
  {
    id: "C11",
    title: "numbers are written as Python writes them",
    options,
    output: [
      "b'*1\\r\\n$3\\r\\n1.5\\r\\n'",
      "b'*1\\r\\n$6\\r\\n1e+100\\r\\n'",
      "b'*1\\r\\n$19\\r\\n0.30000000000000004\\r\\n'",
      "b'*1\\r\\n$4\\r\\n-inf\\r\\n'",
      "b'*1\\r\\n$22\\r\\n1180591620717411303424\\r\\n'",
      "b'*1\\r\\n$2\\r\\n-1\\r\\n'",
      "True True",
    ],
    elapsed: 50,
    trace: {
      commands: [
        "15 #1 SET big 1180591620717411303424",
        "25 #1 SET float 1e+100",
        "35 #1 GET big",
        "45 #1 GET float",
      ],
    },
  },
  {
    id: "C12",
    title: "None is no command and no argument",
    options,
    output: [
      "command must not be None",
      "args must not contain None",
      "args must not contain None",
      "looking for None in a set would fail: cannot use 'bytearray' as a set element (unhashable type: 'bytearray')",
    ],
    elapsed: 10,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "10 #1 closed closed",
      ],
      counts: { "bytes.sent": 0, executed: 0 },
    },
  },
  {
    id: "C13",
    title: "a command may be bytes, in any case, with spaces around it",
    options,
    output: ["b'OK'", "b' value '", "7", "2"],
    elapsed: 50,
    trace: {
      commands: [
        '15 #1 SET key " value "',
        "25 #1 GET key",
        "35 #1 STRLEN key",
        "45 #1 SELECT 2",
      ],
    },
  },
  {
    id: "C17",
    title: "a call's encoding goes before that of its connection",
    options,
    output: [
      "None",
      "[b'Gr\\xc3\\xbc\\xc3\\x9fe', b'hi']",
      "['GrÃ¼Ã\\x9fe', 'hi']",
      "[b'Gr\\xc3\\xbc\\xc3\\x9fe', b'hi']",
      "utf-8",
      "['Grüße', 'hi']",
      "['GrÃ¼Ã\\x9fe', 'hi']",
      "[b'Gr\\xc3\\xbc\\xc3\\x9fe', b'hi']",
    ],
    elapsed: 90,
    trace: {
      commands: [
        "25 #1 RPUSH words Grüße hi",
        "35 #1 LRANGE words 0 -1",
        "45 #1 LRANGE words 0 -1",
        "55 #1 LRANGE words 0 -1",
        "65 #2 LRANGE words 0 -1",
        "75 #2 LRANGE words 0 -1",
        "85 #2 LRANGE words 0 -1",
      ],
    },
  },
  {
    id: "C18",
    title: "a reply that cannot be decoded fails one call only",
    options,
    output: [
      "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
      "in step False",
      "b'\\xff\\xfe'",
    ],
    elapsed: 40,
    trace: {
      commands: [
        '15 #1 SET bytes "\\xff\\xfe"',
        "25 #1 GET bytes",
        '25 #1 ECHO "in step"',
        "35 #1 GET bytes",
      ],
      futures: [
        "0 1 created acquire",
        "10 1 resolved",
        '10 2 created SET bytes "\\xff\\xfe"',
        "10 2 sent",
        "20 2 resolved OK",
        "20 3 created GET bytes",
        '20 4 created ECHO "in step"',
        "20 3 sent",
        "20 4 sent",
        '30 3 resolved "\\xff\\xfe"',
        '30 4 resolved "in step"',
        "30 5 created GET bytes",
        "30 5 sent",
        '40 5 resolved "\\xff\\xfe"',
        "40 6 created close",
        "40 6 resolved",
      ],
    },
  },
  {
    id: "C31",
    title: "yield from in an async def does not compile",
    options,
    output: [],
    error:
      '  File "program.py", line 6\n    redis = yield from aioredis.create_redis(("localhost", 6379))\n            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\nSyntaxError: \'yield from\' inside async function',
    elapsed: 0,
    trace: {
      counts: { executed: 0, "conn.dialed": 0, "task.started": 0 },
    },
  },
];
