/** What the page adds: the cache service under load. */

import type { Row } from "./row.ts";

export const rows: Row[] = [
  {
    id: "F7",
    title: "a burst of requests, with one pool and with a pool for each",
    options: {
      aioredis: "1.3",
    },
    output: [
      "one pool for the application",
      "  1 times HTTP/1.1 200 OK green: 0 connections, 0.03 s",
      "  40 times HTTP/1.1 200 OK green: 0 connections, 0.03 s",
      "a pool for each request",
      "  1 times HTTP/1.1 200 OK green: 10 connections, 0.23 s",
      "  40 times HTTP/1.1 200 OK green: 400 connections, 0.23 s",
    ],
    elapsed: 840,
    trace: {
      printed: [
        "240 one pool for the application",
        "290   1 times HTTP/1.1 200 OK green: 0 connections, 0.03 s",
        "340   40 times HTTP/1.1 200 OK green: 0 connections, 0.03 s",
        "340 a pool for each request",
        "590   1 times HTTP/1.1 200 OK green: 10 connections, 0.23 s",
        "840   40 times HTTP/1.1 200 OK green: 400 connections, 0.23 s",
      ],
      counts: {
        "conn.opened": 504,
        "conn.closed": 504,
        "pool.acquired": 421,
        executed: 511,
      },
    },
  },
  {
    id: "F7",
    part: "today",
    title: "the same with redis.asyncio",
    output: [
      "one pool of 10 for the application",
      "  100 requests, 10 connections at a time, 0.13 s",
      "a client for each request",
      "  100 requests, 110 connections at a time, 0.04 s",
    ],
    elapsed: 230,
    trace: {
      printed: [
        "40 one pool of 10 for the application",
        "180   100 requests, 10 connections at a time, 0.13 s",
        "180 a client for each request",
        "230   100 requests, 110 connections at a time, 0.04 s",
      ],
      counts: {
        "conn.opened": 312,
        "conn.closed": 312,
        "pool.acquired": 219,
        "pool.waiting": 90,
        executed: 219,
      },
    },
  },
  {
    id: "F8",
    title: "latency and connections against the pool's size",
    output: [
      "pool  connections  mean ms  worst ms",
      "   1            1      155       270  ###############################",
      "   2            2       95       150  ###################",
      "   3            3       75       110  ###############",
      "   4            4       65        90  #############",
      "   5            5       59        80  ############",
      "   6            6       55        70  ###########",
      "   8            8       50        60  ##########",
      "  12           12       45        50  #########",
      "  16           16       43        50  #########",
      "  24           24       40        40  ########",
      "  32           24       40        40  ########",
    ],
    elapsed: 1140,
    trace: {
      printed: [
        "20 pool  connections  mean ms  worst ms",
        "300    1            1      155       270  ###############################",
        "460    2            2       95       150  ###################",
        "580    3            3       75       110  ###############",
        "680    4            4       65        90  #############",
        "770    5            5       59        80  ############",
        "850    6            6       55        70  ###########",
        "920    8            8       50        60  ##########",
        "980   12           12       45        50  #########",
        "1040   16           16       43        50  #########",
        "1090   24           24       40        40  ########",
        "1140   32           24       40        40  ########",
      ],
      counts: {
        "conn.opened": 370,
        "conn.closed": 370,
        "pool.acquired": 276,
        "pool.waiting": 159,
        executed: 276,
      },
    },
  },
];
