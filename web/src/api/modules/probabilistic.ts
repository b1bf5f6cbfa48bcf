/** What knows its elements only about: filters, counts, quantiles. */

import { number, numbers, record } from "../shapes.ts";
import type { Reply } from "../../border/resp.ts";
import type {
  Key,
  Many,
  OK,
  OneOrMore,
  Out,
  Table,
  Value,
} from "../commands/types.ts";

export interface BloomCommands<B, K> {
  add(key: Key, element: Value): Out<B, K, Yes>;
  card(key: Key): Out<B, K, number>;
  exists(key: Key, element: Value): Out<B, K, Yes>;
  info(key: Key): Out<B, K, Record<string, Reply>>;
  insert(
    key: Key,
    elements: OneOrMore<Value>,
    options?: {
      capacity?: number;
      error?: number;
      expansion?: number;
      nocreate?: boolean;
      nonscaling?: boolean;
    },
  ): Out<B, K, Yes[]>;
  loadchunk(key: Key, iterator: number, data: Value): Out<B, K, OK>;
  madd(key: Key, ...elements: Many<Value>): Out<B, K, Yes[]>;
  mexists(key: Key, ...elements: Many<Value>): Out<B, K, Yes[]>;
  /** Makes a filter: error is the rate of wrong answers that is borne. */
  reserve(
    key: Key,
    error: number,
    capacity: number,
    options?: { expansion?: number; nonscaling?: boolean },
  ): Out<B, K, OK>;
  scandump(key: Key, iterator: number): Out<B, K, [iterator: number, data: B]>;
}

export interface CuckooCommands<B, K> {
  add(key: Key, element: Value): Out<B, K, Yes>;
  addnx(key: Key, element: Value): Out<B, K, Yes>;
  count(key: Key, element: Value): Out<B, K, number>;
  del(key: Key, element: Value): Out<B, K, Yes>;
  exists(key: Key, element: Value): Out<B, K, Yes>;
  info(key: Key): Out<B, K, Record<string, Reply>>;
  insert(
    key: Key,
    elements: OneOrMore<Value>,
    options?: { capacity?: number; nocreate?: boolean },
  ): Out<B, K, Yes[]>;
  insertnx(
    key: Key,
    elements: OneOrMore<Value>,
    options?: { capacity?: number; nocreate?: boolean },
  ): Out<B, K, (0 | 1 | -1)[]>;
  loadchunk(key: Key, iterator: number, data: Value): Out<B, K, OK>;
  mexists(key: Key, ...elements: Many<Value>): Out<B, K, Yes[]>;
  reserve(
    key: Key,
    capacity: number,
    options?: {
      bucketsize?: number;
      maxiterations?: number;
      expansion?: number;
    },
  ): Out<B, K, OK>;
  scandump(key: Key, iterator: number): Out<B, K, [iterator: number, data: B]>;
}

export interface CountMinCommands<B, K> {
  /** Adds to counts: incrby("sketch", "a", 2, "b", 1). */
  incrby(key: Key, ...elementsAndCounts: Many<Value>): Out<B, K, number[]>;
  info(key: Key): Out<B, K, Record<string, Reply>>;
  initbydim(key: Key, width: number, depth: number): Out<B, K, OK>;
  initbyprob(key: Key, error: number, probability: number): Out<B, K, OK>;
  merge(
    to: Key,
    from: OneOrMore<Key>,
    options?: { weights?: OneOrMore<number> },
  ): Out<B, K, OK>;
  query(key: Key, ...elements: Many<Value>): Out<B, K, number[]>;
}

export interface TopCommands<B, K> {
  /** What each pushed out. */
  add(key: Key, ...elements: Many<Value>): Out<B, K, (B | null)[]>;
  count(key: Key, ...elements: Many<Value>): Out<B, K, number[]>;
  incrby(key: Key, ...elementsAndCounts: Many<Value>): Out<B, K, (B | null)[]>;
  info(key: Key): Out<B, K, Record<string, Reply>>;
  list(key: Key, options?: { withcount?: boolean }): Out<B, K, Reply[]>;
  query(key: Key, ...elements: Many<Value>): Out<B, K, Yes[]>;
  reserve(
    key: Key,
    k: number,
    width?: number,
    depth?: number,
    decay?: number,
  ): Out<B, K, OK>;
}

export interface DigestCommands<B, K> {
  add(key: Key, ...values: Many<number>): Out<B, K, OK>;
  byrank(key: Key, ...ranks: Many<number>): Out<B, K, number[]>;
  byrevrank(key: Key, ...ranks: Many<number>): Out<B, K, number[]>;
  /** Which part of all is not greater. */
  cdf(key: Key, ...values: Many<number>): Out<B, K, number[]>;
  create(key: Key, options?: { compression?: number }): Out<B, K, OK>;
  info(key: Key): Out<B, K, Record<string, Reply>>;
  max(key: Key): Out<B, K, number>;
  merge(
    to: Key,
    from: OneOrMore<Key>,
    options?: { compression?: number; override?: boolean },
  ): Out<B, K, OK>;
  min(key: Key): Out<B, K, number>;
  quantile(key: Key, ...quantiles: Many<number>): Out<B, K, number[]>;
  rank(key: Key, ...values: Many<number>): Out<B, K, number[]>;
  reset(key: Key): Out<B, K, OK>;
  revrank(key: Key, ...values: Many<number>): Out<B, K, number[]>;
  trimmedMean(key: Key, low: number, high: number): Out<B, K, number>;
}

/** Whether: 1 and 0, or true and false, as the server says it. */
export type Yes = 0 | 1 | boolean;

const held = "key elements+";
const dumping = { loadchunk: "key iterator data", scandump: "key iterator" };

/** Rows of a module, each ahead of its template the command. */
function under<T extends Record<string, unknown>>(prefix: string, rows: T): T {
  const named = Object.entries(rows).map(([name, row]) => {
    const [template, ...more] = Array.isArray(row) ? row : [row];
    const command = `${prefix}.${name.toUpperCase()} ${template}`;
    return [name, more.length > 0 ? [command, ...more] : command];
  });
  return Object.fromEntries(named) as T;
}

export const bloom: Table<BloomCommands<unknown, "one">> = under("BF", {
  add: "key element",
  card: "key",
  exists: "key element",
  info: ["key", record],
  insert:
    "key {capacity= error= expansion= nocreate nonscaling} ITEMS [elements]",
  madd: held,
  mexists: held,
  reserve: "key error capacity {expansion= nonscaling}",
  ...dumping,
});

export const cuckoo: Table<CuckooCommands<unknown, "one">> = under("CF", {
  add: "key element",
  addnx: "key element",
  count: "key element",
  del: "key element",
  exists: "key element",
  info: ["key", record],
  insert: "key {capacity= nocreate} ITEMS [elements]",
  insertnx: "key {capacity= nocreate} ITEMS [elements]",
  mexists: held,
  reserve: "key capacity {bucketsize= maxiterations= expansion=}",
  ...dumping,
});

export const counts: Table<CountMinCommands<unknown, "one">> = under("CMS", {
  incrby: "key elementsAndCounts+",
  info: ["key", record],
  initbydim: "key width depth",
  initbyprob: "key error probability",
  merge: "to #[from] {weights=+}",
  query: held,
});

export const tops: Table<TopCommands<unknown, "one">> = under("TOPK", {
  add: held,
  count: held,
  incrby: "key elementsAndCounts+",
  info: ["key", record],
  list: "key {withcount}",
  query: held,
  reserve: "key k width? depth? decay?",
});

export const digests: Table<DigestCommands<unknown, "one">> = {
  ...under("TDIGEST", {
    add: "key values+",
    byrank: ["key ranks+", numbers],
    byrevrank: ["key ranks+", numbers],
    cdf: ["key values+", numbers],
    create: "key {compression=}",
    info: ["key", record],
    max: ["key", number],
    merge: "to #[from] {compression= override}",
    min: ["key", number],
    quantile: ["key quantiles+", numbers],
    rank: "key values+",
    reset: "key",
    revrank: "key values+",
  } as const),
  trimmedMean: ["TDIGEST.TRIMMED_MEAN key low high", number],
};
