import { javascriptLanguage } from "@codemirror/lang-javascript";
import { pythonLanguage } from "@codemirror/lang-python";
import { expect, test } from "vitest";
import type { Language } from "../../types.ts";
import { complete, explain, type Place } from "./index.ts";
import { keywordsNext } from "./synopsis.ts";

/** A place in a program: where the bar stands. */
function place(language: Language, marked: string, aioredis = "2.0"): Place {
  const at = marked.indexOf("‸");
  const text = marked.replace("‸", "");
  const parser = { python: pythonLanguage, javascript: javascriptLanguage }[
    language as "python"
  ];
  const tree = (parser ?? pythonLanguage).parser.parse(text);
  return { language, text, tree, at, aioredis };
}

async function labels(where: Place, asked = false): Promise<string[]> {
  return ((await complete(where, asked))?.list ?? []).map(({ label }) => label);
}

const header = "import asyncio\nfrom redis import asyncio as aioredis\n";

test.each<[what: string, program: string]>([
  [
    "a client of from_url",
    `${header}r = aioredis.from_url("redis://x")\nr.hge‸`,
  ],
  ["a client", `import redis\nr = redis.Redis()\nprint(r.hge‸)`],
  [
    "another name for it",
    `from redis.asyncio import Redis as R\nr = R()\nq = r\nq.hge‸`,
  ],
  [
    "one that is awaited",
    `${header}async def main():\n    r = await aioredis.Redis()\n    await r.hge‸\n`,
  ],
  [
    "async with",
    `${header}async def main():\n    async with aioredis.Redis() as r:\n        await r.hge‸\n        x = 1\n`,
  ],
  [
    "a pipeline",
    `${header}r = aioredis.Redis()\nasync def main():\n    async with r.pipeline() as pipe:\n        pipe.hge‸`,
  ],
  [
    "a chain on a pipeline",
    `${header}r = aioredis.Redis()\npipe = r.pipeline()\npipe.set("a", 1).hge‸`,
  ],
  [
    "an annotated parameter",
    `import redis\ndef work(r: redis.Redis):\n    r.hge‸\n`,
  ],
  [
    "a parameter that a call tells",
    `import redis\ndef work(name, r):\n    r.hge‸\n\nwork("a", redis.Redis())\n`,
  ],
  [
    "an attribute of self",
    `import redis\nclass A:\n    def __init__(self):\n        self.redis = redis.Redis()\n    def f(self):\n        self.redis.hge‸\n`,
  ],
  [
    "one class in the place of another",
    `import redis\nr = redis.StrictRedis.from_url("redis://x")\nr.hge‸`,
  ],
])("Python: methods of %s", async (_, program) => {
  expect(await labels(place("python", program))).toEqual([
    "hget",
    "hgetall",
    "hgetdel",
    "hgetex",
  ]);
});

test.each([
  ["import redis\nredis.Blo‸", ["BlockingConnectionPool"]],
  ["from redis.asyncio import Redis, fr‸", ["from_url"]],
  ["from redis.ex‸", ["redis.exceptions"]],
  [
    "import redis\nr = redis.Redis()\np = r.pubsub()\np.get_m‸",
    ["get_message"],
  ],
  ['import redis\nr = redis.Redis()\nr.set("a", 1, keep‸)', ["keepttl="]],
  ['import redis\nr = redis.Redis()\nr.set("a", 1, n‸, nx=True)', []],
  ["import redis\nr = redis.Redis()\nr = 5\n'r.hge‸'", []],
  ["x = something()\nx.hge‸", []],
  ["r = 1.5\nprint(r.hge‸)", []],
])("Python: %j", async (program, expected) => {
  expect(await labels(place("python", program))).toEqual(expected);
});

test("Python: only when asked, names of the program", async () => {
  const where = place("python", "alpha = 1\n‸");
  expect([await labels(where), await labels(where, true)]).toEqual([
    [],
    ["alpha"],
  ]);
});

test("Python: aioredis is the one that is chosen", async () => {
  const old =
    'import aioredis\nasync def main():\n    r = await aioredis.create_redis("redis://x")\n    r.hmset_‸';
  expect(await labels(place("python", old, "1.3"))).toEqual(["hmset_dict"]);
  expect(await labels(place("python", old))).toEqual([]);
  const today = 'import aioredis\nr = aioredis.from_url("redis://x")\nr.hge‸';
  expect(await labels(place("python", today))).toContain("hgetall");
  const pipe =
    'import aioredis\nasync def main():\n    r = await aioredis.create_redis_pool("redis://x")\n    tr = r.multi_exec()\n    tr.hmset_‸';
  expect(await labels(place("python", pipe, "1.3"))).toEqual(["hmset_dict"]);
});

async function help(where: Place): Promise<string[] | null> {
  const found = await explain(where);
  if (!found) return null;
  const { signature, text, command } = found.help;
  const { name = "", doc } = command ?? {};
  return [
    where.text.slice(found.from, found.to),
    signature,
    text,
    name,
    doc?.since ?? "",
  ];
}

test("Python: help says what a method gives, sends and is for", async () => {
  const text = "Returns the string at a key.";
  const awaited = `${header}r = aioredis.Redis()\nawait r.g‸et("a")`;
  expect(await help(place("python", awaited))).toEqual([
    "get",
    "get(name) → Awaitable[bytes | None]",
    text,
    "GET",
    "1.0.0",
  ]);
  const decoded = `import redis\nr = redis.Redis(decode_responses=True)\nr.get‸("a")`;
  expect(await help(place("python", decoded))).toEqual([
    "get",
    "get(name) → str | None",
    text,
    "GET",
    "1.0.0",
  ]);
  const collected = `import redis\npipe = redis.Redis().pipeline()\npipe.‸get("a")`;
  expect(await help(place("python", collected))).toEqual([
    "get",
    "get(name) → Pipeline",
    text,
    "GET",
    "1.0.0",
  ]);
  const client = `import redis\n‸r = redis.Redis()`;
  expect((await help(place("python", client)))?.slice(0, 3)).toEqual([
    "r",
    "r: redis.Redis",
    "A client whose commands return their replies.",
  ]);
  expect(await help(place("python", "x = 1\npri‸nt(x)"))).toBeNull();
});

test.each([
  ["const redis = world.client();\nawait redis.hgeta‸", ["hgetall"]],
  [
    "const redis = world.client();\nconst pipe = redis.pipeline();\npipe.hgeta‸",
    ["hgetall"],
  ],
  [
    "const redis = world.client();\nconst c = await redis.acquire();\nc.rel‸",
    ["release"],
  ],
  [
    "const redis = world.client();\nredis.transaction(async (tx) => { await tx.wat‸ });",
    ["watch"],
  ],
  [
    "const redis = world.client();\nasync function f(r) { await r.hgeta‸ }\nf(redis);",
    ["hgetall"],
  ],
  ["world.adv‸", ["advance"]],
  ["await redis.hgeta‸", ["hgetall"]],
  ["for await (const key of redis.scanI‸) {}", ["scanIterator"]],
  ["function f(redis) {}\nredis.hgeta‸", ["hgetall"]],
  ["const redis = 5;\nredis.hgeta‸", []],
  ["redis.with({ signal }).hgeta‸", ["hgetall"]],
  ["const r = await world.createNothing();\nr.hgeta‸", []],
  ["const sub = await redis.subscribe('a');\nsub.unsub‸", ["unsubscribe"]],
  ["await using l = await redis.lock('a');\nl.ext‸", ["extend"]],
  [
    "using c = await redis.acquire();\nconst p = c.multi();\np.ex‸",
    ["execute", "exec", "exists", "expire", "expireat", "expiretime"],
  ],
  ["console.lo‸", []],
])("JavaScript: %j", async (program, expected) => {
  expect(await labels(place("javascript", program))).toEqual(expected);
});

test("Python: help says of a command that the engine lacks that it does", async () => {
  const program = `import redis\nredis.Redis().json().ge‸t("a")`;
  expect(await help(place("python", program))).toEqual([
    "get",
    "get(name, *args, no_escape=False) → Any",
    "Sends JSON.GET, which the Redis of this page does not have.",
    "",
    "",
  ]);
});

test("JavaScript: help", async () => {
  const program = 'const redis = world.client();\nawait redis.g‸et("a");';
  expect(await help(place("javascript", program))).toEqual([
    "get",
    "get(key: Key) → Promise<string | null>",
    "Returns the string at a key.",
    "GET",
    "1.0.0",
  ]);
});

test("JavaScript: help on commands of modules and newer servers says that the engine has none", async () => {
  const made =
    "const redis = world.client();\nconst pipe = redis.pipeline();\n";
  const shown = async (call: string) =>
    (await help(place("javascript", made + call)))?.slice(1, 3);
  expect(await shown("await redis.json().g‸et('a');")).toEqual([
    "get(key: Key, ...paths: Many<string>) → Promise<any>",
    "The document, or what is at a path, or an object of what is at each of several.",
  ]);
  expect(await shown("pipe.ft('i').tag‸vals('f');")).toEqual([
    "tagvals(field: string) → Pipeline",
    "Sends FT.TAGVALS, which the Redis of this page does not have.",
  ]);
  expect(await shown("redis.js‸on();")).toEqual([
    "json() → JsonCommands",
    "JSON documents: JSON.* commands.",
  ]);
  expect(await shown("redis.hotkeys‸Stop();")).toEqual([
    "hotkeysStop() → Promise<OK>",
    "Sends HOTKEYS STOP, which the Redis of this page does not have.",
  ]);
  expect(await labels(place("javascript", `${made}redis.json().arr‸`))).toEqual(
    ["arrappend", "arrindex", "arrinsert", "arrlen", "arrpop", "arrtrim"],
  );
  expect(
    await labels(place("javascript", `${made}pipe.json().get("a").hgeta‸`)),
  ).toEqual(["hgetall"]);
});

test("JavaScript: a method of two words sends that command", async () => {
  const program =
    'const redis = world.client();\nawait redis.config‸Get("maxmemory");';
  expect((await help(place("javascript", program)))?.[3]).toBe("CONFIG GET");
});

test.each([
  ["xgroupCreate", "XGROUP CREATE"],
  ["clientNoEvict", "CLIENT NO-EVICT"],
  ["sortRo", "SORT_RO"],
])("JavaScript: help on %s is that of %s", async (method, command) => {
  const program = `const redis = world.client();\nredis.${method}‸();`;
  expect((await help(place("javascript", program)))?.[3]).toBe(command);
});

test.each([
  ["xinf‸", ["XINFO"]],
  ["bob> xinf‸", ["XINFO"]],
  ["config get x\nCONFIG RE‸", ["RESETSTAT", "REWRITE"]],
  ["SET ‸", []],
  ["SET a 1 ‸", ["NX", "XX", "GET", "EX", "PX", "EXAT", "PXAT", "KEEPTTL"]],
  ["SET a 1 nx ex ‸", []],
  ["SET a 1 nx ex 5 ‸", ["GET"]],
  ["SET a 1 P‸", ["PX", "PXAT"]],
  ["# SE‸", []],
  ['ECHO "SE‸', []],
])("redis-cli: %j", async (program, expected) => {
  expect(await labels(place("redis-cli", program))).toEqual(expected);
});

test("redis-cli: help on a command and a subcommand", async () => {
  expect(await help(place("redis-cli", "PING\nget fo‸o"))).toEqual([
    "get",
    "GET key",
    "Returns the string at a key.",
    "GET",
    "1.0.0",
  ]);
  expect(
    (await help(place("redis-cli", "config g‸et x")))?.slice(0, 2),
  ).toEqual(["config get", "CONFIG GET parameter [parameter ...]"]);
  expect(await help(place("redis-cli", "nonsense‸"))).toBeNull();
});

test("keywords follow what excludes them", () => {
  const synopsis =
    "key [NX | XX] [GT | LT] [CH] [INCR] score member [score member ...]";
  expect(keywordsNext(synopsis, ["k", "xx"])).toEqual([
    "GT",
    "LT",
    "CH",
    "INCR",
  ]);
  expect(keywordsNext(synopsis, [])).toEqual([]);
});
