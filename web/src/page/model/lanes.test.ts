import { describe, expect, test } from "vitest";
import type { FutureSpan } from "./futures.ts";
import { layout, packRows } from "./lanes.ts";
import { RunModel } from "./run.ts";
import { TraceBuilder } from "./trace.harness.ts";

function span(id: number, created: number, ended: number): FutureSpan {
  return { id, created, ended } as FutureSpan;
}

test.each([
  {
    name: "one after another",
    spans: [span(1, 0, 5), span(2, 5, 9), span(3, 9, 9)],
    rows: [[1, 2, 3]],
  },
  {
    name: "at once",
    spans: [span(1, 0, 5), span(2, 0, 5), span(3, 5, 6)],
    rows: [[1, 3], [2]],
  },
  {
    name: "one that never ends",
    spans: [span(1, 0, -1), span(2, 50, 51)],
    rows: [[1], [2]],
  },
])("futures $name share rows where they can", ({ spans, rows }) => {
  expect(packRows(spans).map((row) => row.map(({ id }) => id))).toEqual(rows);
});

/** Tasks with one future each, all at once, over as many connections. */
function crowd(tasks: number): RunModel {
  const trace = new TraceBuilder();
  for (let i = 1; i <= tasks; i++) {
    trace.add(0, "task.started", { task: `task ${i}` });
    trace.add(0, "future.created", {
      task: `task ${i}`,
      future: i,
      name: "GET",
    });
    trace.add(0, "conn.dialed", { conn: i });
  }
  for (let i = 1; i <= tasks; i++)
    trace
      .add(10, "future.resolved", { future: i })
      .add(10, "task.ended", { task: `task ${i}` });
  const model = new RunModel();
  model.add(trace.events);
  return model;
}

describe("lanes", () => {
  test("few tasks and connections have a lane each, the server the last one", () => {
    const { lanes, height } = layout(crowd(2));
    expect(
      lanes.map(({ kind, label, y, height }) => ({ kind, label, y, height })),
    ).toEqual([
      { kind: "task", label: "task 1", y: 0, height: 32 },
      { kind: "task", label: "task 2", y: 42, height: 32 },
      { kind: "conn", label: "conn 1", y: 84, height: 48 },
      { kind: "conn", label: "conn 2", y: 142, height: 48 },
      { kind: "server", label: "Redis", y: 200, height: 34 },
    ]);
    expect(height).toBe(244);
  });

  test("a crowd shares a lane, and stays of a height that can be looked at", () => {
    const { lanes, height } = layout(crowd(101));
    expect(lanes.slice(0, 2).map(({ label }) => label)).toEqual([
      "task 1",
      "100 tasks",
    ]);
    expect(lanes).toHaveLength(2 + 101 + 1);
    expect(height).toBeLessThan(400);
  });
});

test("what no task did is the program's if it printed or waited, and else the client's", () => {
  const labels = (add: (trace: TraceBuilder) => void) => {
    const trace = new TraceBuilder();
    trace.add(0, "task.started", { task: "main" });
    trace.add(5, "task.ended", { task: "main" });
    add(trace);
    const model = new RunModel();
    model.add(trace.events);
    return layout(model).lanes.map(({ label }) => label);
  };
  expect(
    labels((trace) => trace.add(5, "printed", { name: "stdout", text: "x" })),
  ).toEqual(["main", "program", "Redis"]);
  expect(
    labels((trace) =>
      trace.add(5, "future.created", { future: 1, name: "HELLO" }),
    ),
  ).toEqual(["main", "client", "Redis"]);
});

test("connections that do not lead to Redis say where they lead", () => {
  const trace = new TraceBuilder();
  for (const [i, name] of ["", "program", "echo"].entries())
    trace.add(0, "conn.dialed", { conn: i + 1, name, text: "localhost:9000" });
  const model = new RunModel();
  model.add(trace.events);
  const lanes = layout(model).lanes.filter(({ kind }) => kind === "conn");
  expect(lanes.map(({ label, hint }) => [label, hint])).toEqual([
    ["conn 1", "Connection 1: the client's side above, the server's below"],
    [
      "conn 2 :9000",
      "Connection 2, to the program's own server at localhost:9000: the client's side above, the server's below",
    ],
    [
      "conn 3 echo",
      "Connection 3, to the echo service: the client's side above, the server's below",
    ],
  ]);
});
