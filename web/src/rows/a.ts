/** One command method, two clients. */

import type { Row, Section } from "./row.ts";

export const missing: Section["missing"] = {
  A2: "not written yet",
  A3: "not written yet",
  A4: "not written yet",
  A5: "not written yet",
  A6: "not written yet",
  A7: "not written yet",
  A8: "not written yet",
};

export const rows: Row[] = [
  {
    id: "A1",
    title: "making a client does nothing; the first await connects",
    output: ["True"],
    elapsed: 1020,
    trace: {
      connections: [
        "1000 #1 dialed localhost:6379",
        "1010 #1 opened",
        "1020 #1 closed closed",
      ],
      commands: ["1015 #1 PING"],
    },
  },
];
