import { expect, test } from "vitest";
import { errorParts } from "./traceback.ts";

test("frames stand, what is between them wraps", () => {
  const frames = `  File "program.py", line 3, in <module>
    1 / 0
    ~~^~~`;
  const shown = (error: string) =>
    errorParts(error).map(({ text, isFrames }) => [isFrames, text]);
  expect(
    shown(
      `Traceback (most recent call last):\n${frames}\nZeroDivisionError: division by zero`,
    ),
  ).toEqual([
    [false, "Traceback (most recent call last):"],
    [true, frames],
    [false, "ZeroDivisionError: division by zero"],
  ]);
  expect(shown(`  File "program.py", line 1\nSyntaxError: x`)).toEqual([
    [true, `  File "program.py", line 1`],
    [false, "SyntaxError: x"],
  ]);
  const group = `  + Exception Group Traceback (most recent call last):
  |   File "program.py", line 5, in main`;
  expect(shown(group)).toEqual([[true, group]]);
  const stuck =
    "The program cannot go on.\n  Task-1 waits for Queue.get: line 6";
  expect(shown(stuck)).toEqual([[false, stuck]]);
});
