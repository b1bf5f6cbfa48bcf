import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { RunModel } from "./run.ts";
import { TraceBuilder } from "./trace.harness.ts";

test("events are told in words", () => {
  const trace = new TraceBuilder()
    .add(0, "task.started", { task: "main" })
    .add(0, "future.created", {
      task: "main",
      future: 1,
      name: "GET",
      text: "GET greeting",
    })
    .add(0, "conn.dialed", { conn: 1, text: "localhost:6379" })
    .add(10, "conn.opened", { conn: 1 })
    .add(10, "future.sent", { future: 1, conn: 1, data: "x".repeat(30) })
    .executed(15, 1, "GET greeting", "$2\r\nhi\r\n")
    .add(15, "key.changed", { name: "expired", text: "session" })
    .add(20, "future.resolved", { future: 1, text: '"hi"' })
    .add(20, "future.rejected", {
      future: 1,
      name: "pool",
      text: "no connection",
    })
    .add(20, "printed", { task: "main", name: "stdout", text: "hi\n" })
    .add(20, "task.ended", { task: "main", text: "done" });
  const model = new RunModel();
  model.add(trace.events);
  expect(trace.events.map((event) => explain(event, model).title)).toEqual([
    "Main started",
    "GET became future 1",
    "Connection 1 is being opened",
    "Connection 1 is open",
    "GET greeting was written",
    "Redis ran GET",
    "session: expired",
    "Future 1 is resolved",
    "Future 1 failed",
    "Printed",
    "Main ended",
  ]);
  expect(explain(trace.events[7]!, model).text).toBe(
    'GET greeting has its reply, "hi", 20 ms after it was asked for. Whoever awaits it goes on.',
  );
  expect(explain(trace.events[3]!, model).text).toBe(
    "It took 10 ms. A pool keeps it, so that this is paid once.",
  );
});

test("a client that closes asked for no reply", () => {
  const trace = new TraceBuilder()
    .add(0, "future.created", { future: 1, name: "CLOSE", text: "close" })
    .add(0, "future.resolved", { future: 1 });
  const model = new RunModel();
  model.add(trace.events);
  const text =
    "It gives up its connections. What the program does not close, the end of its run does.";
  expect(trace.events.map((event) => explain(event, model))).toEqual([
    { title: "A client closes", text },
    { title: "A client is closed", text },
  ]);
});

test("what waits is told with what the others do meanwhile", () => {
  const trace = new TraceBuilder()
    .add(0, "task.started", { task: "pool_0", name: "lane", text: "work" })
    .add(0, "task.waiting", { task: "pool_0", name: "lane", text: "line 1" })
    .add(0, "task.waiting", { task: "main", name: "loop", text: "line 2" })
    .add(0, "task.waiting", { task: "main", text: "line 3" });
  const model = new RunModel();
  model.add(trace.events);
  expect(trace.events.map((event) => explain(event, model).text)).toEqual([
    "Work. It has a lane of its own, beside the event loop: what waits there holds up nobody else.",
    "At line 1. Only this lane waits: tasks and other lanes go on.",
    "At line 2. Nothing else runs on the event loop meanwhile: what blocks belongs on a lane, with asyncio.to_thread.",
    "At line 3. The other tasks can run meanwhile; virtual time moves on only when all of them wait.",
  ]);
});

test("what a program left behind is told with where it stood", () => {
  const trace = new TraceBuilder();
  for (let future = 1; future <= 4; future++)
    trace.add(0, "future.created", { future, text: `GET ${future}` });
  trace
    .add(0, "pool.waiting", { future: 2 })
    .add(5, "future.sent", { future: 3, conn: 7 })
    .add(5, "future.sent", { future: 4, conn: 7 })
    .add(9, "future.resolved", { future: 4, text: "v" });
  for (let future = 1; future <= 4; future++)
    trace.add(9, "future.dropped", { future });
  const model = new RunModel();
  model.add(trace.events);
  const told = trace.events
    .filter(({ kind }) => kind === "future.dropped")
    .map((event) => explain(event, model));
  expect(told[0]).toEqual({
    title: "The program left GET 1 behind",
    text: "It ended while future 1 was waiting for a connection, and will not see what becomes of it. Await it, or cancel it.",
  });
  expect(told.map(({ text }) => text.split(",")[0])).toEqual([
    "It ended while future 1 was waiting for a connection",
    "It ended while future 2 was in line for a free connection",
    "It ended while future 3 was waiting for its reply on connection 7",
    "It ended while future 4 had its outcome",
  ]);
});

test("who answers a connection is named, where it is not Redis", () => {
  const trace = new TraceBuilder();
  for (const [i, name] of ["", "program", "echo"].entries())
    trace.add(0, "conn.dialed", { conn: i + 1, name, text: `localhost:${i}` });
  trace.sent(9, 1, "client", "a").sent(9, 2, "client", "a");
  const model = new RunModel();
  model.add(trace.events);
  expect(trace.events.map((event) => explain(event, model).text)).toEqual([
    "To localhost:0. Connecting costs one round trip before the first byte can be sent.",
    "To localhost:1, a server of the program's own. Connecting costs one round trip before the first byte can be sent.",
    "To localhost:2, the echo service. Connecting costs one round trip before the first byte can be sent.",
    "On connection 1, in one write. Several commands may travel in it together.",
    "On connection 2, in one write.",
  ]);
});
