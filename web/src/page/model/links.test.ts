import { expect, test } from "vitest";
import { LinkTable } from "./links.ts";
import { TraceBuilder } from "./trace.harness.ts";

test("bytes are followed from side to side, however they arrive", () => {
  const trace = new TraceBuilder()
    .add(0, "conn.dialed", { conn: 1, client: 3, text: "localhost:6379" })
    .add(10, "conn.opened", { conn: 1 })
    .sent(10, 1, "client", "abc")
    .sent(11, 1, "client", "de")
    .came(15, 1, "server", "abcde") // two writes in one read
    .add(15, "blocked", { conn: 1, text: "jobs" })
    .add(30, "unblocked", { conn: 1 })
    .sent(30, 1, "server", "wxyz")
    .came(34, 1, "client", "wx") // one write in two reads
    .came(35, 1, "client", "yz")
    .sent(40, 1, "client", "lost")
    .add(41, "conn.closed", { conn: 1, text: "the link was cut" });
  const table = new LinkTable();
  for (const event of trace.events) table.add(event);
  expect([...table.byId.values()]).toEqual([
    {
      id: 1,
      client: 3,
      dialed: 0,
      opened: 10e6,
      closed: 41e6,
      why: "the link was cut",
      flights: {
        client: [
          { by: "client", sent: 10e6, came: 15e6, size: 3, seq: 2 },
          { by: "client", sent: 11e6, came: 15e6, size: 2, seq: 3 },
          { by: "client", sent: 40e6, came: -1, size: 4, seq: 10 },
        ],
        server: [{ by: "server", sent: 30e6, came: 35e6, size: 4, seq: 7 }],
      },
      blocks: [{ from: 15e6, to: 30e6, keys: "jobs" }],
    },
  ]);
});
