import { expect, test } from "vitest";
import { FutureTable } from "./futures.ts";
import { TraceBuilder } from "./trace.harness.ts";

test("a future's life, from pool to outcome", () => {
  const trace = new TraceBuilder()
    .add(0, "future.created", {
      future: 1,
      client: 1,
      task: "main",
      name: "GET",
      text: "GET a",
    })
    .add(0, "pool.waiting", { future: 1, client: 1 })
    .add(4, "pool.acquired", { future: 1, client: 1, conn: 2 })
    .add(4, "future.sent", { future: 1, conn: 2 })
    .add(14, "future.resolved", { future: 1, text: '"x"' })
    .add(14, "future.created", {
      future: 2,
      client: 1,
      task: "main",
      name: "INCR",
      text: "INCR a",
    })
    .add(14, "future.sent", { future: 2, conn: 2 })
    .add(24, "future.rejected", {
      future: 2,
      name: "server",
      text: "ERR not an integer",
    })
    .add(24, "future.created", {
      future: 3,
      client: 1,
      task: "main",
      name: "PING",
      text: "PING",
    })
    .add(25, "future.cancelled", { future: 3 })
    .add(26, "future.created", {
      future: 4,
      client: 1,
      task: "main",
      name: "PING",
      text: "PING",
    });
  const table = new FutureTable();
  for (const event of trace.events) table.add(event);
  const main = { client: 1, task: "main", pooled: -1, acquired: -1 };
  expect([...table.byId.values()]).toEqual([
    {
      ...main,
      id: 1,
      seq: 0,
      conn: 2,
      name: "GET",
      text: "GET a",
      created: 0,
      pooled: 0,
      acquired: 4e6,
      sent: 4e6,
      ended: 14e6,
      endSeq: 4,
      outcome: "resolved",
      result: '"x"',
    },
    {
      ...main,
      id: 2,
      seq: 5,
      conn: 2,
      name: "INCR",
      text: "INCR a",
      created: 14e6,
      sent: 14e6,
      ended: 24e6,
      endSeq: 7,
      outcome: "rejected",
      result: "ERR not an integer",
    },
    {
      ...main,
      id: 3,
      seq: 8,
      conn: 0,
      name: "PING",
      text: "PING",
      created: 24e6,
      sent: -1,
      ended: 25e6,
      endSeq: 9,
      outcome: "cancelled",
      result: "cancelled",
    },
    {
      ...main,
      id: 4,
      seq: 10,
      conn: 0,
      name: "PING",
      text: "PING",
      created: 26e6,
      sent: -1,
      ended: -1,
      endSeq: -1,
      outcome: "pending",
      result: "",
    },
  ]);
});

test("a future whose creation the trace has forgotten begins where it is first seen", () => {
  const trace = new TraceBuilder().add(7, "future.resolved", {
    future: 9,
    text: "OK",
  });
  const table = new FutureTable();
  table.add(trace.events[0]!);
  expect(table.byId.get(9)).toMatchObject({
    id: 9,
    created: 7e6,
    ended: 7e6,
    outcome: "resolved",
  });
});
