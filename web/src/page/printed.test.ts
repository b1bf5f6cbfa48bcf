import { expect, test } from "vitest";
import { KEPT_TEXT, noText, withPart, type Part } from "./printed.ts";

const out = (text: string): Part => ({ stream: "stdout", text });
const err = (text: string): Part => ({ stream: "stderr", text });

/** What is kept of parts that come one after another. */
function printed(...parts: Part[]) {
  return parts.reduce(withPart, noText);
}

test("text of one stream is joined", () => {
  expect(printed(out("a"), out("b"), err("c"), out("d"))).toEqual({
    parts: [out("ab"), err("c"), out("d")],
    omitted: 0,
  });
});

test("the end is kept, and what is left out is counted", () => {
  const huge = out("y".repeat(20_000_000) + "end");
  const { parts, omitted } = printed(err("first"), huge, out("!"));
  expect(parts.map(({ text }) => text).join("")).toBe(
    "y".repeat(KEPT_TEXT - 4) + "end!",
  );
  expect(omitted).toBe(20_000_000 + 9 - KEPT_TEXT);
});

test("many pieces are cut where the room ends", () => {
  const line = "0123456789".repeat(100) + "\n";
  const lines = Array.from({ length: 1000 }, () => out(line));
  const { parts, omitted } = printed(...lines);
  const text = parts.map((part) => part.text).join("");
  expect(text).toBe(line.repeat(1000).slice(-KEPT_TEXT));
  expect(omitted + text.length).toBe(line.length * 1000);
});

test("no half of a character is left", () => {
  const { parts, omitted } = printed(out("😀" + "x".repeat(KEPT_TEXT - 1)));
  expect(parts).toEqual([out("x".repeat(KEPT_TEXT - 1))]);
  expect(omitted).toBe(2);
});
