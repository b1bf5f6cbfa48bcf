/** Commands on sorted sets. */

import {
  flat,
  number,
  numbers,
  popped,
  poppedMany,
  poppedOf,
  rank,
  scannedScores,
  scored,
} from "../shapes.ts";
import type {
  Key,
  Many,
  OneOrMore,
  Out,
  ScanOptions,
  Table,
  Value,
} from "./types.ts";

/** A score or an index, or as in "(5", "+inf", "[a" and "-". */
export type Bound = number | string;
export type Scored<B> = [member: B, score: number];

/** Members and their scores. */
export type Scores =
  Record<string, number | "inf" | "-inf"> | Map<Value, number | "inf" | "-inf">;

export interface ZaddOptions {
  /** Only new members. */
  nx?: boolean;
  /** Only members that are there. */
  xx?: boolean;
  /** Only to a higher score. */
  gt?: boolean;
  /** Only to a lower score. */
  lt?: boolean;
  /** Count the changed ones among the new. */
  ch?: boolean;
}

export interface RangeOptions {
  /** The bounds are scores. */
  byscore?: boolean;
  /** The bounds are members. */
  bylex?: boolean;
  /** From the last on; the bounds change places. */
  rev?: boolean;
  limit?: [offset: number, count: number];
}

export interface LimitOptions {
  limit?: [offset: number, count: number];
}

export interface AggregateOptions {
  /** What the scores of each key are multiplied by. */
  weights?: number[];
  aggregate?: "SUM" | "MIN" | "MAX";
}

interface With {
  withscores: true;
}
interface Without {
  withscores?: false;
}

export interface SortedSetCommands<B, K> {
  bzmpop(
    timeout: number,
    keys: OneOrMore<Key>,
    which: "MIN" | "MAX",
    options?: { count?: number },
  ): Out<B, K, [key: B, members: Scored<B>[]] | null>;
  bzpopmax(
    keys: OneOrMore<Key>,
    timeout?: number,
  ): Out<B, K, [key: B, member: B, score: number] | null>;
  /** Waits up to timeout seconds, 0 for ever: [key, member, score]. */
  bzpopmin(
    keys: OneOrMore<Key>,
    timeout?: number,
  ): Out<B, K, [key: B, member: B, score: number] | null>;
  /** Sets scores, as zadd("board", { anna: 30 }). How many members are new; with incr, the score then. */
  zadd(
    key: Key,
    scores: Scores,
    options: ZaddOptions & { incr: true },
  ): Out<B, K, number | null>;
  zadd(
    key: Key,
    scores: Scores,
    options?: ZaddOptions & { incr?: false },
  ): Out<B, K, number>;
  zcard(key: Key): Out<B, K, number>;
  zcount(key: Key, min: Bound, max: Bound): Out<B, K, number>;
  zdiff(keys: OneOrMore<Key>, options: With): Out<B, K, Scored<B>[]>;
  zdiff(keys: OneOrMore<Key>, options?: Without): Out<B, K, B[]>;
  zdiffstore(to: Key, keys: OneOrMore<Key>): Out<B, K, number>;
  zincrby(key: Key, amount: number, member: Value): Out<B, K, number>;
  zinter(
    keys: OneOrMore<Key>,
    options: AggregateOptions & With,
  ): Out<B, K, Scored<B>[]>;
  zinter(
    keys: OneOrMore<Key>,
    options?: AggregateOptions & Without,
  ): Out<B, K, B[]>;
  zintercard(
    keys: OneOrMore<Key>,
    options?: { limit?: number },
  ): Out<B, K, number>;
  zinterstore(
    to: Key,
    keys: OneOrMore<Key>,
    options?: AggregateOptions,
  ): Out<B, K, number>;
  zlexcount(key: Key, min: string, max: string): Out<B, K, number>;
  zmpop(
    keys: OneOrMore<Key>,
    which: "MIN" | "MAX",
    options?: { count?: number },
  ): Out<B, K, [key: B, members: Scored<B>[]] | null>;
  zmscore(key: Key, ...members: Many<Value>): Out<B, K, (number | null)[]>;
  zpopmax(key: Key): Out<B, K, Scored<B> | null>;
  zpopmax(key: Key, count: number): Out<B, K, Scored<B>[]>;
  zpopmin(key: Key): Out<B, K, Scored<B> | null>;
  zpopmin(key: Key, count: number): Out<B, K, Scored<B>[]>;
  zrandmember(key: Key): Out<B, K, B | null>;
  zrandmember(key: Key, count: number, options: With): Out<B, K, Scored<B>[]>;
  zrandmember(key: Key, count: number, options?: Without): Out<B, K, B[]>;
  /** Members in order; with withscores, [member, score] of each. */
  zrange(
    key: Key,
    start: Bound,
    stop: Bound,
    options: RangeOptions & With,
  ): Out<B, K, Scored<B>[]>;
  zrange(
    key: Key,
    start: Bound,
    stop: Bound,
    options?: RangeOptions & Without,
  ): Out<B, K, B[]>;
  zrangebylex(
    key: Key,
    min: string,
    max: string,
    options?: LimitOptions,
  ): Out<B, K, B[]>;
  zrangebyscore(
    key: Key,
    min: Bound,
    max: Bound,
    options: LimitOptions & With,
  ): Out<B, K, Scored<B>[]>;
  zrangebyscore(
    key: Key,
    min: Bound,
    max: Bound,
    options?: LimitOptions & Without,
  ): Out<B, K, B[]>;
  zrangestore(
    to: Key,
    from: Key,
    start: Bound,
    stop: Bound,
    options?: RangeOptions,
  ): Out<B, K, number>;
  zrank(
    key: Key,
    member: Value,
    options: { withscore: true },
  ): Out<B, K, [rank: number, score: number] | null>;
  zrank(
    key: Key,
    member: Value,
    options?: { withscore?: false },
  ): Out<B, K, number | null>;
  zrem(key: Key, ...members: Many<Value>): Out<B, K, number>;
  zremrangebylex(key: Key, min: string, max: string): Out<B, K, number>;
  zremrangebyrank(key: Key, start: number, stop: number): Out<B, K, number>;
  zremrangebyscore(key: Key, min: Bound, max: Bound): Out<B, K, number>;
  zrevrange(
    key: Key,
    start: number,
    stop: number,
    options: With,
  ): Out<B, K, Scored<B>[]>;
  zrevrange(
    key: Key,
    start: number,
    stop: number,
    options?: Without,
  ): Out<B, K, B[]>;
  zrevrangebylex(
    key: Key,
    max: string,
    min: string,
    options?: LimitOptions,
  ): Out<B, K, B[]>;
  zrevrangebyscore(
    key: Key,
    max: Bound,
    min: Bound,
    options: LimitOptions & With,
  ): Out<B, K, Scored<B>[]>;
  zrevrangebyscore(
    key: Key,
    max: Bound,
    min: Bound,
    options?: LimitOptions & Without,
  ): Out<B, K, B[]>;
  zrevrank(
    key: Key,
    member: Value,
    options: { withscore: true },
  ): Out<B, K, [rank: number, score: number] | null>;
  zrevrank(
    key: Key,
    member: Value,
    options?: { withscore?: false },
  ): Out<B, K, number | null>;
  /** One step of a scan; see zscanIterator. */
  zscan(
    key: Key,
    cursor: string | number,
    options?: ScanOptions,
  ): Out<B, K, [cursor: string, members: Scored<B>[]]>;
  zscore(key: Key, member: Value): Out<B, K, number | null>;
  zunion(
    keys: OneOrMore<Key>,
    options: AggregateOptions & With,
  ): Out<B, K, Scored<B>[]>;
  zunion(
    keys: OneOrMore<Key>,
    options?: AggregateOptions & Without,
  ): Out<B, K, B[]>;
  zunionstore(
    to: Key,
    keys: OneOrMore<Key>,
    options?: AggregateOptions,
  ): Out<B, K, number>;
}

/** Members and their scores as score, member, score, member. */
const scores = (key: unknown, members: unknown, options: unknown) => {
  const pairs = flat("ZADD", members);
  const swapped = pairs.map((_, i) => pairs[i % 2 ? i - 1 : i + 1]);
  return [key, swapped, options];
};
const range = "{byscore bylex rev limit=2";
const aggregate = "{weights=+ aggregate=";

export const sortedSets: Table<SortedSetCommands<unknown, "one">> = {
  bzmpop: ["timeout #[keys] which {count=n}", poppedMany],
  bzpopmax: ["[keys] timeout=0", poppedOf],
  bzpopmin: ["[keys] timeout=0", poppedOf],
  zadd: ["key {nx xx gt lt ch incr} [pairs]", number, scores],
  zcard: "key",
  zcount: "key min max",
  zdiff: ["#[keys] {withscores}", scored],
  zdiffstore: "to #[keys]",
  zincrby: ["key amount member", number],
  zinter: [`#[keys] ${aggregate} withscores}`, scored],
  zintercard: "#[keys] {limit=}",
  zinterstore: `to #[keys] ${aggregate}}`,
  zlexcount: "key min max",
  zmpop: ["#[keys] which {count=n}", poppedMany],
  zmscore: ["key members+", numbers],
  zpopmax: ["key count?", popped],
  zpopmin: ["key count?", popped],
  zrandmember: ["key count? {withscores}", scored],
  zrange: [`key start stop ${range} withscores}`, scored],
  zrangebylex: "key min max {limit=2}",
  zrangebyscore: ["key min max {withscores limit=2}", scored],
  zrangestore: `to from start stop ${range}}`,
  zrank: ["key member {withscore}", rank],
  zrem: "key members+",
  zremrangebylex: "key min max",
  zremrangebyrank: "key start stop",
  zremrangebyscore: "key min max",
  zrevrange: ["key start stop {withscores}", scored],
  zrevrangebylex: "key max min {limit=2}",
  zrevrangebyscore: ["key max min {withscores limit=2}", scored],
  zrevrank: ["key member {withscore}", rank],
  zscan: ["key cursor {match= count=n}", scannedScores],
  zscore: ["key member", number],
  zunion: [`#[keys] ${aggregate} withscores}`, scored],
  zunionstore: `to #[keys] ${aggregate}}`,
};
