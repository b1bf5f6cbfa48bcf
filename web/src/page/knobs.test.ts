import { expect, test } from "vitest";
import {
  areKnobs,
  milliseconds,
  position,
  POSITIONS,
  seedOf,
  usualKnobs,
} from "./knobs.ts";

test.each<[unknown, boolean]>([
  [usualKnobs, true],
  [{ ...usualKnobs, latency: 0.5, speed: 0.1 }, true],
  [null, false],
  ["10ms", false],
  [{}, false],
  [{ ...usualKnobs, latency: "10ms" }, false],
  [{ ...usualKnobs, latency: 1e9 }, false],
  [{ ...usualKnobs, jitter: -1 }, false],
  [{ ...usualKnobs, seed: 1.5 }, false],
  [{ ...usualKnobs, bandwidth: null }, false],
])("%j are knobs: %s", (value, expected) => {
  expect(areKnobs(value)).toBe(expected);
});

test.each([0, 0.1, 1, 10, 50, 100, 500])(
  "the slider can stand for %d ms",
  (time) => {
    expect(milliseconds(position(time))).toBe(time);
  },
);

test("the slider's ends", () => {
  expect([milliseconds(0), milliseconds(POSITIONS)]).toEqual([0, 500]);
});

test.each([
  ["7", 7],
  ["1.9", 1],
  ["-3", 0],
  ["", 0],
  ["99999999999999999999", Number.MAX_SAFE_INTEGER],
  ["1e999", Number.MAX_SAFE_INTEGER],
])("%j becomes the seed %d", (typed, seed) => {
  expect(seedOf(typed)).toBe(seed);
  expect(areKnobs({ ...usualKnobs, seed })).toBe(true);
});
