/** The synchronous client: connections and pools. */

import { rows as pools } from "./b-pools.ts";
import { rows as clients } from "./e-clients.ts";
import { plain, rowOf } from "./plain.ts";
import type { Row } from "./row.ts";

/** Its monitor is a row of its own; here it is the last of them. */
const contexts = rowOf(clients, "E11");

export const rows: Row[] = [
  plain(pools, "B9", {
    title: "the asynchronous pool is refused in words",
    output: [
      "redis.client.Redis needs a redis.connection.ConnectionPool, not a redis.asyncio.connection.ConnectionPool: the pool of a synchronous client and that of an asynchronous one cannot stand in for each other",
      "True <redis.connection.ConnectionPool(<redis.connection.Connection(host=localhost,port=6379,db=0)>)>",
    ],
  }),
  plain(pools, "B11", {
    title: "plain clients share a pool's one connection",
  }),
  {
    id: "B13",
    part: "sync",
    title: "at the limit: an error at once, or after a wait",
    waits: true,
    output: [
      "MaxConnectionsError Too many connections 0.0",
      "True",
      "ConnectionError No connection available. 0.5",
      "True",
    ],
    elapsed: 540,
    trace: {
      pool: [
        "10 acquired #1",
        "10 released #1",
        "10 acquired #1",
        "20 released #1",
        "30 acquired #2",
        "30 waiting",
        "530 released #2",
        "530 acquired #2",
        "540 released #2",
      ],
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "20 #1 closed closed",
        "20 #2 dialed localhost:6379",
        "30 #2 opened",
        "540 #2 closed closed",
      ],
    },
  },
  {
    id: "B15",
    part: "sync",
    title: "from_url makes a pool each time, and closes its own",
    waits: true,
    output: [
      "False",
      "True True True",
      "2 clients: a shared pool stays open",
      "1 client: its own pool is closed",
    ],
    elapsed: 70,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "20 #2 dialed localhost:6379",
        "30 #2 opened",
        "60 #2 closed closed",
        "70 #1 closed closed",
      ],
      commands: [
        "15 #1 PING",
        "35 #2 PING",
        "45 #2 PING",
        "55 #1 CLIENT LIST",
        "65 #1 CLIENT LIST",
      ],
    },
  },
  {
    id: "B20",
    part: "sync",
    title: "refused, killed, and out of patience",
    waits: true,
    output: [
      "refused: True",
      "killed: 1",
      "and on with a new connection: True",
      "timed out: False 0.5",
      "three more times, a second apart: 3.04",
    ],
    elapsed: 3610,
    trace: {
      connections: [
        "0 #1 dialed localhost:6380",
        "10 #1 closed connection refused: the Redis of this world listens on port 6379",
        "10 #2 dialed localhost:6379",
        "20 #2 opened",
        "30 #3 dialed localhost:6379",
        "40 #3 opened",
        "50 #2 closed closed by the server",
        "50 #4 dialed localhost:6379",
        "60 #4 opened",
        "70 #5 dialed localhost:6379",
        "80 #5 opened",
        "570 #6 dialed localhost:6380",
        "570 #5 closed closed",
        "580 #6 closed connection refused: the Redis of this world listens on port 6379",
        "1580 #7 dialed localhost:6380",
        "1590 #7 closed connection refused: the Redis of this world listens on port 6379",
        "2590 #8 dialed localhost:6380",
        "2600 #8 closed connection refused: the Redis of this world listens on port 6379",
        "3600 #9 dialed localhost:6380",
        "3610 #9 closed connection refused: the Redis of this world listens on port 6379",
        "3610 #4 closed closed",
        "3610 #3 closed closed",
      ],
      printed: [
        "10 refused: True",
        "50 killed: 1",
        "70 and on with a new connection: True",
        "570 timed out: False 0.5",
        "3610 three more times, a second apart: 3.04",
      ],
    },
  },
  plain(clients, "E11", {
    title: "everything plain closes at the end of its block",
    output: [...contexts.output.slice(0, -1), "monitor: GET n", "closed: 0"],
    elapsed: 220,
    trace: {
      connections: [
        ...contexts.trace.connections!.slice(0, -2),
        "210 #5 closed closed",
        "220 #2 closed closed",
      ],
      commands: [
        ...contexts.trace.commands!.slice(0, -1),
        "195 #5 MONITOR",
        "205 #2 GET n",
        "215 #2 CLIENT LIST",
      ],
    },
  }),
];
