import { expect, test } from "vitest";
import { axisMarks, formatBytes, formatTime, formatTTL } from "./time.ts";

test.each([
  [0, "0 ms"],
  [1, "1 ns"],
  [850e3, "850 µs"],
  [999_999, "1 ms"],
  [10e6, "10 ms"],
  [12_345_678, "12.3 ms"],
  [1.03e9, "1.03 s"],
  [90e9, "1.5 min"],
  [7200e9, "2 h"],
])("%d ns reads %s", (ns, text) => {
  expect(formatTime(ns)).toBe(text);
});

test.each([
  [-5, "0 s"],
  [1, "1 s"],
  [42_000, "42 s"],
  [185_000, "3:05"],
  [7_200_000, "2:00:00"],
  [3 * 86_400_000, "3 days"],
])("%d ms to live read %s", (ms, text) => {
  expect(formatTTL(ms)).toBe(text);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [3210, "3.21 kB"],
  [13_300_000, "13.3 MB"],
])("%d bytes read %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  {
    from: 0,
    to: 1e9,
    count: 5,
    marks: ["0", "200 ms", "400 ms", "600 ms", "800 ms", "1 s"],
  },
  {
    from: 1.06e9,
    to: 1.075e9,
    count: 3,
    marks: ["1.06 s", "1.065 s", "1.07 s", "1.075 s"],
  },
  { from: 3e6, to: 9e6, count: 1, marks: [] },
  {
    from: 0,
    to: 150e9,
    count: 6,
    marks: ["0", "30 s", "60 s", "90 s", "120 s", "150 s"],
  },
  {
    from: 0,
    to: 600e9,
    count: 6,
    marks: ["0", "2 min", "4 min", "6 min", "8 min", "10 min"],
  },
  {
    from: 0,
    to: 5400e9,
    count: 5,
    marks: ["0", "20 min", "40 min", "60 min", "80 min"],
  },
  { from: 0, to: 14400e9, count: 3, marks: ["0", "2 h", "4 h"] },
])(
  "an axis from $from to $to is marked $marks",
  ({ from, to, count, marks }) => {
    expect(axisMarks(from, to, count).map(({ label }) => label)).toEqual(marks);
  },
);
