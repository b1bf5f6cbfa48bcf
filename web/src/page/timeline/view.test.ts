import { expect, test } from "vitest";
import { pan, reveal, wholeRun, zoom } from "./view.ts";

const end = 1e9;

test.each([
  {
    name: "the whole run",
    view: wholeRun(end),
    expected: { from: 0, to: 1.03e9 },
  },
  {
    name: "closer keeps the time under the pointer",
    view: zoom(wholeRun(end), 0.5, 515e6, end),
    expected: { from: 257.5e6, to: 772.5e6 },
  },
  {
    name: "farther stops at the whole run",
    view: zoom(wholeRun(end), 4, 0, end),
    expected: { from: 0, to: 1.03e9 },
  },
  {
    name: "panning stops at the start",
    view: pan({ from: 1e8, to: 2e8 }, -5e8, end),
    expected: { from: 0, to: 1e8 },
  },
  {
    name: "panning stops at the end",
    view: pan({ from: 1e8, to: 2e8 }, 5e9, end),
    expected: { from: 9.3e8, to: 1.03e9 },
  },
  {
    name: "a time in view moves nothing",
    view: reveal({ from: 0, to: 1e8 }, 5e7, end),
    expected: { from: 0, to: 1e8 },
  },
  {
    name: "a time out of view is brought in",
    view: reveal({ from: 0, to: 1e8 }, 5e8, end),
    expected: { from: 4.08e8, to: 5.08e8 },
  },
])("$name", ({ view, expected }) => {
  expect(view.from).toBeCloseTo(expected.from, 0);
  expect(view.to).toBeCloseTo(expected.to, 0);
});

test("there is a closest look", () => {
  const { from, to } = zoom({ from: 0, to: 3e4 }, 0.001, 1e4, end);
  expect(to - from).toBe(2e4);
});
