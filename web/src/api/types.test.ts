/** The types of replies: `tsc` judges them, and a mistake here does not compile. */

import { expectTypeOf, test } from "vitest";
import { createWorld, type Client, type Entry, type Place } from "./index.ts";

/** What a promise of a method resolves to. */
type Of<T> = T extends Promise<infer R> ? R : never;

/** Never runs: its calls are there for their types. */
function replies(redis: Client) {
  const bytes = redis.with({ decodeResponses: false });
  return {
    get: redis.get("a"),
    getBytes: bytes.get("a"),
    set: redis.set("a", 1, { ex: 5 }),
    setGet: redis.set("a", 1, { get: true }),
    mget: redis.mget(["a", "b"]),
    lpop: redis.lpop("l"),
    lpopMany: redis.lpop("l", 2),
    hgetall: redis.hgetall("h"),
    hgetallBytes: bytes.hgetall("h"),
    hrandfield: redis.hrandfield("h", 2, { withvalues: true }),
    zrange: redis.zrange("z", 0, -1),
    zrangeScores: redis.zrange("z", 0, -1, { withscores: true }),
    zrank: redis.zrank("z", "m", { withscore: true }),
    zadd: redis.zadd("z", { a: 1 }),
    zaddIncr: redis.zadd("z", { a: 1 }, { incr: true }),
    zpopmin: redis.zpopmin("z"),
    zpopminMany: redis.zpopmin("z", 2),
    bzpopmin: redis.bzpopmin("z"),
    zscore: redis.zscore("z", "a"),
    geosearch: redis.geosearch("g", { frommember: "a", byradius: [1, "m"] }),
    places: redis.geosearch("g", { frommember: "a", withdist: true }),
    xadd: redis.xadd("s", "*", { a: 1 }),
    xread: redis.xread({ s: "$" }),
    xclaim: redis.xclaim("s", "g", "c", 0, "1-1", { justid: true }),
    xautoclaim: redis.xautoclaim("s", "g", "c", 0, "0"),
    lcs: redis.lcs("a", "b", { len: true }),
    sort: redis.sort("l", { store: "m" }),
    config: redis.configGet("save"),
    numsub: redis.pubsubNumsub("a"),
    scan: redis.scan(0),
    jsonSet: redis.json().set("a", "$", { b: 1 }, { nx: true }),
    tagvals: bytes.ft("i").tagvals("f"),
    msetex: redis.msetex({ a: 1 }, { ex: 5 }),
    quantile: redis.tdigest().quantile("d", 0.5),
  };
}

/** Mistakes that do not compile. */
function mistakes(redis: Client) {
  // @ts-expect-error a key is missing
  void redis.get();
  // @ts-expect-error options have Redis' own words
  void redis.set("a", 1, { EX: 5 });
  // @ts-expect-error an object is no value
  void redis.set("a", {});
  // @ts-expect-error no such end of a list
  void redis.lmove("a", "b", "TOP", "LEFT");
  // @ts-expect-error scores are numbers
  void redis.zadd("z", { a: "b" });
  // @ts-expect-error no such command
  void redis.gett("a");
  // @ts-expect-error a document has a path ahead of its value
  void redis.json().set("a", { b: 1 });
  // @ts-expect-error an index has a schema
  void redis.ft("i").create();
  // @ts-expect-error no such policy
  void redis.xdelex("s", "1-1", "DROP");
}

async function iterators(redis: Client) {
  for await (const key of redis.scanIterator()) {
    expectTypeOf(key).toEqualTypeOf<string>();
  }
  for await (const pair of redis.hscanIterator("h")) {
    expectTypeOf(pair).toEqualTypeOf<[field: string, value: string]>();
  }
  for await (const pair of redis.zscanIterator("z")) {
    expectTypeOf(pair).toEqualTypeOf<[member: string, score: number]>();
  }
  for await (const entry of redis.xrangeIterator("s")) {
    expectTypeOf(entry).toEqualTypeOf<Entry<string>>();
  }
  const row = await redis
    .pipeline()
    .set("a", 1)
    .zrange("z", 0, 1, { withscores: true })
    .hgetall("h")
    .json()
    .del("doc")
    .ft("i")
    .list()
    .digest("a")
    .exec();
  expectTypeOf(row).toEqualTypeOf<
    [
      "OK" | null,
      [member: string, score: number][],
      Record<string, string>,
      number,
      string[],
      string | null,
    ]
  >();
}

test("replies are typed by command, options and reading", async () => {
  type R = {
    [N in keyof ReturnType<typeof replies>]: Of<ReturnType<typeof replies>[N]>;
  };
  expectTypeOf<R["get"]>().toEqualTypeOf<string | null>();
  expectTypeOf<R["getBytes"]>().toEqualTypeOf<Uint8Array | null>();
  expectTypeOf<R["set"]>().toEqualTypeOf<"OK" | null>();
  expectTypeOf<R["setGet"]>().toEqualTypeOf<string | null>();
  expectTypeOf<R["mget"]>().toEqualTypeOf<(string | null)[]>();
  expectTypeOf<R["lpop"]>().toEqualTypeOf<string | null>();
  expectTypeOf<R["lpopMany"]>().toEqualTypeOf<string[] | null>();
  expectTypeOf<R["hgetall"]>().toEqualTypeOf<Record<string, string>>();
  expectTypeOf<R["hgetallBytes"]>().toEqualTypeOf<Record<string, Uint8Array>>();
  expectTypeOf<R["hrandfield"]>().toEqualTypeOf<
    [field: string, value: string][]
  >();
  expectTypeOf<R["zrange"]>().toEqualTypeOf<string[]>();
  expectTypeOf<R["zrangeScores"]>().toEqualTypeOf<
    [member: string, score: number][]
  >();
  expectTypeOf<R["zrank"]>().toEqualTypeOf<
    [rank: number, score: number] | null
  >();
  expectTypeOf<R["zadd"]>().toEqualTypeOf<number>();
  expectTypeOf<R["zaddIncr"]>().toEqualTypeOf<number | null>();
  expectTypeOf<R["zpopmin"]>().toEqualTypeOf<
    [member: string, score: number] | null
  >();
  expectTypeOf<R["zpopminMany"]>().toEqualTypeOf<
    [member: string, score: number][]
  >();
  expectTypeOf<R["bzpopmin"]>().toEqualTypeOf<
    [key: string, member: string, score: number] | null
  >();
  expectTypeOf<R["zscore"]>().toEqualTypeOf<number | null>();
  expectTypeOf<R["geosearch"]>().toEqualTypeOf<string[]>();
  expectTypeOf<R["places"]>().toEqualTypeOf<Place<string>[]>();
  expectTypeOf<R["xadd"]>().toEqualTypeOf<string>();
  expectTypeOf<R["xread"]>().toEqualTypeOf<Record<
    string,
    Entry<string>[]
  > | null>();
  expectTypeOf<R["xclaim"]>().toEqualTypeOf<string[]>();
  expectTypeOf<R["xautoclaim"]["entries"]>().toEqualTypeOf<Entry<string>[]>();
  expectTypeOf<R["lcs"]>().toEqualTypeOf<number>();
  expectTypeOf<R["sort"]>().toEqualTypeOf<number>();
  expectTypeOf<R["config"]>().toEqualTypeOf<Record<string, string>>();
  expectTypeOf<R["numsub"]>().toEqualTypeOf<Record<string, number>>();
  expectTypeOf<R["jsonSet"]>().toEqualTypeOf<"OK" | null>();
  expectTypeOf<R["tagvals"]>().toEqualTypeOf<Uint8Array[]>();
  expectTypeOf<R["msetex"]>().toEqualTypeOf<number>();
  expectTypeOf<R["quantile"]>().toEqualTypeOf<number[]>();
  expectTypeOf<R["scan"]>().toEqualTypeOf<[cursor: string, keys: string[]]>();
  expectTypeOf(mistakes).returns.toEqualTypeOf<void>();
  expectTypeOf(iterators).returns.toEqualTypeOf<Promise<void>>();
  expectTypeOf(createWorld).returns.resolves.toHaveProperty("client");
});
