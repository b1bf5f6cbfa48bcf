import { describe, expect, test } from "vitest";
import { ProtocolError, ReplyError } from "./errors.ts";
import {
  decodeReply,
  ReplyReader,
  type ReadOptions,
  type Reply,
} from "./resp.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("every type becomes a value", () => {
  const rows: [string, Reply, ReadOptions?][] = [
    ["+OK\r\n", "OK"],
    [":42\r\n", 42],
    [":-7\r\n", -7],
    [":9007199254740991\r\n", 9007199254740991],
    [":9223372036854775807\r\n", 9223372036854775807n],
    [":-9223372036854775808\r\n", -9223372036854775808n],
    ["$5\r\nkäse\r\n", "käse"],
    ["$0\r\n\r\n", ""],
    ["$2\r\n\r\n\r\n", "\r\n"],
    [`$30\r\n${"long ".repeat(6)}\r\n`, "long ".repeat(6)],
    ["$3\r\nabc\r\n", bytes("abc"), { bytes: true }],
    ["$-1\r\n", null],
    ["*-1\r\n", null],
    ["_\r\n", null],
    ["#t\r\n", true],
    ["#f\r\n", false],
    [",1.5\r\n", 1.5],
    [",-inf\r\n", -Infinity],
    [",inf\r\n", Infinity],
    [",nan\r\n", Number.NaN],
    ["(123456789012345678901234567890\r\n", 123456789012345678901234567890n],
    ["=8\r\ntxt:text\r\n", "text"],
    ["*0\r\n", []],
    ["*2\r\n:1\r\n*1\r\n$1\r\na\r\n", [1, ["a"]]],
    ["~2\r\n:1\r\n:2\r\n", [1, 2]],
    [">2\r\n$4\r\npong\r\n_\r\n", ["pong", null]],
    ["%2\r\n$1\r\na\r\n:1\r\n:2\r\n_\r\n", { a: 1, 2: null }],
    ["%1\r\n:2\r\n$1\r\nb\r\n", new Map([[2, "b"]]), { maps: "map" }],
    ["%1\r\n$1\r\na\r\n$1\r\nb\r\n", { a: bytes("b") }, { bytes: true }],
    ["|1\r\n+ttl\r\n:60\r\n:5\r\n", 5],
    ["$?\r\n;4\r\nHell\r\n;1\r\no\r\n;0\r\n", "Hello"],
    ["*?\r\n:1\r\n:2\r\n.\r\n", [1, 2]],
    ["%?\r\n+a\r\n:1\r\n.\r\n", { a: 1 }],
  ];
  test.each(rows)("%j", (input, value, options) => {
    const reader = new ReplyReader(bytes(input));
    const read = reader.value(options);
    expect(read).toEqual(value);
    expect(reader.done).toBe(true);
  });
});

test("errors are values, whose code is their first word", () => {
  const read = decodeReply(
    bytes("*2\r\n-ERR no\r\n!8\r\nBUSY yes\r\n"),
  ) as Reply[];
  expect(read).toEqual([new ReplyError("ERR no"), new ReplyError("BUSY yes")]);
  expect(read.map((error) => (error as ReplyError).code)).toEqual([
    "ERR",
    "BUSY",
  ]);
});

test("a field named __proto__ is a field", () => {
  const read = decodeReply(bytes("%1\r\n$9\r\n__proto__\r\n:1\r\n"));
  expect(Object.entries(read as object)).toEqual([["__proto__", 1]]);
});

test("text that is not UTF-8 is an error, and bytes are not", () => {
  const input = new Uint8Array([...bytes("$2\r\n"), 0xff, 0xfe, 13, 10]);
  expect(() => decodeReply(input)).toThrow(
    "the reply is not UTF-8 text; read it as bytes, with decodeResponses: false",
  );
  expect(decodeReply(input, { bytes: true })).toEqual(
    new Uint8Array([0xff, 0xfe]),
  );
});

test.each([
  ["", "the bytes end where a value should begin, at byte 0"],
  [":12", "the bytes end in the middle of a line, at byte 1"],
  [":1x\r\n", '"1x" is not a whole number, at byte 3'],
  ["$5\r\nabc\r\n", "the bytes end within a string of 5, at byte 4"],
  ["*2\r\n:1\r\n", "the bytes end where a value should begin, at byte 8"],
  ["?\r\n", '"?" begins no value, at byte 0'],
])("%j is a protocol error that says where", (input, message) => {
  expect(() => decodeReply(bytes(input))).toThrow(new ProtocolError(message));
});
