/** Commands on strings, on their bits, and on HyperLogLogs. */

import { common, flat } from "../shapes.ts";
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

/** When a value is set, and for how long. */
export interface SetOptions extends Expiry {
  /** Keep the time to live that the key has. */
  keepttl?: boolean;
  /** Only if the key does not exist. */
  nx?: boolean;
  /** Only if the key exists. */
  xx?: boolean;
  /** Return the value before. */
  get?: boolean;
}

export interface GetexOptions extends Expiry {
  /** Lives for ever from now on. */
  persist?: boolean;
}

export interface LcsOptions {
  /** Return its length alone. */
  len?: boolean;
  /** Return where it is in both. */
  idx?: boolean;
  /** Leave out shorter matches. */
  minmatchlen?: number;
  /** Return how long each match is. */
  withmatchlen?: boolean;
}

/** A step of bitfield; type as in "u8" or "i16", offset in bits, or "#2" for the third of its type. */
export type BitfieldStep =
  | ["GET", type: string, offset: number | string]
  | ["SET", type: string, offset: number | string, value: number | bigint]
  | ["INCRBY", type: string, offset: number | string, amount: number | bigint]
  | ["OVERFLOW", "WRAP" | "SAT" | "FAIL"];

export interface StringCommands<B, K> {
  /** Appends to a string. The length it has then. */
  append(key: Key, value: Value): Out<B, K, number>;
  decr(key: Key): Out<B, K, number>;
  decrby(key: Key, amount: number | bigint): Out<B, K, number>;
  get(key: Key): Out<B, K, B | null>;
  /** The value, which is then deleted. */
  getdel(key: Key): Out<B, K, B | null>;
  /** The value, whose expiry is changed. */
  getex(key: Key, options?: GetexOptions): Out<B, K, B | null>;
  /** Part of a string, both ends included; negative ends count from its end. */
  getrange(key: Key, start: number, end: number): Out<B, K, B>;
  /** Sets a value, and returns the one before. */
  getset(key: Key, value: Value): Out<B, K, B | null>;
  incr(key: Key): Out<B, K, number>;
  incrby(key: Key, amount: number | bigint): Out<B, K, number>;
  /** The number as it is stored then. */
  incrbyfloat(key: Key, amount: number): Out<B, K, B>;
  /** The longest common subsequence of two strings. */
  lcs(a: Key, b: Key, options: LcsOptions & { len: true }): Out<B, K, number>;
  lcs(
    a: Key,
    b: Key,
    options: LcsOptions & { idx: true },
  ): Out<B, K, { matches: unknown[]; len: number }>;
  lcs(a: Key, b: Key, options?: LcsOptions): Out<B, K, B>;
  mget(...keys: Many<Key>): Out<B, K, (B | null)[]>;
  mset(values: Fields): Out<B, K, OK>;
  /** Sets all of them if none exists: 1, or 0. */
  msetnx(values: Fields): Out<B, K, number>;
  psetex(key: Key, milliseconds: number, value: Value): Out<B, K, OK>;
  /** "OK", or null when nx or xx kept it from being set; with get, the value before. */
  set(
    key: Key,
    value: Value,
    options: SetOptions & { get: true },
  ): Out<B, K, B | null>;
  set(key: Key, value: Value, options?: SetOptions): Out<B, K, OK | null>;
  setex(key: Key, seconds: number, value: Value): Out<B, K, OK>;
  setnx(key: Key, value: Value): Out<B, K, number>;
  /** Writes over part of a string. The length it has then. */
  setrange(key: Key, offset: number, value: Value): Out<B, K, number>;
  strlen(key: Key): Out<B, K, number>;
  /** The old name of getrange. */
  substr(key: Key, start: number, end: number): Out<B, K, B>;

  /** How many bits are 1, in the whole or from start to end. */
  bitcount(
    key: Key,
    start?: number,
    end?: number,
    unit?: "BYTE" | "BIT",
  ): Out<B, K, number>;
  /** Numbers within a string: bitfield("n", ["INCRBY", "u8", 0, 10], ["GET", "u8", 0]). */
  bitfield(key: Key, ...steps: BitfieldStep[]): Out<B, K, (number | null)[]>;
  bitfieldRo(
    key: Key,
    ...steps: ["GET", type: string, offset: number | string][]
  ): Out<B, K, number[]>;
  bitop(
    operation: "AND" | "OR" | "XOR" | "NOT",
    to: Key,
    ...keys: Many<Key>
  ): Out<B, K, number>;
  /** Where the first such bit is; -1 when there is none. */
  bitpos(
    key: Key,
    bit: 0 | 1,
    start?: number,
    end?: number,
    unit?: "BYTE" | "BIT",
  ): Out<B, K, number>;
  getbit(key: Key, offset: number): Out<B, K, number>;
  /** Sets a bit, and returns the one before. */
  setbit(key: Key, offset: number, value: 0 | 1): Out<B, K, number>;

  pfadd(key: Key, ...elements: Many<Value>): Out<B, K, number>;
  /** About how many different elements have been added. */
  pfcount(...keys: Many<Key>): Out<B, K, number>;
  pfmerge(to: Key, ...keys: Many<Key>): Out<B, K, OK>;
}

const pairs = (command: string) => (values: unknown) => [flat(command, values)];
const steps = (key: Key, ...steps: OneOrMore<unknown>[]) => [key, steps.flat()];
const expiry = "ex=n px=n exat=n pxat=n";

export const strings: Table<StringCommands<unknown, "one">> = {
  append: "key value",
  decr: "key",
  decrby: "key amount",
  get: "key",
  getdel: "key",
  getex: `key {${expiry} persist}`,
  getrange: "key start end",
  getset: "key value",
  incr: "key",
  incrby: "key amount",
  incrbyfloat: "key amount",
  lcs: ["a b {len idx minmatchlen= withmatchlen}", common],
  mget: "keys+",
  mset: ["[pairs]", undefined, pairs("MSET")],
  msetnx: ["[pairs]", undefined, pairs("MSETNX")],
  psetex: "key milliseconds value",
  set: `key value {nx xx get ${expiry} keepttl}`,
  setex: "key seconds value",
  setnx: "key value",
  setrange: "key offset value",
  strlen: "key",
  substr: "key start end",
  bitcount: "key start? end? unit?",
  bitfield: ["key steps*", undefined, steps],
  bitfieldRo: ["BITFIELD_RO key steps*", undefined, steps],
  bitop: "operation to keys+",
  bitpos: "key bit start? end? unit?",
  getbit: "key offset",
  setbit: "key offset value",
  pfadd: "key elements*",
  pfcount: "keys+",
  pfmerge: "to keys*",
};
