import { expect, test } from "vitest";
import { faultyLine } from "./faulty-line.ts";

test.each([
  [null, 0],
  ["it failed", 0],
  ["SyntaxError: bad\n  at line 7, column 3", 7],
  [
    'File "program.py", line 3, in <module>\nFile "program.py", line 12, in main\nKeyError',
    12,
  ],
])("%j points at line %d", (error, line) => {
  expect(faultyLine(error)).toBe(line);
});
