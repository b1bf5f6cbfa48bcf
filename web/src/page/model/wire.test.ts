import { describe, expect, test } from "vitest";
import { command, text, TraceBuilder } from "./trace.harness.ts";
import { WireLog } from "./wire.ts";

/** The rows of a trace, with bytes as text and times in milliseconds. */
function rowsOf(trace: TraceBuilder) {
  const log = new WireLog();
  for (const event of trace.events) log.add(event);
  return log.rows.map((row) => ({
    ...row,
    sent: row.sent / 1e6,
    executed: row.executed < 0 ? -1 : row.executed / 1e6,
    replied: row.replied < 0 ? -1 : row.replied / 1e6,
    request: text(row.request),
    reply: text(row.reply),
  }));
}

const base = { conn: 1, push: false };

test("what does not go to Redis stands as it was written", () => {
  const trace = new TraceBuilder()
    .add(0, "conn.dialed", { conn: 1, name: "program", text: "localhost:9000" })
    .sent(10, 1, "server", "welcome")
    .sent(10, 1, "client", "*1\r\nhe")
    .sent(11, 1, "client", "llo")
    .came(15, 1, "client", "welcome")
    .came(16, 1, "server", "*1\r\nhello")
    .sent(16, 1, "server", "bye")
    .came(21, 1, "client", "bye");
  const plain = { ...base, text: "", plain: true };
  expect(rowsOf(trace)).toEqual([
    {
      ...plain,
      sent: 10,
      executed: -1,
      replied: 15,
      request: null,
      reply: "welcome",
      push: true,
    },
    {
      ...plain,
      sent: 10,
      executed: 16,
      replied: 21,
      request: "*1\r\nhe",
      reply: "bye",
    },
    {
      ...plain,
      sent: 11,
      executed: 16,
      replied: -1,
      request: "llo",
      reply: null,
    },
  ]);
});

describe("requests stand beside their replies", () => {
  test("of a pipeline, in order", () => {
    const trace = new TraceBuilder().roundTrip(
      0,
      1,
      ["SET a 1", "+OK\r\n"],
      ["GET a", "$1\r\n1\r\n"],
    );
    expect(rowsOf(trace)).toEqual([
      {
        ...base,
        sent: 0,
        executed: 5,
        replied: 10,
        request: command("SET a 1"),
        reply: "+OK\r\n",
        text: "SET a 1",
      },
      {
        ...base,
        sent: 0,
        executed: 5,
        replied: 10,
        request: command("GET a"),
        reply: "$1\r\n1\r\n",
        text: "GET a",
      },
    ]);
  });

  test("when a request comes in pieces", () => {
    const whole = command("GET a");
    const trace = new TraceBuilder()
      .sent(0, 1, "client", whole.slice(0, 7))
      .sent(1, 1, "client", whole.slice(7))
      .came(6, 1, "server", whole)
      .executed(6, 1, "GET a", "_\r\n")
      .sent(6, 1, "server", "_\r\n")
      .came(11, 1, "client", "_\r\n");
    expect(rowsOf(trace)).toEqual([
      {
        ...base,
        sent: 1,
        executed: 6,
        replied: 11,
        request: whole,
        reply: "_\r\n",
        text: "GET a",
      },
    ]);
  });

  test("of a blocking command, whose reply the engine gives later", () => {
    const [blpop, reply] = [
      command("BLPOP jobs 0"),
      "*2\r\n$4\r\njobs\r\n$1\r\nx\r\n",
    ];
    const trace = new TraceBuilder()
      .sent(0, 1, "client", blpop)
      .came(5, 1, "server", blpop)
      .add(5, "blocked", { conn: 1, text: "jobs" })
      .executed(5, 1, "BLPOP jobs 0", "")
      .add(60, "unblocked", { conn: 1 })
      .executed(60, 1, "BLPOP jobs 0", reply) // it runs once more
      .sent(60, 1, "server", reply)
      .came(65, 1, "client", reply);
    expect(rowsOf(trace)).toEqual([
      {
        ...base,
        sent: 0,
        executed: 5,
        replied: 65,
        request: blpop,
        reply,
        text: "BLPOP jobs 0",
      },
    ]);
  });

  test("of a subscription, with one confirmation for each channel", () => {
    const [one, two] = [
      ">3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n",
      ">3\r\n$9\r\nsubscribe\r\n$1\r\nb\r\n:2\r\n",
    ];
    const message = ">3\r\n$7\r\nmessage\r\n$1\r\na\r\n$2\r\nhi\r\n";
    const trace = new TraceBuilder()
      .roundTrip(0, 1, ["SUBSCRIBE a b", one + two])
      .sent(20, 1, "server", message)
      .came(25, 1, "client", message);
    expect(rowsOf(trace)).toEqual([
      {
        ...base,
        sent: 0,
        executed: 5,
        replied: 10,
        request: command("SUBSCRIBE a b"),
        reply: one + two,
        text: "SUBSCRIBE a b",
      },
      {
        ...base,
        push: true,
        sent: 20,
        executed: -1,
        replied: 25,
        request: null,
        reply: message,
        text: "",
      },
    ]);
  });

  test("of what the server refuses to read", () => {
    const error = "-ERR Protocol error: invalid bulk length\r\n";
    const trace = new TraceBuilder()
      .sent(0, 1, "client", "*1\r\n$x\r\n")
      .came(5, 1, "server", "*1\r\n$x\r\n")
      .sent(5, 1, "server", error)
      .came(10, 1, "client", error);
    expect(rowsOf(trace)).toMatchObject([
      {
        sent: 0,
        executed: -1,
        replied: 10,
        request: "*1\r\n$x\r\n",
        reply: error,
      },
    ]);
  });
});

test("commands whose bytes the trace cut off are known from their execution", () => {
  const lines = Array.from({ length: 300 }, (_, i) => `GET key:${i}`);
  const [requests, replies] = [
    lines.map(command).join(""),
    "$1\r\nv\r\n".repeat(300),
  ];
  const cut = (data: string) => data.slice(0, 4096);
  const trace = new TraceBuilder()
    .sent(0, 1, "client", cut(requests))
    .came(5, 1, "server", cut(requests));
  for (const line of lines) trace.executed(5, 1, line, "$1\r\nv\r\n");
  trace.sent(5, 1, "server", replies).came(10, 1, "client", replies);
  const rows = rowsOf(trace);
  expect(rows.map((row) => row.text)).toEqual(lines);
  expect(
    rows.every((row) => row.replied === 10 && row.reply === "$1\r\nv\r\n"),
  ).toBe(true);
  expect(rows[0]).toMatchObject({ request: command("GET key:0") });
  expect(rows[299]).toMatchObject({ request: null });
});
