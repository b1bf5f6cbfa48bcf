/** JSON documents: values are encoded on the way there, and decoded on the way back. */

import { UsageError } from "../../border/errors.ts";
import type { Reply } from "../../border/resp.ts";
import { textOf } from "../shapes.ts";
import type {
  Key,
  Many,
  OK,
  OneOrMore,
  Out,
  Table,
  Value,
} from "../commands/types.ts";

/**
 * JSON.* commands. Paths are Redis' own, as "$.name"; a reply has one element
 * for each place that such a path finds, or is the only one where the path is
 * of the old kind, as ".name".
 */
export interface JsonCommands<B, K> {
  /** Appends values to arrays: their lengths then. */
  arrappend(
    key: Key,
    path: string,
    ...values: unknown[]
  ): Out<B, K, Found<number>>;
  arrindex(
    key: Key,
    path: string,
    value: unknown,
    start?: number,
    stop?: number,
  ): Out<B, K, Found<number>>;
  arrinsert(
    key: Key,
    path: string,
    index: number,
    ...values: unknown[]
  ): Out<B, K, Found<number>>;
  arrlen(key: Key, path?: string): Out<B, K, Found<number>>;
  /** Removes an element, the last unless told otherwise, and returns it. */
  arrpop(key: Key, path?: string, index?: number): Out<B, K, any>;
  arrtrim(
    key: Key,
    path: string,
    start: number,
    stop: number,
  ): Out<B, K, Found<number>>;
  /** Empties arrays and objects, and sets numbers to 0. */
  clear(key: Key, path?: string): Out<B, K, number>;
  debugMemory(key: Key, path?: string): Out<B, K, Found<number>>;
  del(key: Key, path?: string): Out<B, K, number>;
  forget(key: Key, path?: string): Out<B, K, number>;
  /** The document, or what is at a path, or an object of what is at each of several. */
  get(key: Key, ...paths: Many<string>): Out<B, K, any>;
  merge(key: Key, path: string, value: unknown): Out<B, K, OK>;
  /** What is at a path in each of several documents. */
  mget(keys: OneOrMore<Key>, path: string): Out<B, K, any[]>;
  mset(...documents: [key: Key, path: string, value: unknown][]): Out<B, K, OK>;
  numincrby(key: Key, path: string, amount: number): Out<B, K, any>;
  nummultby(key: Key, path: string, factor: number): Out<B, K, any>;
  objkeys(key: Key, path?: string): Out<B, K, (B[] | null)[] | B[] | null>;
  objlen(key: Key, path?: string): Out<B, K, Found<number>>;
  resp(key: Key, path?: string): Out<B, K, Reply>;
  /** Sets what is at a path: set("user", "$", { name: "Ada" }). */
  set(
    key: Key,
    path: string,
    value: unknown,
    options?: { nx?: boolean; xx?: boolean },
  ): Out<B, K, OK | null>;
  strappend(key: Key, path: string, text: string): Out<B, K, Found<number>>;
  strlen(key: Key, path?: string): Out<B, K, Found<number>>;
  toggle(key: Key, path: string): Out<B, K, any>;
  type(key: Key, path?: string): Out<B, K, Reply>;
}

/** One for each place that was found; null where it is of another type. */
export type Found<T> = (T | null)[] | T | null;

/** A value as JSON. */
function encode(value: unknown): Value {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new UsageError(
      `json can not encode a value: ${(error as Error).message}`,
    );
  }
  if (text !== undefined) return text;
  throw new UsageError(
    `json can not encode ${typeof value}; give null, or leave it out of its object`,
  );
}

/** A reply whose strings are JSON. */
function decoded(reply: Reply): unknown {
  if (Array.isArray(reply)) return reply.map(decoded);
  const isText = typeof reply === "string" || reply instanceof Uint8Array;
  return isText ? JSON.parse(textOf(reply)) : reply;
}

/** With the values behind so many arguments as JSON. */
const encodedFrom =
  (first: number) =>
  (...given: unknown[]) =>
    given.map((one, i) => (i < first ? one : encode(one)));

/** With one argument as JSON. */
const encodedAt =
  (at: number) =>
  (...given: unknown[]) =>
    given.map((one, i) => (i === at ? encode(one) : one));

const documents = (...given: unknown[][]) =>
  given.flatMap(([key, path, value]) => [key, path, encode(value)]);

const at = "key path?";

export const json: Table<JsonCommands<unknown, "one">> = {
  arrappend: ["JSON.ARRAPPEND key path values+", undefined, encodedFrom(2)],
  arrindex: [
    "JSON.ARRINDEX key path value start? stop?",
    undefined,
    encodedAt(2),
  ],
  arrinsert: [
    "JSON.ARRINSERT key path index values+",
    undefined,
    encodedFrom(3),
  ],
  arrlen: `JSON.ARRLEN ${at}`,
  arrpop: ["JSON.ARRPOP key path? index?", decoded],
  arrtrim: "JSON.ARRTRIM key path start stop",
  clear: `JSON.CLEAR ${at}`,
  debugMemory: `JSON.DEBUG MEMORY ${at}`,
  del: `JSON.DEL ${at}`,
  forget: `JSON.FORGET ${at}`,
  get: ["JSON.GET key paths*", decoded],
  merge: ["JSON.MERGE key path value", undefined, encodedAt(2)],
  mget: ["JSON.MGET [keys] path", decoded],
  mset: ["JSON.MSET documents+", undefined, documents],
  numincrby: ["JSON.NUMINCRBY key path amount", decoded],
  nummultby: ["JSON.NUMMULTBY key path factor", decoded],
  objkeys: `JSON.OBJKEYS ${at}`,
  objlen: `JSON.OBJLEN ${at}`,
  resp: `JSON.RESP ${at}`,
  set: ["JSON.SET key path value {nx xx}", undefined, encodedAt(2)],
  strappend: ["JSON.STRAPPEND key path text", undefined, encodedAt(2)],
  strlen: `JSON.STRLEN ${at}`,
  toggle: ["JSON.TOGGLE key path", decoded],
  type: `JSON.TYPE ${at}`,
};
