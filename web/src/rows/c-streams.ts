/** A client from zero: what the streams beneath it do. */

import type { Row, Section } from "./row.ts";

export const missing: Section["missing"] = {
  C2: "needs the echo service on port 8888",
};

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
];
