/** The modules of redis from run to run: kept as long as nobody can tell. */

import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

/** Says whether the modules are those of before: the class would be another one. */
const look = `import sys
before = [name for name in sys.modules if "redis" in name]
import redis
print(before, id(redis.Redis), hasattr(redis.commands, "search"))`;

async function printed(program: string): Promise<string> {
  const { output, error } = await play(program);
  expect(error).toBeNull();
  return output;
}

test("what no program has changed is kept, and is there when it is imported", async () => {
  const first = await printed(look);
  expect(first).toMatch(/^\[\] \d+ False\n$/);
  expect(await printed(look)).toBe(first);
});

test("to use a client is not to change it", async () => {
  const first = await printed(look);
  await printed(`import asyncio, redis, redis.asyncio as aio
from redis.exceptions import ResponseError
r = aio.from_url("redis://localhost", decode_responses=True)
await asyncio.gather(*(r.incr("n") for _ in range(20)))
async with r.pipeline() as pipe:
    await pipe.set("a", 1).get("a").execute()
async with r.lock("l", timeout=5), r.pubsub() as heard:
    await heard.subscribe("c")
    await r.publish("c", "m")
    await heard.get_message(timeout=1)
try:
    await r.lpush("a", 1)
except ResponseError:
    pass
await r.register_script("return 1")()
async for key in r.scan_iter():
    pass
class Mine(aio.Redis):
    pass
print(Mine.__annotations__, aio.Redis.__annotations__, aio.Redis.__doc__)
await Mine().ping()
help(aio.Redis.get)
await r.aclose()`);
  expect(await printed(look)).toBe(first);
});

test("what one program imports, the next does not see", async () => {
  const use = `import redis.commands.search.field as field, redis
print(redis.commands.search.field is field, field.TextField("a").name)`;
  const without = await printed(look);
  for (let run = 0; run < 3; run++) {
    expect(await printed(use)).toBe("True a\n");
    expect(await printed(look)).toBe(without);
    const { error } = await play("import redis\nredis.commands.search");
    expect(error).toContain("has no attribute 'search'");
  }
});

describe("what a program changes is as it was in the next", () => {
  const changes: [string, string, string][] = [
    ["a method", "redis.Redis.get = None", "redis.Redis.get is not None"],
    [
      "a method of a base",
      "redis.commands.CoreCommands.get = None",
      "redis.Redis.get is not None",
    ],
    ["a class", "redis.Redis = None", "redis.Redis is not None"],
    ["a new name", "redis.mine = 1", "not hasattr(redis, 'mine')"],
    ["a lost name", "del redis.asyncio", "hasattr(redis, 'asyncio')"],
    [
      "the form of a class",
      "import copyreg; copyreg._slotnames(redis.Redis); redis.Redis.__annotations__; redis.Redis.__doc__ = 'x'",
      "'__slotnames__' not in vars(redis.Redis) and redis.Redis.__doc__ != 'x'",
    ],
    [
      "what a module holds",
      "import redis._errors as e; e._BY_CODE['MINE'] = ValueError",
      "'MINE' not in __import__('redis._errors')._errors._BY_CODE",
    ],
    [
      "a number",
      "import redis.backoff as b; b.DEFAULT_CAP = 9",
      "__import__('redis.backoff').backoff.DEFAULT_CAP == 0.512",
    ],
    [
      "what parameters are unless told otherwise",
      "redis.Redis().get_retry().update_retries(0)",
      "redis.Redis().get_retry().get_retries() == 10",
    ],
    [
      "a module that is loaded again",
      "import importlib; importlib.reload(redis.client)",
      "redis.Redis is redis.client.Redis",
    ],
    [
      "a module that is imported twice",
      "import sys; del sys.modules['redis.client']; import redis.client",
      "redis.Redis is redis.client.Redis",
    ],
  ];
  test.each(changes)("%s", async (_, change, asBefore) => {
    await printed(`import redis\nprint(${asBefore})`);
    await printed(`import redis\n${change}`);
    expect(await printed(`import redis\nprint(${asBefore})`)).toBe("True\n");
    expect(await printed(look)).toBe(await printed(look));
  });
});

test("what all modules share is nobody's to restore", async () => {
  await printed("import redis, builtins\nbuiltins._ = 1");
  expect(await printed("import redis\nprint(len([type]))")).toBe("1\n");
});

test("a module that fails has not been there", async () => {
  for (let run = 0; run < 2; run++) {
    const { error } = await play("import redis.cluster");
    expect(error).toContain("redis.cluster is not supported here");
  }
});

test("each run shows its warnings", async () => {
  const closing = "from redis.asyncio import Redis\nawait Redis().close()";
  for (let run = 0; run < 2; run++)
    expect(await printed(closing)).toContain("Call to deprecated close.");
});

test("aioredis is imported anew, with all that this does", async () => {
  const program = `import warnings
warnings.simplefilter("always")
import aioredis, aioredis.client, redis.asyncio
from aioredis.exceptions import ResponseError
print(aioredis.client is redis.asyncio.client, ResponseError is redis.ResponseError)`;
  for (let run = 0; run < 2; run++)
    expect(await printed(program)).toMatch(
      /aioredis is no longer maintained[^]*True True\n$/,
    );
});

test("which aioredis there is can change", async () => {
  const version = "import aioredis\nprint(aioredis.__version__)";
  for (const aioredis of ["1.3", "2.0", "1.3"] as const)
    expect((await play(version, { aioredis })).output).toBe(
      aioredis === "1.3" ? "1.3.1\n" : "2.0.1\n",
    );
});
