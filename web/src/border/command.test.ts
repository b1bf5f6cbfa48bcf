import { expect, test } from "vitest";
import { CommandWriter, encodeCommand } from "./command.ts";
import { UsageError } from "./errors.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("words of every kind become bulk strings", () => {
  const bytes = new Uint8Array([0, 255, 13, 10]);
  expect(text(encodeCommand("SET", "käse", 1.5, 12345678901234567890n))).toBe(
    "*4\r\n$3\r\nSET\r\n$5\r\nkäse\r\n$3\r\n1.5\r\n$20\r\n12345678901234567890\r\n",
  );
  expect([...encodeCommand("a", bytes)]).toEqual([
    ...new TextEncoder().encode("*2\r\n$1\r\na\r\n$4\r\n"),
    ...bytes,
    13,
    10,
  ]);
  expect(text(encodeCommand("", "😀"))).toBe("*2\r\n$0\r\n\r\n$4\r\n😀\r\n");
});

test("a writer grows and is taken empty", () => {
  const writer = new CommandWriter();
  const long = "x".repeat(10_000);
  writer.write(["CALL", 1], ["ECHO", long]);
  writer.append(encodeCommand("END"));
  expect(text(writer.take())).toBe(
    `*4\r\n$4\r\nCALL\r\n$1\r\n1\r\n$4\r\nECHO\r\n$10000\r\n${long}\r\n*1\r\n$3\r\nEND\r\n`,
  );
  expect(writer.size).toBe(0);
});

class Point {}

test.each([
  [null, "is null"],
  [undefined, "is undefined"],
  [true, "is true"],
  [Number.NaN, "is NaN, which is not a number"],
  [[1], "is an array"],
  [{}, "is an object"],
  [new Point(), "is a Point"],
  [Promise.resolve(1), "is a promise (is an await missing?)"],
  [function add() {}, "is the function add"],
  [Symbol("s"), "is a symbol"],
  ["\ud83d", "holds half of a surrogate pair, which UTF-8 has no bytes for"],
])("%o is refused by name, and nothing is written", (value, wrong) => {
  const writer = new CommandWriter();
  writer.write([], ["PING"]);
  const before = writer.size;
  expect(() => writer.write(["CALL"], ["set", "key", value])).toThrow(
    new UsageError(
      `argument 2 of SET ${wrong}; give a string, a number, a bigint or a Uint8Array`,
    ),
  );
  expect(writer.size).toBe(before);
  expect(text(writer.take())).toBe("*1\r\n$4\r\nPING\r\n");
});
