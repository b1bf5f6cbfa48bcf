import { expect, test } from "vitest";
import { RunModel } from "./run.ts";
import { command, TraceBuilder } from "./trace.harness.ts";

const reply = "$1\r\nv\r\n";
const size = command("GET a").length + reply.length;

test.each([
  {
    name: "one after another",
    trace: new TraceBuilder()
      .roundTrip(0, 1, ["GET a", reply])
      .roundTrip(10, 1, ["GET a", reply])
      .roundTrip(20, 1, ["GET a", reply]),
    total: {
      connections: 0,
      commands: 3,
      roundTrips: 3,
      bytes: 3 * size,
      errors: 0,
    },
  },
  {
    name: "in a pipeline",
    trace: new TraceBuilder().roundTrip(
      0,
      1,
      ["GET a", reply],
      ["GET a", reply],
      ["GET a", reply],
    ),
    total: {
      connections: 0,
      commands: 3,
      roundTrips: 1,
      bytes: 3 * size,
      errors: 0,
    },
  },
  {
    name: "gathered over connections of their own",
    trace: new TraceBuilder()
      .add(0, "conn.dialed", { conn: 1 })
      .add(0, "conn.dialed", { conn: 2 })
      .roundTrip(10, 1, ["GET a", reply])
      .roundTrip(10, 2, ["GET a", "-ERR no\r\n"]),
    total: {
      connections: 2,
      commands: 2,
      roundTrips: 1,
      bytes: 2 * command("GET a").length + reply.length + 9,
      errors: 1,
    },
  },
])("three gets $name", ({ trace, total }) => {
  const model = new RunModel();
  model.add(trace.events);
  expect(model.summary.total).toEqual(total);
});
