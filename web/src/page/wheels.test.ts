import { expect, test } from "vitest";
import { whyNoWheel } from "./wheels.ts";

test.each([
  ["redis-5.2.1-py3-none-any.whl", 1000, ""],
  ["notes.txt", 1000, "notes.txt is no wheel: its name would end in .whl."],
  ["redis.tar.gz", 0, "redis.tar.gz is no wheel: its name would end in .whl."],
  ["a.whl", 0, "a.whl is empty."],
  ["a.whl", 40 << 20, "a.whl has 40 MB: a wheel may have 32 MB here."],
])("%s of %d bytes: %j", (name, size, expected) => {
  expect(whyNoWheel({ name, size })).toBe(expected);
});
