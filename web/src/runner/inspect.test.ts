import { expect, test } from "vitest";
import { format } from "./inspect.ts";

class Point {
  x = 1;
}
const circular: { self?: unknown } = {};
circular.self = circular;

test.each([
  [["%s %s: %d%% of", "a", {}, 5.9, "all"], "a {}: 5% of all"],
  [["%i %f %f %d", "42px", "1.5", Symbol(), 5n], "42 1.5 NaN 5n"],
  [
    ["%o %O %j%c|%s|%x", ["x"], null, { a: "b" }, "color: red"],
    '[ \'x\' ] null {"a":"b"}|%s|%x',
  ],
  [["100%%"], "100%%"],
  [["plain 'text'", 1, -0, 5n], "plain 'text' 1 -0 5n"],
  [
    [["it's", 'a "b"', "both ' and \""]],
    `[ "it's", 'a "b"', 'both \\' and "' ]`,
  ],
  [
    [{ a: 1, "b-c": [true, null], d: undefined }],
    "{ a: 1, 'b-c': [ true, null ], d: undefined }",
  ],
  [[[], {}, new Map(), new Set([1])], "[] {} Map(0) {} Set(1) { 1 }"],
  [[new Map([["k", { v: 1 }]])], "Map(1) { 'k' => { v: 1 } }"],
  [[new Uint8Array([1, 2])], "Uint8Array(2) [ 1, 2 ]"],
  [[new Point(), Object.create(null)], "Point { x: 1 } {}"],
  [[new Error("no"), new Date(0)], "[Error: no] 1970-01-01T00:00:00.000Z"],
  [
    [Point, function f() {}, async () => {}],
    "[class: Point] [Function: f] [AsyncFunction (anonymous)]",
  ],
  [[circular, Promise.resolve(1)], "{ self: [Circular] } Promise { … }"],
  [[[[[[[[1]]]]]]], "[ [ [ [ [ [Array] ] ] ] ] ]"],
  [
    [Array.from({ length: 102 }, () => 0)],
    `[\n${"  0,\n".repeat(100)}  ... 2 more\n]`,
  ],
])("%#", (values, text) => {
  expect(format(values)).toBe(text);
});

test("what does not fit on a line is broken up", () => {
  const long = { first: "x".repeat(40), second: { third: "y".repeat(40) } };
  expect(format([long])).toBe(
    `{\n  first: '${"x".repeat(40)}',\n  second: { third: '${"y".repeat(40)}' }\n}`,
  );
});
