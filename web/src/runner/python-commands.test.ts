/** What each command's method returns, by protocol version: transcripts of calls, rewritten by `vitest -u`. */

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

const path = (name: string) =>
  new URL(`testdata/${name}.txt`, import.meta.url).pathname;

/** The replies of a client to calls, as repr shows them; an error as its type and text. */
async function replies(calls: string[], options: string): Promise<string[]> {
  const { output, error } = await play(`
import asyncio, datetime, warnings
from redis import asyncio as redis
from redis.commands import core
from redis.commands.json.path import Path as JsonPath
from redis.commands.search.field import TagField, TextField
from redis.commands.search.index_definition import IndexDefinition, IndexType
from redis.commands.search.query import Query
from redis.commands.vectorset import QuantizationOptions
async def reply(r, call):
    value = eval(call, globals() | {"r": r})
    return repr(await value if hasattr(value, "__await__") else value)
async def main():
    r = redis.Redis(${options})
    for call in ${JSON.stringify(calls)}:
        try:
            print(await reply(r, call))
        except Exception as error:
            print(f"{type(error).__name__}: {error}".strip())
asyncio.run(main())
`);
  expect(error).toBe(null);
  return output.trimEnd().split("\n");
}

/** A transcript's comments and calls, without the replies. */
function asked(transcript: string): string[] {
  return transcript
    .split("\n")
    .filter((line) => line === "" || /^[#>]/.test(line));
}

/** A transcript as the clients answer now: RESP2's reply, then those of others where they differ. */
async function answered(transcript: string): Promise<string> {
  const lines = asked(transcript);
  const calls = lines.filter((line) => line.startsWith(">"));
  const texts = calls.map((line) => line.slice(2));
  const two = await replies(texts, "protocol=2");
  const three = await replies(texts, "protocol=3");
  const one = await replies(texts, "protocol=2, legacy_responses=False");
  const other = await replies(texts, "protocol=3, legacy_responses=False");
  let at = 0;
  const shown = lines.flatMap((line) => {
    if (!line.startsWith(">")) return [line];
    const [resp2, resp3] = [two[at], three[at]];
    const [unified, same] = [one[at], other[at]];
    at++;
    return [
      line,
      resp2,
      ...(resp3 === resp2 ? [] : [`RESP3: ${resp3}`]),
      ...(unified === resp2 && same === resp2 ? [] : [`unified: ${unified}`]),
      ...(unified === same ? [] : [`unified, RESP3: ${same}`]),
    ];
  });
  return shown.join("\n");
}

describe("calls and what they return", () => {
  test.each(["commands-data", "commands-server", "commands-refused"])(
    "%s",
    async (name) => {
      const transcript = readFileSync(path(name), "utf8");
      await expect(await answered(transcript)).toMatchFileSnapshot(path(name));
    },
    30_000, // four runs of a hundred calls each
  );
});

test("decode_responses decodes what is nested, and leaves bytes that are no text", async () => {
  const calls = [
    'r.zadd("z", {"a": 1})',
    'r.zrange("z", 0, -1, withscores=True)',
    'r.zdiff(["z"], withscores=True)',
    'r.xadd("s", {"f": "v"}, id="1-1")',
    'r.xread({"s": 0})',
    'r.lcs("z1", "z2", idx=True)',
    'r.set("k", "v")',
    'r.dump("k")',
    'r.object("encoding", "k")',
    'r.geohash("none", "m")',
    'r.command_getkeys("GET", "k")',
    "r.acl_whoami()",
  ];
  const same = [
    "1",
    "True",
    "'embstr'",
    "[None]",
    "['k']",
    "'default'",
    "'1-1'",
  ];
  const [one, bool, embstr, none, keys, user, id] = same;
  const dump = String.raw`b'\x00\x01v\n\x00\x91\x08\xce\xb2\x198\x8a\xce'`;
  expect(await replies(calls, "protocol=2, decode_responses=True")).toEqual([
    one,
    "[('a', 1.0)]",
    "['a', '1']",
    id,
    "[['s', [('1-1', {'f': 'v'})]]]",
    "['matches', [], 'len', 0]",
    bool,
    dump,
    embstr,
    none,
    keys,
    user,
  ]);
  expect(await replies(calls, "protocol=3, decode_responses=True")).toEqual([
    one,
    "[['a', 1.0]]",
    "[['a', 1.0]]",
    id,
    "{'s': [[('1-1', {'f': 'v'})]]}",
    "{'matches': [], 'len': 0}",
    bool,
    dump,
    embstr,
    none,
    keys,
    user,
  ]);
});

test("a callback of the program's own reads the replies", async () => {
  const run = await play(`
from redis import asyncio as redis
r = redis.Redis()
await r.rpush("l", 3, 4)
r.set_response_callback("lrange", lambda reply, **options: sum(map(int, reply)))
print(await r.lrange("l", 0, -1))
async with r.pipeline() as pipe:
    print(await pipe.lrange("l", 0, 0).llen("l").execute())
r.response_callbacks["LLEN"] = float
print(await r.llen("l"), await redis.Redis().lrange("l", 0, -1))
`);
  expect(run).toMatchObject({
    output: "7\n[3, 2]\n2.0 [b'3', b'4']\n",
    error: null,
  });
});

test("both clients have the same methods, which differ only where more than one reply is awaited", async () => {
  const run = await play(`
from redis.commands import AsyncCoreCommands, CoreCommands
names = [name for name in dir(CoreCommands) if not name.startswith("_")]
same = [name for name in names if getattr(CoreCommands, name) is getattr(AsyncCoreCommands, name)]
print(len(same) > 370, sorted(set(names) - set(same)))
print("execute_command" in dir(CoreCommands), sorted(set(dir(AsyncCoreCommands)) - set(dir(CoreCommands))))
`);
  expect(run).toMatchObject({
    output: [
      "True ['hscan_iter', 'scan_iter', 'sscan_iter', 'zscan_iter']",
      "False ['__getitem__', '__setitem__']",
      "",
    ].join("\n"),
    error: null,
  });
});
