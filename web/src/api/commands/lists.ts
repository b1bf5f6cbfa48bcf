/** Commands on lists. */

import type { Key, Many, OK, OneOrMore, Out, Table, Value } from "./types.ts";

/** The end of a list. */
export type End = "LEFT" | "RIGHT";

export interface LposOptions {
  /** Which of the matches; a negative one counts from the end. */
  rank?: number;
  /** How many of the matches, 0 for all. */
  count?: number;
  /** Look at so many elements only. */
  maxlen?: number;
}

export interface ListCommands<B, K> {
  /** Waits up to timeout seconds, 0 for ever, for an element to move. */
  blmove(
    from: Key,
    to: Key,
    fromEnd: End,
    toEnd: End,
    timeout: number,
  ): Out<B, K, B | null>;
  /** Waits up to timeout seconds for elements of the first list that has any. */
  blmpop(
    timeout: number,
    keys: OneOrMore<Key>,
    end: End,
    options?: { count?: number },
  ): Out<B, K, [key: B, elements: B[]] | null>;
  /** Waits up to timeout seconds, 0 for ever, for an element: [key, element]. */
  blpop(
    keys: OneOrMore<Key>,
    timeout?: number,
  ): Out<B, K, [key: B, element: B] | null>;
  brpop(
    keys: OneOrMore<Key>,
    timeout?: number,
  ): Out<B, K, [key: B, element: B] | null>;
  brpoplpush(from: Key, to: Key, timeout?: number): Out<B, K, B | null>;
  lindex(key: Key, index: number): Out<B, K, B | null>;
  /** The length then; -1 when there is no such pivot. */
  linsert(
    key: Key,
    where: "BEFORE" | "AFTER",
    pivot: Value,
    value: Value,
  ): Out<B, K, number>;
  llen(key: Key): Out<B, K, number>;
  lmove(from: Key, to: Key, fromEnd: End, toEnd: End): Out<B, K, B | null>;
  lmpop(
    keys: OneOrMore<Key>,
    end: End,
    options?: { count?: number },
  ): Out<B, K, [key: B, elements: B[]] | null>;
  lpop(key: Key): Out<B, K, B | null>;
  lpop(key: Key, count: number): Out<B, K, B[] | null>;
  /** Where an element is; with count, where all of them are. */
  lpos(
    key: Key,
    element: Value,
    options: LposOptions & { count: number },
  ): Out<B, K, number[]>;
  lpos(
    key: Key,
    element: Value,
    options?: LposOptions & { count?: undefined },
  ): Out<B, K, number | null>;
  lpush(key: Key, ...values: Many<Value>): Out<B, K, number>;
  lpushx(key: Key, ...values: Many<Value>): Out<B, K, number>;
  lrange(key: Key, start: number, stop: number): Out<B, K, B[]>;
  lrem(key: Key, count: number, value: Value): Out<B, K, number>;
  lset(key: Key, index: number, value: Value): Out<B, K, OK>;
  ltrim(key: Key, start: number, stop: number): Out<B, K, OK>;
  rpop(key: Key): Out<B, K, B | null>;
  rpop(key: Key, count: number): Out<B, K, B[] | null>;
  rpoplpush(from: Key, to: Key): Out<B, K, B | null>;
  rpush(key: Key, ...values: Many<Value>): Out<B, K, number>;
  rpushx(key: Key, ...values: Many<Value>): Out<B, K, number>;
}

export const lists: Table<ListCommands<unknown, "one">> = {
  blmove: "from to fromEnd toEnd timeout",
  blmpop: "timeout #[keys] end {count=n}",
  blpop: "[keys] timeout=0",
  brpop: "[keys] timeout=0",
  brpoplpush: "from to timeout=0",
  lindex: "key index",
  linsert: "key where pivot value",
  llen: "key",
  lmove: "from to fromEnd toEnd",
  lmpop: "#[keys] end {count=n}",
  lpop: "key count?",
  lpos: "key element {rank= count= maxlen=}",
  lpush: "key values+",
  lpushx: "key values+",
  lrange: "key start stop",
  lrem: "key count value",
  lset: "key index value",
  ltrim: "key start stop",
  rpop: "key count?",
  rpoplpush: "from to",
  rpush: "key values+",
  rpushx: "key values+",
};
