/** Families of modules and commands of newer servers: what they send, and what becomes of replies. */

import { beforeAll, expect, test } from "vitest";
import type { Reply } from "../border/resp.ts";
import { Commander } from "./commander.ts";
import type { Commands } from "./commands.ts";
import { createWorld, ReplyError, type Client } from "./index.ts";
import type { Modules } from "./modules.ts";

/** A call that was put into words, and how its reply is read. */
interface Put {
  words: readonly unknown[];
  shape: ((reply: Reply) => unknown) | undefined;
}

/** Sends nothing: each method gives its words. */
class Putting extends Commander {
  protected override run(words: readonly unknown[], shape?: Put["shape"]) {
    return { words, shape };
  }

  protected override refuse(error: unknown): never {
    throw error;
  }
}

const on = new Putting() as unknown as Commands<string, "one"> &
  Modules<string, "one">;
const wordsOf = (put: unknown) => (put as Put).words.join(" ");
const read = (put: unknown, reply: Reply) => (put as Put).shape!(reply);

let redis: Client;
beforeAll(async () => {
  redis = (await createWorld({ latency: "10ms" })).client();
}, 30_000);

test("documents are sent as JSON, with the arguments in Redis' order", () => {
  const json = on.json();
  const calls = [
    json.set("user", "$", { name: "Ada", tags: [1, null] }, { nx: true }),
    json.get("user"),
    json.get("user", "$.name", "$.tags"),
    json.mget(["a", "b"], "$"),
    json.mset(["a", "$", 1], ["b", "$", "two"]),
    json.merge("user", "$", { born: 1815 }),
    json.arrappend("user", "$.tags", "x", 2),
    json.arrindex("user", "$.tags", "x", 0, 5),
    json.arrinsert("user", "$.tags", 0, "y"),
    json.arrpop("user", "$.tags", 0),
    json.arrtrim("user", "$.tags", 0, 1),
    json.numincrby("user", "$.born", 1),
    json.strappend("user", "$.name", "!"),
    json.debugMemory("user"),
    json.del("user", "$.tags"),
    json.toggle("user", "$.on"),
  ];
  expect(calls.map(wordsOf)).toEqual([
    'JSON.SET user $ {"name":"Ada","tags":[1,null]} NX',
    "JSON.GET user",
    "JSON.GET user $.name $.tags",
    "JSON.MGET a b $",
    'JSON.MSET a $ 1 b $ "two"',
    'JSON.MERGE user $ {"born":1815}',
    'JSON.ARRAPPEND user $.tags "x" 2',
    'JSON.ARRINDEX user $.tags "x" 0 5',
    'JSON.ARRINSERT user $.tags 0 "y"',
    "JSON.ARRPOP user $.tags 0",
    "JSON.ARRTRIM user $.tags 0 1",
    "JSON.NUMINCRBY user $.born 1",
    'JSON.STRAPPEND user $.name "!"',
    "JSON.DEBUG MEMORY user",
    "JSON.DEL user $.tags",
    "JSON.TOGGLE user $.on",
  ]);
});

test("documents are read as what they are, in either protocol, as text or bytes", () => {
  const json = on.json();
  const bytes = new TextEncoder().encode('{"a":[1,"x"]}');
  expect(read(json.get("k"), '[{"a":1}]')).toEqual([{ a: 1 }]);
  expect(read(json.get("k"), bytes)).toEqual({ a: [1, "x"] });
  expect(read(json.get("k"), null)).toBe(null);
  expect(read(json.mget(["a", "b"], "$"), ["[1]", null])).toEqual([[1], null]);
  expect(read(json.numincrby("k", "$.n", 1), "[2,null]")).toEqual([2, null]);
  expect(read(json.numincrby("k", "$.n", 1), [2, null])).toEqual([2, null]);
  expect(read(json.arrpop("k"), ['"x"', null])).toEqual(["x", null]);
});

test("what JSON has no words for is refused, and not sent", () => {
  const loop: unknown[] = [];
  loop.push(loop);
  const { json } = on;
  const setting = (value: unknown) => () => json.call(on).set("k", "$", value);
  expect(setting(undefined)).toThrow(
    "json can not encode undefined; give null",
  );
  expect(setting(() => 1)).toThrow("json can not encode function; give null");
  expect(setting(1n)).toThrow("json can not encode a value: ");
  expect(setting(loop)).toThrow("json can not encode a value: ");
});

test("an index's commands begin with the index", () => {
  const ft = on.ft("movies");
  const calls = [
    ft.create(
      { title: "TEXT", year: ["NUMERIC", "SORTABLE"] },
      { on: "HASH", prefix: ["movie:", "film:"], stopwords: [] },
    ),
    ft.create(
      { "$.title": ["AS", "title", "TEXT"] },
      { on: "JSON", prefix: "m:" },
    ),
    ft.search("@title:$what", {
      params: { what: "alien" },
      return: ["title", "year"],
      sortby: ["year", "DESC"],
      limit: [0, 5],
      dialect: 2,
    }),
    ft.search("*"),
    ft.aggregate("*", "GROUPBY", 1, "@year"),
    ft.alter({ plot: "TEXT" }),
    ft.aliasadd("films"),
    ft.aliasdel("films"),
    ft.dropindex({ dd: true }),
    ft.tagvals("genre"),
    ft.synupdate("group", "film", "movie"),
    ft.cursorRead(5, { count: 10 }),
    ft.sugadd("names", "Ada", 1, { incr: true }),
    ft.sugget("names", "A", { fuzzy: true, max: 3 }),
    ft.dictadd("words", "a", "b"),
    ft.configSet("TIMEOUT", 500),
    ft.list(),
    on.ft().info(),
  ];
  expect(calls.map(wordsOf)).toEqual([
    "FT.CREATE movies ON HASH PREFIX 2 movie: film: STOPWORDS 0 SCHEMA title TEXT year NUMERIC SORTABLE",
    "FT.CREATE movies ON JSON PREFIX 1 m: SCHEMA $.title AS title TEXT",
    "FT.SEARCH movies @title:$what RETURN 2 title year SORTBY year DESC LIMIT 0 5 PARAMS 2 what alien DIALECT 2",
    "FT.SEARCH movies *",
    "FT.AGGREGATE movies * GROUPBY 1 @year",
    "FT.ALTER movies SCHEMA ADD plot TEXT",
    "FT.ALIASADD films movies",
    "FT.ALIASDEL films",
    "FT.DROPINDEX movies DD",
    "FT.TAGVALS movies genre",
    "FT.SYNUPDATE movies group film movie",
    "FT.CURSOR READ movies 5 COUNT 10",
    "FT.SUGADD names Ada 1 INCR",
    "FT.SUGGET names A FUZZY MAX 3",
    "FT.DICTADD words a b",
    "FT.CONFIG SET TIMEOUT 500",
    "FT._LIST",
    "FT.INFO idx",
  ]);
});

test("filters, series and vectors", () => {
  const calls = [
    on.bf().reserve("f", 0.01, 100, { expansion: 2 }),
    on.bf().insert("f", ["a", "b"], { capacity: 10, nocreate: true }),
    on.cf().addnx("f", "a"),
    on.cms().incrby("s", "a", 2, "b", 1),
    on.cms().merge("s", ["t", "u"], { weights: [1, 2] }),
    on.topk().reserve("t", 3),
    on.tdigest().merge("d", "e", { compression: 100, override: true }),
    on.tdigest().trimmedMean("d", 0.1, 0.9),
    on.ts().create("t", { retention: 1000, labels: { room: "kitchen" } }),
    on.ts().add("t", "*", 21.5, { on_duplicate: "LAST" }),
    on.ts().madd(["t", 1, 2], ["u", 1, 3]),
    on.ts().range("t", "-", "+", { aggregation: ["avg", 60_000], count: 5 }),
    on.ts().mrange("-", "+", "room=kitchen", { groupby: ["room", "max"] }),
    on.vset().vadd("v", [1, 0.5], "a", { q8: true, setattr: { n: 1 } }),
    on.vset().vadd("v", new Uint8Array([1]), "a"),
    on.vset().vsim("v", "a", { withscores: true, filterEf: 10 }),
    on.vset().vsim("v", [1, 2]),
    on.vset().vsetattr("v", "a", { n: 1 }),
  ];
  expect(calls.map(wordsOf)).toEqual([
    "BF.RESERVE f 0.01 100 EXPANSION 2",
    "BF.INSERT f CAPACITY 10 NOCREATE ITEMS a b",
    "CF.ADDNX f a",
    "CMS.INCRBY s a 2 b 1",
    "CMS.MERGE s 2 t u WEIGHTS 1 2",
    "TOPK.RESERVE t 3",
    "TDIGEST.MERGE d 1 e COMPRESSION 100 OVERRIDE",
    "TDIGEST.TRIMMED_MEAN d 0.1 0.9",
    "TS.CREATE t RETENTION 1000 LABELS room kitchen",
    "TS.ADD t * 21.5 ON_DUPLICATE LAST",
    "TS.MADD t 1 2 u 1 3",
    "TS.RANGE t - + COUNT 5 AGGREGATION avg 60000",
    "TS.MRANGE - + FILTER room=kitchen GROUPBY room REDUCE max",
    'VADD v VALUES 2 1 0.5 a Q8 SETATTR {"n":1}',
    "VADD v FP32 1 a",
    "VSIM v ELE a WITHSCORES FILTER-EF 10",
    "VSIM v VALUES 2 1 2",
    'VSETATTR v a {"n":1}',
  ]);
  expect(read(on.tdigest().quantile("d", 0.5), ["1.5", "nan"])).toEqual([
    1.5,
    NaN,
  ]);
});

test("commands of newer servers", () => {
  const calls = [
    on.increx("n", { byint: 2, ubound: 10, saturate: true, ex: 60, enx: true }),
    on.msetex({ a: 1, b: 2 }, { nx: true, ex: 5 }),
    on.delex("k", { ifeq: "v" }),
    on.digest("k"),
    on.himportPrepare("set", "name", "born"),
    on.himportSet("user", "set", "Ada", 1815),
    on.lmovem("a", "b", "LEFT", "RIGHT", { exactly: [2, "BULK"] }),
    on.blmovem("a", "b", "LEFT", "RIGHT", 0),
    on.sunioncard(["a", "b"], { approx: true, limit: 5 }),
    on.sdiffcard(["a", "b"]),
    on.xdelex("s", ["1-1", "1-2"], "DELREF"),
    on.xackdel("s", "g", "1-1"),
    on.xnack("s", "g", "FAIL", ["1-1"], { retrycount: 0 }),
    on.xcfgset("s", { idmpDuration: 10, idmpMaxsize: 5 }),
    on.argrep(
      "a",
      0,
      9,
      [
        ["GLOB", "x*"],
        ["EXACT", "y"],
      ],
      { or: true },
    ),
    on.ardelrange("a", [0, 1], [5, 6]),
    on.armset("a", { 0: "x", 5: "y" }),
    on.arop("a", 0, 9, "SUM"),
    on.hotkeysStart(["CPU", "NET"], { count: 5, slots: [1, 2] }),
    on.sentinel("masters"),
  ];
  expect(calls.map(wordsOf)).toEqual([
    "INCREX n BYINT 2 UBOUND 10 SATURATE EX 60 ENX",
    "MSETEX 2 a 1 b 2 NX EX 5",
    "DELEX k IFEQ v",
    "DIGEST k",
    "HIMPORT PREPARE set name born",
    "HIMPORT SET user set Ada 1815",
    "LMOVEM a b LEFT RIGHT EXACTLY 2 BULK",
    "BLMOVEM a b LEFT RIGHT 0",
    "SUNIONCARD 2 a b APPROX LIMIT 5",
    "SDIFFCARD 2 a b",
    "XDELEX s DELREF IDS 2 1-1 1-2",
    "XACKDEL s g KEEPREF IDS 1 1-1",
    "XNACK s g FAIL IDS 1 1-1 RETRYCOUNT 0",
    "XCFGSET s IDMP-DURATION 10 IDMP-MAXSIZE 5",
    "ARGREP a 0 9 GLOB x* EXACT y OR",
    "ARDELRANGE a 0 1 5 6",
    "ARMSET a 0 x 5 y",
    "AROP a 0 9 SUM",
    "HOTKEYS START METRICS 2 CPU NET COUNT 5 SLOTS 2 1 2",
    "SENTINEL masters",
  ]);
});

test("the engine's answer decides: on a client, in a pipeline, in a transaction", async () => {
  const unknown = /^ERR unknown command 'JSON\.GET'/;
  await expect(redis.json().get("doc")).rejects.toThrow(unknown);
  const replies = await redis
    .pipeline()
    .set("a", 1)
    .json()
    .get("doc")
    .ft("i")
    .info()
    .incr("a")
    .exec({ raise: false });
  expect(
    replies.map((one) => (one instanceof ReplyError ? one.code : one)),
  ).toEqual(["OK", "ERR", "ERR", 2]);
  const transaction = redis.transaction(async (tx) => {
    tx.multi();
    expect(await tx.json().set("doc", "$", 1)).toBe("QUEUED");
  });
  await expect(transaction).rejects.toThrow(/^EXECABORT/);
  await expect(redis.json().set("doc", "$", undefined)).rejects.toThrow(
    "json can not encode undefined",
  );
});
