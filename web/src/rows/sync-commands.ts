/** The synchronous client: commands and replies. */

import { rows as methods } from "./a.ts";
import { rows as names } from "./b-names.ts";
import { plain, rowOf } from "./plain.ts";
import type { Row } from "./row.ts";

export const rows: Row[] = [
  {
    id: "A3",
    part: "sync",
    title: "both clients write the same bytes",
    waits: true,
    output: ["[True, 2, 1, True]", "[True, 2, 1, True]"],
    elapsed: 100,
    trace: {
      sent: [
        "10 #1 *5\\r\\n$3\\r\\nSET\\r\\n$8\\r\\ngreeting\\r\\n$5\\r\\nhello\\r\\n$2\\r\\nEX\\r\\n$2\\r\\n60\\r\\n",
        "20 #1 *6\\r\\n$4\\r\\nHSET\\r\\n$4\\r\\nuser\\r\\n$4\\r\\nname\\r\\n$3\\r\\nAda\\r\\n$4\\r\\nborn\\r\\n$4\\r\\n1815\\r\\n",
        "30 #1 *5\\r\\n$4\\r\\nZADD\\r\\n$6\\r\\nscores\\r\\n$2\\r\\nNX\\r\\n$3\\r\\n1.5\\r\\n$3\\r\\nada\\r\\n",
        "40 #1 *1\\r\\n$7\\r\\nFLUSHDB\\r\\n",
        "60 #2 *5\\r\\n$3\\r\\nSET\\r\\n$8\\r\\ngreeting\\r\\n$5\\r\\nhello\\r\\n$2\\r\\nEX\\r\\n$2\\r\\n60\\r\\n",
        "70 #2 *6\\r\\n$4\\r\\nHSET\\r\\n$4\\r\\nuser\\r\\n$4\\r\\nname\\r\\n$3\\r\\nAda\\r\\n$4\\r\\nborn\\r\\n$4\\r\\n1815\\r\\n",
        "80 #2 *5\\r\\n$4\\r\\nZADD\\r\\n$6\\r\\nscores\\r\\n$2\\r\\nNX\\r\\n$3\\r\\n1.5\\r\\n$3\\r\\nada\\r\\n",
        "90 #2 *1\\r\\n$7\\r\\nFLUSHDB\\r\\n",
      ],
    },
  },
  plain(methods, "A5", {
    title: "a plain pipeline stages, too",
    output: [
      "get returns the pipeline: True",
      "staged: 3",
      "[None, True, b'v'] 0",
    ],
  }),
  {
    id: "B2",
    part: "sync",
    title: "any command passes through the plain client",
    waits: true,
    output: [
      "1",
      "unknown command 'JSON.GET', with args beginning with: 'user:1' ",
      "unknown command 'FT.SEARCH', with args beginning with: 'users' '*' ",
      "unknown command 'NO.SUCH', with args beginning with: '1' ",
    ],
    elapsed: 70,
    trace: {
      commands: [
        "15 #1 SADD likes:ada tea maths",
        "25 #1 SADD likes:bob tea",
        "35 #1 SINTERCARD 2 likes:ada likes:bob",
        "45 #1 JSON.GET user:1",
        "55 #1 FT.SEARCH users *",
        "65 #1 NO.SUCH 1",
      ],
    },
  },
  plain(names, "B4", {
    title: "bytes, and text when asked for",
    output: [
      "b'Zo\\xc3\\xab' {b'city': b'K\\xc3\\xb6ln'} [b'a'] [b'list', b'log', b'name', b'scores', b'user']",
      "[(b'ada', 1.0)] [(b'1-1', {b'did': b'sign up'})]",
      "Zoë {'city': 'Köln'} ['a'] ['list', 'log', 'name', 'scores', 'user']",
      "[('ada', 1.0)] [('1-1', {'did': 'sign up'})]",
    ],
  }),
  plain(names, "B6", {
    title: "the same names without await",
    output: ["15 {'name': 'Ada'} 3600"],
    trace: {
      ...rowOf(names, "B6").trace,
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "80 #1 closed closed",
      ],
    },
  }),
  {
    id: "B16",
    part: "sync",
    title: "a plain for, and no async for",
    waits: true,
    output: [
      "['prefix:1', 'prefix:2'] []",
      "'async for' requires an object with __aiter__ method, got generator",
    ],
    elapsed: 40,
    trace: {
      commands: [
        "15 #1 MSET prefix:1 1 prefix:2 2 other 3",
        "25 #1 SCAN 0 MATCH prefix:*",
        "35 #1 SCAN 0 MATCH none:*",
      ],
    },
  },
  {
    id: "B17",
    part: "sync",
    title: "scans find everything once",
    waits: true,
    output: ["10000 keys, 0 twice", "1000", "1000", "1000", "['zset']"],
    elapsed: 480,
    trace: {
      printed: [
        "120 10000 keys, 0 twice",
        "250 1000",
        "350 1000",
        "450 1000",
        "480 ['zset']",
      ],
      counts: {
        executed: 47,
        "key.changed": 10003,
      },
    },
  },
  plain(names, "B18", {
    title: "hgetall gives a dict",
    output: ["<class 'dict'> {'name': 'Ada', 'born': '1815'} {'name'} {}"],
  }),
  {
    id: "B19",
    part: "sync",
    title: "errors are those of redis.exceptions",
    waits: true,
    output: ["True value", "True WRONGTYPE", "True Error"],
    elapsed: 50,
    trace: {
      commands: [
        "15 #1 SET word abc",
        "25 #1 INCRBY word 1",
        "35 #1 LPUSH word 1",
        "45 #1 EVAL nonsense 0",
      ],
      came: [
        "20 #1 +OK\\r\\n",
        "30 #1 -ERR value is not an integer or out of range\\r\\n",
        "40 #1 -WRONGTYPE Operation against a key holding the wrong kind of value\\r\\n",
        "50 #1 -ERR Error compiling script (new function): user_script:1: '=' expected near '<eof>'\\r\\n",
      ],
    },
  },
];
