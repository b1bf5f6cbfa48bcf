import { expect, test } from "vitest";
import { onTerminal } from "./terminal.ts";

test.each([
  ["plain", "two\nlines\n", "two\nlines\n"],
  ["a progress bar", "\r 5%\r50%\rdone\nnext\r", "done\nnext"],
  [
    "what is longer shows behind what is written over it",
    "abcdef\rxy",
    "xycdef",
  ],
  ["the cursor stays where it was", "abcdef\rxy\x1b[1mz", "xyzdef"],
  ["the rest of the line is erased", "abcdef\rxy\x1b[K!", "xy!"],
  ["all of the line is erased", "abcdef\x1b[2K\rxy", "xy    "],
  ["lines that end as on Windows", "a\r\nb\r\n", "a\nb\n"],
  ["colours", "\x1b[31mred\x1b[0m \x1b[1;32mgreen\x1b[m", "red green"],
  ["a title, and a bell", "\x1b]0;title\x07on\x07", "on"],
  ["characters of two halves", "😀😀\rx", "x😀"],
])("%s", (_, text, shown) => {
  expect(onTerminal(text)).toBe(shown);
});
