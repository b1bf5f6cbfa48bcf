import { expect, test } from "vitest";
import { wantsAioredis } from "./aioredis.ts";

test.each([
  ["import aioredis", true],
  ["import asyncio\nimport aioredis\n", true],
  ["import asyncio, redis.asyncio as redis, aioredis", true],
  ["try:\n    from aioredis.client import Redis", true],
  ["", false],
  ["import redis.asyncio as aioredis", false],
  ["# like aioredis\nimport redis", false],
  ["from redis import asyncio as aioredis", false],
  ["import aioredis_cluster", false],
])("%j wants aioredis: %s", (program, expected) => {
  expect(wantsAioredis(program)).toBe(expected);
});
