/** What the tables of commands are made of: what commands take, and how a row puts it. */

import type { Reply } from "../../border/resp.ts";
import type { Pipeline } from "../pipeline.ts";

/** A key, a field, a channel or a pattern. */
export type Key = string | Uint8Array;
/** What can be stored. */
export type Value = string | number | bigint | Uint8Array;
/** Names and their values. */
export type Fields = Record<string, Value> | Map<Key, Value>;
/** A list, as further arguments or as one array. */
export type Many<T> = T[] | [list: readonly T[]];
/** A list, or its only element. */
export type OneOrMore<T> = T | readonly T[];
export type OK = "OK";

/**
 * What a method of a reply T returns. K is what it is called on: on a client
 * a promise of the reply; on a pipeline, where K is the row of replies so
 * far, the pipeline with this reply at its row's end.
 */
export type Out<B, K, T> = K extends unknown[]
  ? Pipeline<B, [...K, T]>
  : Promise<T>;

/** Makes of a reply what the method resolves to; words are those of the command. */
export type Shape = (reply: Reply, words: readonly unknown[]) => unknown;

/** Brings a method's arguments into the order of its template. */
export type Prepare = (...given: never[]) => unknown[];

/** How a method becomes a command, see template.ts; its reply; its arguments. */
export type Row =
  | string
  | readonly [template: string, shape: Shape | undefined, prepare?: Prepare];

/** A row for each method of a family. */
export type Table<Family> = { readonly [N in keyof Family]: Row };

/** When and for how long a value is kept. */
export interface Expiry {
  /** Seconds to live. */
  ex?: number;
  /** Milliseconds to live. */
  px?: number;
  /** Unix time in seconds at which it expires. */
  exat?: number;
  /** Unix time in milliseconds at which it expires. */
  pxat?: number;
}

/** Only if there is no expiry, only if there is one, only if it becomes later, or earlier. */
export type ExpireCondition = "NX" | "XX" | "GT" | "LT";

/** About how much of what a step of a scan looks at. */
export interface ScanOptions {
  /** A pattern, such as "user:*". */
  match?: Key;
  /** About how many elements each step looks at. */
  count?: number;
}
