/** From aioredis to redis.asyncio: names, replies, and what errors are. */

import type { Row } from "./row.ts";

export const rows: Row[] = [
  {
    id: "B1",
    title: "what went with aioredis 1.x says what to call instead",
    output: [
      "cannot import name 'create_redis' from 'aioredis' (/resplay/aioredis-2.0/aioredis/__init__.py); it went with aioredis 1.x, use aioredis.from_url(\"redis://localhost\")",
      "module 'aioredis' has no attribute 'create_redis_pool'; it went with aioredis 1.x, use aioredis.from_url(\"redis://localhost\", max_connections=10)",
      "True",
    ],
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
    id: "B2",
    title: "any command passes through, and the server decides",
    output: [
      "2",
      "[1]",
      "listpackex",
      "unknown command 'JSON.GET', with args beginning with: 'user:1' ",
      "unknown command 'FT.SEARCH', with args beginning with: 'users' '*' ",
      "unknown command 'NO.SUCH', with args beginning with: '1' ",
    ],
    elapsed: 100,
    trace: {
      commands: [
        "15 #1 SADD likes:ada tea maths music",
        "25 #1 SADD likes:bob tea music",
        "35 #1 SINTERCARD 2 likes:ada likes:bob",
        "45 #1 HSET session token abc",
        "55 #1 HEXPIRE session 60 FIELDS 1 token",
        "65 #1 OBJECT ENCODING session",
        "75 #1 JSON.GET user:1",
        "85 #1 FT.SEARCH users *",
        "95 #1 NO.SUCH 1",
      ],
    },
  },
  {
    id: "B3",
    title: "Redis() is a client at once, and may be awaited",
    output: ["False True", "True", "True True"],
    elapsed: 40,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "20 #2 dialed localhost:6379",
        "30 #2 opened",
        "40 #1 closed closed",
        "40 #2 closed closed",
      ],
      commands: ["15 #1 PING", "35 #2 PING"],
    },
  },
  {
    id: "B4",
    title: "replies are bytes, and text all the way down when asked for",
    output: [
      "b'Zo\\xc3\\xab'",
      "{b'city': b'K\\xc3\\xb6ln'}",
      "[b'a'] [b'list', b'log', b'name', b'scores', b'user']",
      "[(b'ada', 1.0)]",
      "[(b'1-1', {b'did': b'sign up'})]",
      "Zoë",
      "{'city': 'Köln'}",
      "['a'] ['list', 'log', 'name', 'scores', 'user']",
      "[('ada', 1.0)]",
      "[('1-1', {'did': 'sign up'})]",
    ],
    elapsed: 190,
    trace: {
      commands: [
        "15 #1 SET name Zoë",
        "25 #1 HSET user city Köln",
        "35 #1 RPUSH list a",
        "45 #1 ZADD scores 1 ada",
        '55 #1 XADD log 1-1 did "sign up"',
        "65 #1 GET name",
        "75 #1 HGETALL user",
        "85 #1 LRANGE list 0 -1",
        "95 #1 KEYS *",
        "105 #1 ZRANGE scores 0 -1 WITHSCORES",
        "115 #1 XRANGE log - +",
        "135 #2 GET name",
        "145 #2 HGETALL user",
        "155 #2 LRANGE list 0 -1",
        "165 #2 KEYS *",
        "175 #2 ZRANGE scores 0 -1 WITHSCORES",
        "185 #2 XRANGE log - +",
      ],
      counts: { "conn.opened": 2 },
    },
  },
  {
    id: "B5",
    title: "a pool from a URL",
    output: [
      "<redis.asyncio.connection.ConnectionPool(<redis.asyncio.connection.Connection(host=localhost,port=6379,db=2)>)>",
      "True database 2",
      "None",
    ],
    elapsed: 60,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "40 #1 closed closed",
        "40 #2 dialed localhost:6379",
        "50 #2 opened",
        "60 #2 closed closed",
      ],
      commands: [
        "15 #1 SELECT 2",
        '25 #1 SET where "database 2"',
        "35 #1 GET where",
        "55 #2 GET where",
      ],
    },
  },
  {
    id: "B6",
    title: "the names of the synchronous client, with await",
    output: ["[]", "15 {'name': 'Ada'} 3600"],
    elapsed: 80,
    trace: {
      commands: [
        "15 #1 SET counter 10",
        "25 #1 INCRBY counter 5",
        "35 #1 HSET user:1 name Ada",
        "45 #1 EXPIRE user:1 3600",
        "55 #1 GET counter",
        "65 #1 HGETALL user:1",
        "75 #1 TTL user:1",
      ],
    },
  },
  {
    id: "B16",
    title: "scan_iter is walked with async for",
    output: [
      "['user:1', 'user:2']",
      "TypeError: 'async_generator' object is not iterable",
    ],
    elapsed: 30,
    trace: {
      commands: [
        "15 #1 MSET user:1 ada user:2 bob order:1 tea",
        "25 #1 SCAN 0 MATCH user:*",
      ],
      printed: [
        "30 ['user:1', 'user:2']",
        "30 TypeError: 'async_generator' object is not iterable",
      ],
    },
  },
  {
    id: "B17",
    title: "the walks see everything once",
    output: [
      "10000 keys, 0 twice",
      "1000",
      "1000",
      "1000",
      "['field:99', 'field:990', 'field:991', 'field:992', 'field:993', 'field:994', 'field:995', 'field:996', 'field:997', 'field:998', 'field:999']",
      "['zset']",
    ],
    elapsed: 1450,
    trace: { counts: { executed: 144, "conn.opened": 1 } },
  },
  {
    id: "B18",
    title: "hgetall returns a dict",
    output: ["<class 'dict'> {'name': 'Ada', 'born': '1815'}", "{'name'} {}"],
    elapsed: 40,
    trace: {
      commands: [
        "15 #1 HSET user name Ada born 1815",
        "25 #1 HGETALL user",
        "35 #1 HGETALL nobody",
      ],
    },
  },
  {
    id: "B19",
    title: "the exceptions are the same classes everywhere",
    output: [
      "ConnectionError 1",
      "TimeoutError 1",
      "ResponseError 1",
      "WatchError 1",
      "RedisError 1",
      "redis.exceptions value is not an integer or out of range",
    ],
    elapsed: 30,
    trace: { commands: ["15 #1 SET word abc", "25 #1 INCRBY word 1"] },
  },
];
