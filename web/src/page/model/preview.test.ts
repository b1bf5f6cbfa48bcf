/** What the panel of keys shows of each type, from the engine's own descriptions. */

import { expect, test } from "vitest";
import { run } from "../../runner/testing.ts";
import { KeyHistory } from "./keys.ts";
import { isCut, previewOf } from "./preview.ts";

async function shown(...commands: string[][]) {
  const { error, trace } = await run(
    `const redis = world.client();
for (const words of ${JSON.stringify(commands)}) await redis.execute(...words);`,
  );
  expect(error).toBe(null);
  const history = new KeyHistory();
  for (const event of trace) history.add(event);
  return history
    .after(Infinity, 0)
    .map(
      (state) =>
        previewOf(state, Date.UTC(2025, 0, 1)) + (isCut(state) ? " … cut" : ""),
    );
}

test("strings, lists, sets and hashes", async () => {
  expect(
    await shown(
      ["SET", "a", "1"],
      ["RPUSH", "b", "x", "y"],
      ["SADD", "c", "m"],
      ["HSET", "d", "f", "v"],
      ["SET", "e", "x".repeat(257)],
    ),
  ).toEqual([
    '"1"',
    '["x", "y"]',
    '["m"]',
    '{"f": "v"}',
    `"${"x".repeat(256)}" … cut`,
  ]);
});

test("sorted sets are in the order of their scores, whatever their members are", async () => {
  expect(
    await shown(["ZADD", "z", "1", "20", "2.5", "3", "inf", "anna"]),
  ).toEqual(['{"20": 1, "3": 2.5, "anna": inf}']);
});

test("streams are entries behind their IDs", async () => {
  expect(
    await shown(
      ["XADD", "s", "1-1", "a", "1", "b", "2"],
      ["XADD", "s", "2-1", "c", "3"],
    ),
  ).toEqual(['[1-1 {"a": "1", "b": "2"}, 2-1 {"c": "3"}]']);
});

test("HyperLogLogs are named, bits are bytes", async () => {
  const many = Array.from({ length: 3000 }, (_, i) => String(i));
  expect(
    await shown(
      ["PFADD", "few", "a", "b"],
      ["PFADD", "many", ...many],
      ["SETBIT", "n", "0", "1"],
      ["SETBIT", "o", "3", "1"],
      ["SET", "p", "\\u0010"],
    ),
  ).toEqual([
    "a HyperLogLog, which PFCOUNT counts",
    "a HyperLogLog, which PFCOUNT counts",
    '"\\x80"',
    '"\\x10"',
    '"\\\\u0010"',
  ]);
});

test("fields that expire say when", async () => {
  expect(
    await shown(
      ["HSET", "h", "user", "anna", "token", "x"],
      ["HEXPIREAT", "h", "1735689660", "FIELDS", "1", "token"], // a minute into 2025
    ),
  ).toEqual(['{"token": "x" (1:00), "user": "anna"}']);
});
