/** The synchronous client: pipelines and transactions. */

import { rows as asynchronous } from "./b-transactions.ts";
import { plain } from "./plain.ts";
import type { Row } from "./row.ts";

export const rows: Row[] = [
  plain(asynchronous, "B7", {
    title: "a plain pipeline within with",
    output: [
      "[True, 2]",
      "staged: 1",
      "left in the block's pipeline: 0",
      "None",
    ],
  }),
  {
    id: "B21",
    part: "sync",
    title: "a transaction is tried until nobody came first",
    waits: true,
    output: ["[True] after 3 tries", "Watched variable changed.", "4"],
    elapsed: 170,
    trace: {
      commands: [
        "15 #1 WATCH counter",
        "25 #1 GET counter",
        "45 #2 INCRBY counter 1",
        "55 #1 MULTI",
        "55 #1 SET counter 1",
        "55 #1 EXEC",
        "65 #1 WATCH counter",
        "75 #1 GET counter",
        "85 #2 INCRBY counter 1",
        "95 #1 MULTI",
        "95 #1 SET counter 2",
        "95 #1 EXEC",
        "105 #1 WATCH counter",
        "115 #1 GET counter",
        "125 #1 MULTI",
        "125 #1 SET counter 3",
        "125 #1 EXEC",
        "135 #1 WATCH counter",
        "145 #2 INCRBY counter 1",
        "155 #1 MULTI",
        "155 #1 SET counter 0",
        "155 #1 EXEC",
        "165 #1 GET counter",
      ],
      counts: {
        "watch.dirtied": 3,
        "watch.failed": 3,
        "conn.opened": 2,
      },
    },
  },
  plain(asynchronous, "B22", { title: "watching, then staging" }),
  plain(asynchronous, "B23", {
    title: "an error in the middle of a plain pipeline",
  }),
];
