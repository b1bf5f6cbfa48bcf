import { expect, test } from "vitest";
import { TaskTable } from "./tasks.ts";
import { TraceBuilder } from "./trace.harness.ts";

test("tasks wait until they do something, and keep what they print", () => {
  const trace = new TraceBuilder()
    .add(0, "task.started", { task: "main" })
    .add(0, "task.waiting", { task: "main", text: "r.get('a')" })
    .add(10, "printed", { task: "main", name: "stdout", text: "hello\n" })
    .add(10, "future.created", { task: "main", future: 1 })
    .add(10, "task.waiting", { task: "main", text: "r.get('b')" })
    .add(10, "conn.closed", { conn: 1 })
    .add(20, "task.ended", { task: "main", text: "done" })
    .add(20, "task.started", { task: "other" });
  const table = new TaskTable();
  for (const event of trace.events) table.add(event);
  expect([...table.byName.values()]).toEqual([
    {
      name: "main",
      lane: false,
      earlier: [],
      started: 0,
      ended: 20e6,
      end: "done",
      waits: [
        { from: 0, to: 10e6, text: "r.get('a')" },
        { from: 10e6, to: 20e6, text: "r.get('b')" },
      ],
      prints: [{ at: 10e6, text: "hello\n", stream: "stdout" }],
    },
    {
      name: "other",
      lane: false,
      earlier: [],
      started: 20e6,
      ended: -1,
      end: "",
      waits: [],
      prints: [],
    },
  ]);
});

test("a lane runs one function after another", () => {
  const lane = { task: "pool_0", name: "lane" };
  const trace = new TraceBuilder()
    .add(0, "task.started", { ...lane, text: "work" })
    .add(0, "task.waiting", { ...lane, text: "time.sleep(1)" })
    .add(10, "task.ended", { ...lane, text: "returned" })
    .add(20, "task.started", { ...lane, text: "work" })
    .add(30, "task.ended", { ...lane, text: "raised ValueError" });
  const table = new TaskTable();
  for (const event of trace.events) table.add(event);
  expect([...table.byName.values()]).toEqual([
    {
      name: "pool_0",
      lane: true,
      earlier: [{ started: 0, ended: 10e6, end: "returned" }],
      started: 20e6,
      ended: 30e6,
      end: "raised ValueError",
      waits: [{ from: 0, to: 10e6, text: "time.sleep(1)" }],
      prints: [],
    },
  ]);
});

test("a task that sleeps on the event loop holds it up", () => {
  const trace = new TraceBuilder()
    .add(0, "task.started", { task: "main" })
    .add(0, "task.waiting", { task: "main", name: "loop", text: "sleep" })
    .add(10, "task.waiting", { task: "main", text: "await" })
    .add(20, "task.ended", { task: "main", text: "returned" });
  const table = new TaskTable();
  for (const event of trace.events) table.add(event);
  expect(table.freezes).toEqual([{ from: 0, to: 10e6, text: "sleep" }]);
});
