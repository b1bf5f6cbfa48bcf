/**
 * The modules of Redis: families of commands that servers may have, each
 * behind a method of its own. Importing this adds them; the page does so with
 * its world, since what it begins with has no use for them.
 */

import { addFamilies } from "./commander.ts";
import { family, type Make } from "./family.ts";
import { json, type JsonCommands } from "./modules/json.ts";
import {
  bloom,
  counts,
  cuckoo,
  digests,
  tops,
  type BloomCommands,
  type CountMinCommands,
  type CuckooCommands,
  type DigestCommands,
  type TopCommands,
} from "./modules/probabilistic.ts";
import { search, type SearchCommands } from "./modules/search.ts";
import { series, type SeriesCommands } from "./modules/series.ts";
import { vectors, type VectorCommands } from "./modules/vectors.ts";

export type * from "./modules/json.ts";
export type * from "./modules/probabilistic.ts";
export type * from "./modules/search.ts";
export type * from "./modules/series.ts";
export type * from "./modules/vectors.ts";

/**
 * Families of commands that the page's engine does not have: they are passed
 * on as they are, and the server's answer decides.
 */
export interface Modules<B, K> {
  /** Bloom filters: BF.* commands. */
  bf(): BloomCommands<B, K>;
  /** Cuckoo filters: CF.* commands. */
  cf(): CuckooCommands<B, K>;
  /** Counts of what is frequent: CMS.* commands. */
  cms(): CountMinCommands<B, K>;
  /** Search: FT.* commands on an index. */
  ft(index?: string): SearchCommands<B, K>;
  /** JSON documents: JSON.* commands. */
  json(): JsonCommands<B, K>;
  /** Quantiles of many numbers: TDIGEST.* commands. */
  tdigest(): DigestCommands<B, K>;
  /** The most frequent elements: TOPK.* commands. */
  topk(): TopCommands<B, K>;
  /** Time series: TS.* commands. */
  ts(): SeriesCommands<B, K>;
  /** Vector sets: V* commands. */
  vset(): VectorCommands<B, K>;
}

const plain =
  (make: Make): Make =>
  (on) =>
    make(on, []);
const searching = family("ft", search);

/** How each is made, on what it is called and for what. */
export const modules: Readonly<Record<keyof Modules<unknown, "one">, Make>> = {
  bf: plain(family("bf", bloom)),
  cf: plain(family("cf", cuckoo)),
  cms: plain(family("cms", counts)),
  ft: (on, [index = "idx"]) => searching(on, [index]),
  json: plain(family("json", json)),
  tdigest: plain(family("tdigest", digests)),
  topk: plain(family("topk", tops)),
  ts: plain(family("ts", series)),
  vset: plain(family("vset", vectors)),
};

addFamilies(modules);
