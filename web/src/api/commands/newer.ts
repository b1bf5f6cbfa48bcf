/** Commands of servers that are newer than the page's engine: they are passed on, and the server's answer decides. */

import type { Reply } from "../../border/resp.ts";
import { flat } from "../shapes.ts";
import type {
  Expiry,
  Fields,
  Key,
  Many,
  OK,
  OneOrMore,
  Out,
  Table,
  Value,
} from "./types.ts";

/** Only if a value, or its digest, is the same, or is not. */
export interface Comparison {
  ifeq?: Value;
  ifne?: Value;
  ifdeq?: string;
  ifdne?: string;
}

export interface IncrexOptions extends Expiry {
  byint?: number | bigint;
  byfloat?: number;
  lbound?: number;
  ubound?: number;
  /** Stops at the bound, in place of an error. */
  saturate?: boolean;
  persist?: boolean;
  /** Sets the expiry only where there is none. */
  enx?: boolean;
}

/** How many are moved: just so many, or at most; one by one, or as a block. */
export interface MoveOptions {
  count?: [n: number, order: "OBO" | "BULK"];
  exactly?: [n: number, order: "OBO" | "BULK"];
}

export type RefPolicy = "KEEPREF" | "DELREF" | "ACKED";
type End = "LEFT" | "RIGHT";

export interface NewerCommands<B, K> {
  // Strings

  /** Deletes a key, if its value is as it is said to be. */
  delex(key: Key, options?: Comparison): Out<B, K, number>;
  /** A hash of the value. */
  digest(key: Key): Out<B, K, B | null>;
  increx(key: Key, options?: IncrexOptions): Out<B, K, Reply>;
  /** Sets all of them, with one expiry: 1, or 0. */
  msetex(
    values: Fields,
    options?: Expiry & { nx?: boolean; xx?: boolean; keepttl?: boolean },
  ): Out<B, K, number>;

  // Hashes by sets of fields

  himportDiscard(fieldset: string): Out<B, K, Reply>;
  himportDiscardall(): Out<B, K, Reply>;
  himportPrepare(fieldset: string, ...fields: Many<Key>): Out<B, K, Reply>;
  himportSet(
    key: Key,
    fieldset: string,
    ...values: Many<Value>
  ): Out<B, K, Reply>;

  // Lists and sets

  lmovem(
    from: Key,
    to: Key,
    fromEnd: End,
    toEnd: End,
    options?: MoveOptions,
  ): Out<B, K, B[] | null>;
  blmovem(
    from: Key,
    to: Key,
    fromEnd: End,
    toEnd: End,
    timeout: number,
    options?: MoveOptions,
  ): Out<B, K, B[] | null>;
  sdiffcard(
    keys: OneOrMore<Key>,
    options?: { limit?: number },
  ): Out<B, K, number>;
  sunioncard(
    keys: OneOrMore<Key>,
    options?: { approx?: boolean; limit?: number },
  ): Out<B, K, number>;

  // Streams

  /** Acknowledges entries and deletes them. */
  xackdel(
    key: Key,
    group: Key,
    ids: OneOrMore<string>,
    policy?: RefPolicy,
  ): Out<B, K, number[]>;
  xcfgset(
    key: Key,
    options: { idmpDuration?: number; idmpMaxsize?: number },
  ): Out<B, K, OK>;
  xdelex(
    key: Key,
    ids: OneOrMore<string>,
    policy?: RefPolicy,
  ): Out<B, K, number[]>;
  /** Gives entries back that were delivered. */
  xnack(
    key: Key,
    group: Key,
    mode: "SILENT" | "FAIL" | "FATAL",
    ids: OneOrMore<string>,
    options?: { retrycount?: number; force?: boolean },
  ): Out<B, K, number>;

  // Arrays: values by number, with gaps

  arcount(key: Key): Out<B, K, number>;
  ardel(key: Key, ...indices: Many<number>): Out<B, K, number>;
  ardelrange(
    key: Key,
    ...ranges: [start: number, end: number][]
  ): Out<B, K, number>;
  arget(key: Key, index: number): Out<B, K, B | null>;
  argetrange(key: Key, start: number, end: number): Out<B, K, (B | null)[]>;
  /** What matches: argrep("a", 0, 99, [["GLOB", "x*"]], { withvalues: true }). */
  argrep(
    key: Key,
    start: number | string,
    end: number | string,
    predicates: readonly (readonly [
      "EXACT" | "MATCH" | "GLOB" | "RE",
      Value,
    ])[],
    options?: {
      and?: boolean;
      or?: boolean;
      limit?: number;
      withvalues?: boolean;
      nocase?: boolean;
    },
  ): Out<B, K, Reply[]>;
  arinfo(key: Key, options?: { full?: boolean }): Out<B, K, Reply>;
  arinsert(key: Key, ...values: Many<Value>): Out<B, K, number>;
  arlastitems(
    key: Key,
    count: number,
    options?: { rev?: boolean },
  ): Out<B, K, B[]>;
  arlen(key: Key): Out<B, K, number>;
  armget(key: Key, ...indices: Many<number>): Out<B, K, (B | null)[]>;
  armset(key: Key, values: Fields): Out<B, K, number>;
  arnext(key: Key): Out<B, K, number>;
  arop(
    key: Key,
    start: number,
    end: number,
    operation: "SUM" | "MIN" | "MAX" | "AND" | "OR" | "XOR" | "MATCH" | "USED",
    value?: Value,
  ): Out<B, K, Reply>;
  arring(key: Key, size: number, ...values: Many<Value>): Out<B, K, number>;
  arscan(
    key: Key,
    start: number,
    end: number,
    options?: { limit?: number },
  ): Out<B, K, Reply[]>;
  arseek(key: Key, index: number): Out<B, K, number>;
  arset(key: Key, index: number, ...values: Many<Value>): Out<B, K, number>;

  // Servers

  hotkeysGet(): Out<B, K, Reply>;
  hotkeysReset(): Out<B, K, OK>;
  hotkeysStart(
    metrics: OneOrMore<"CPU" | "NET">,
    options?: {
      count?: number;
      duration?: number;
      sample?: number;
      slots?: OneOrMore<number>;
    },
  ): Out<B, K, OK>;
  hotkeysStop(): Out<B, K, OK>;
  /** What a sentinel is asked; there is none in the page. */
  sentinel(subcommand: string, ...args: Many<Value>): Out<B, K, Reply>;
}

const many = (values: Fields, options?: unknown) => {
  const words = flat("MSETEX", values);
  return [words.length / 2, words, options];
};

/** Ids behind the policy, which is an argument of its own. */
const policy = (key: Key, ids: unknown, policy?: unknown) => [key, policy, ids];
const groupPolicy = (key: Key, group: Key, ids: unknown, policy?: unknown) => [
  key,
  group,
  policy,
  ids,
];

const ranges = (key: Key, ...ranges: unknown[][]) => [key, ...ranges.flat()];
const predicates = (
  key: Key,
  start: unknown,
  end: unknown,
  all: unknown[][],
  options?: unknown,
) => [key, start, end, all.flat(), options];
const pairs = (key: Key, values: Fields) => [key, flat("ARMSET", values)];

const slots = (metrics: unknown, given?: { slots?: OneOrMore<number> }) => {
  if (given?.slots === undefined) return [metrics, given];
  const list = [given.slots].flat();
  return [metrics, { ...given, slots: [list.length, ...list] }];
};

const moved = "from to fromEnd toEnd";
const expiry = "ex=n px=n exat=n pxat=n";

export const newer: Table<NewerCommands<unknown, "one">> = {
  delex: "key {ifeq= ifne= ifdeq= ifdne=}",
  digest: "key",
  increx: `key {byint= byfloat= lbound= ubound= saturate ${expiry} persist enx}`,
  msetex: [`count [pairs] {nx xx ${expiry} keepttl}`, undefined, many],
  himportDiscard: "HIMPORT DISCARD fieldset",
  himportDiscardall: "HIMPORT DISCARDALL",
  himportPrepare: "HIMPORT PREPARE fieldset fields+",
  himportSet: "HIMPORT SET key fieldset values+",
  lmovem: `${moved} {count=2 exactly=2}`,
  blmovem: `${moved} timeout {count=2 exactly=2}`,
  sdiffcard: "#[keys] {limit=}",
  sunioncard: "#[keys] {approx limit=}",
  xackdel: ["key group policy=KEEPREF IDS #[ids]", undefined, groupPolicy],
  xcfgset: "key {idmpDuration=n idmpMaxsize=n}",
  xdelex: ["key policy=KEEPREF IDS #[ids]", undefined, policy],
  xnack: "key group mode IDS #[ids] {retrycount= force}",
  arcount: "key",
  ardel: "key indices+",
  ardelrange: ["key ranges+", undefined, ranges],
  arget: "key index",
  argetrange: "key start end",
  argrep: [
    "key start end [predicates] {and or limit= withvalues nocase}",
    undefined,
    predicates,
  ],
  arinfo: "key {full}",
  arinsert: "key values+",
  arlastitems: "key count {rev}",
  arlen: "key",
  armget: "key indices+",
  armset: ["key [pairs]", undefined, pairs],
  arnext: "key",
  arop: "key start end operation value?",
  arring: "key size values+",
  arscan: "key start end {limit=}",
  arseek: "key index",
  arset: "key index values+",
  hotkeysGet: "HOTKEYS GET",
  hotkeysReset: "HOTKEYS RESET",
  hotkeysStart: [
    "HOTKEYS START METRICS #[metrics] {count=n duration=n sample=n slots=+}",
    undefined,
    slots,
  ],
  hotkeysStop: "HOTKEYS STOP",
  sentinel: "subcommand args*",
};
