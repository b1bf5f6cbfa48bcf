/** A client from zero: what the streams beneath it do. */

import type { Row } from "./row.ts";

export const rows: Row[] = [
  {
    id: "C1",
    title:
      "a thousand commands in flight on one connection, with one task that reads",
    output: ["in flight: 1000", "1 1000 True", "tasks: 2 seconds: 0.02"],
    elapsed: 20,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "20 #1 closed closed",
      ],
      printed: [
        "10 in flight: 1000",
        "20 1 1000 True",
        "20 tasks: 2 seconds: 0.02",
      ],
      counts: { executed: 1000, "task.started": 2 },
    },
  },
  {
    id: "C2",
    title: "the echo client: connect, write, read, close the writer",
    output: ["send: Hello, world!", "received: Hello, world!"],
    elapsed: 20,
    trace: {
      connections: [
        "0 #1 dialed 127.0.0.1:8888",
        "10 #1 opened",
        "20 #1 closed closed",
      ],
      sent: ["10 #1 Hello, world!"],
      came: ["20 #1 Hello, world!"],
      printed: ["10 send: Hello, world!", "20 received: Hello, world!"],
    },
  },
  {
    id: "C2",
    part: "loop",
    title: "the loop argument of older tutorials has gone",
    output: [
      "TypeError: BaseEventLoop.create_connection() got an unexpected keyword argument 'loop'",
      "b'+PONG\\r\\n'",
    ],
    elapsed: 20,
    trace: {
      connections: [
        "0 #1 dialed localhost:6379",
        "10 #1 opened",
        "20 #1 closed closed",
      ],
      sent: ["10 #1 PING\\r\\n"],
      came: ["20 #1 +PONG\\r\\n"],
      printed: [
        "0 TypeError: BaseEventLoop.create_connection() got an unexpected keyword argument 'loop'",
        "20 b'+PONG\\r\\n'",
      ],
    },
  },
];
