import { expect, test } from "vitest";
import { decodeKeyState, KeyHistory } from "./keys.ts";
import { bytes, TraceBuilder } from "./trace.harness.ts";

function encoded(
  key: string,
  type: string,
  value: string,
  expireAt = -1,
): string {
  return `*7\r\n:0\r\n$${key.length}\r\n${key}\r\n$${type.length}\r\n${type}\r\n$3\r\nraw\r\n:${expireAt}\r\n:2\r\n${value}`;
}

test.each([
  {
    name: "a string that expires",
    data: encoded("a", "string", "$2\r\nhi\r\n", 1700),
    state: {
      db: 0,
      key: "a",
      type: "string",
      encoding: "raw",
      expireAt: 1700,
      size: 2,
      value: "hi",
    },
  },
  {
    name: "a list",
    data: encoded("l", "list", "*2\r\n$1\r\nx\r\n_\r\n"),
    state: {
      db: 0,
      key: "l",
      type: "list",
      encoding: "raw",
      expireAt: null,
      size: 2,
      value: ["x", null],
    },
  },
  {
    name: "a hash",
    data: encoded("h", "hash", "%1\r\n$1\r\nf\r\n$1\r\nv\r\n"),
    state: {
      db: 0,
      key: "h",
      type: "hash",
      encoding: "raw",
      expireAt: null,
      size: 2,
      value: { f: "v" },
    },
  },
  { name: "nothing", data: "", state: null },
])("$name is decoded", ({ data, state }) => {
  expect(decodeKeyState(bytes(data))).toEqual(state);
});

test("keys are as they were after each event", () => {
  const before = {
    db: 0,
    key: "old",
    type: "string",
    encoding: "raw",
    expireAt: null,
    size: 1,
    value: "o",
  };
  const elsewhere = { ...before, db: 3, key: "far" };
  const history = new KeyHistory([before, elsewhere]);
  const trace = new TraceBuilder()
    .add(0, "key.changed", {
      name: "set",
      text: "b",
      data: encoded("b", "string", "$2\r\nb1\r\n"),
    })
    .add(1, "key.changed", {
      name: "set",
      text: "a",
      data: encoded("a", "string", "$2\r\na1\r\n"),
    })
    .add(2, "executed")
    .add(3, "key.changed", {
      name: "del",
      text: "old",
      data: encoded("old", "none", "_\r\n"),
    })
    .add(4, "key.changed", {
      name: "set",
      text: "b",
      data: encoded("b", "string", "$2\r\nb2\r\n"),
    });
  for (const event of trace.events) history.add(event);
  const values = (seq: number) =>
    history.after(seq, 0).map(({ key, value }) => `${key}=${String(value)}`);
  expect([-1, 0, 1, 2, 3, 4].map(values)).toEqual([
    ["old=o"],
    ["b=b1", "old=o"],
    ["a=a1", "b=b1", "old=o"],
    ["a=a1", "b=b1", "old=o"],
    ["a=a1", "b=b1"],
    ["a=a1", "b=b2"],
  ]);
  expect(history.after(4, 3)).toEqual([elsewhere]);
});

test("a key is told from another whose name reads like its escapes", () => {
  const size = "*7\r\n:0\r\n$1\r\n";
  const rest = "\r\n$6\r\nstring\r\n$3\r\nraw\r\n:-1\r\n:1\r\n$1\r\nb\r\n";
  const data = Uint8Array.from([...bytes(size), 0xff, ...bytes(rest)]);
  const state = decodeKeyState(data)!;
  expect(state).toMatchObject({
    key: "\\xff",
    keyBytes: Uint8Array.of(0xff),
    value: "b",
  });
  const text = decodeKeyState(
    bytes(encoded("\\xff", "string", "$1\r\nt\r\n")),
  )!;
  const history = new KeyHistory([text]);
  const [event] = new TraceBuilder().add(0, "key.changed").events;
  history.add({ ...event!, data });
  expect(history.after(0, 0)).toEqual([text, state]);
});
