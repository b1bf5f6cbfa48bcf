/** Commands on hashes, and on the expiry of their fields. */

import { flat, isFields, record, scannedPairs, valued } from "../shapes.ts";
import type {
  Expiry,
  Fields,
  Key,
  Many,
  OK,
  OneOrMore,
  Out,
  ScanOptions,
  Table,
  Value,
} from "./types.ts";
import type { GetexOptions } from "./strings.ts";

/** Whether the time to live of fields is set. */
export interface FieldExpireOptions {
  /** Only of those that have none. */
  nx?: boolean;
  /** Only of those that have one. */
  xx?: boolean;
  /** Only if it becomes later. */
  gt?: boolean;
  /** Only if it becomes earlier. */
  lt?: boolean;
}

export interface HsetexOptions extends Expiry {
  /** Only if none of the fields exists. */
  fnx?: boolean;
  /** Only if all of the fields exist. */
  fxx?: boolean;
  keepttl?: boolean;
}

export interface HashCommands<B, K> {
  hdel(key: Key, ...fields: Many<Key>): Out<B, K, number>;
  hexists(key: Key, field: Key): Out<B, K, number>;
  hget(key: Key, field: Key): Out<B, K, B | null>;
  /** All fields; an empty object when there is no such key. */
  hgetall(key: Key): Out<B, K, Record<string, B>>;
  hincrby(key: Key, field: Key, amount: number | bigint): Out<B, K, number>;
  hincrbyfloat(key: Key, field: Key, amount: number): Out<B, K, B>;
  hkeys(key: Key): Out<B, K, B[]>;
  hlen(key: Key): Out<B, K, number>;
  hmget(key: Key, ...fields: Many<Key>): Out<B, K, (B | null)[]>;
  /** The old name of hset. */
  hmset(key: Key, fields: Fields): Out<B, K, OK>;
  /** A random field, or as many as asked for; of a negative count, some perhaps twice. */
  hrandfield(key: Key): Out<B, K, B | null>;
  hrandfield(
    key: Key,
    count: number,
    options: { withvalues: true },
  ): Out<B, K, [field: B, value: B][]>;
  hrandfield(
    key: Key,
    count: number,
    options?: { withvalues?: false },
  ): Out<B, K, B[]>;
  /** One step of a scan; see hscanIterator. */
  hscan(
    key: Key,
    cursor: string | number,
    options: ScanOptions & { novalues: true },
  ): Out<B, K, [cursor: string, fields: B[]]>;
  hscan(
    key: Key,
    cursor: string | number,
    options?: ScanOptions & { novalues?: false },
  ): Out<B, K, [cursor: string, pairs: [field: B, value: B][]]>;
  /** Sets fields, as hset(key, { a: 1 }) or hset(key, "a", 1, "b", 2). How many are new. */
  hset(key: Key, fields: Fields): Out<B, K, number>;
  hset(key: Key, field: Key, value: Value, ...more: Value[]): Out<B, K, number>;
  hsetnx(key: Key, field: Key, value: Value): Out<B, K, number>;
  hstrlen(key: Key, field: Key): Out<B, K, number>;
  hvals(key: Key): Out<B, K, B[]>;

  /** Of each field: 1 when its time was set, 2 when it is over, 0 when the options kept it, -2 when there is none. */
  hexpire(
    key: Key,
    seconds: number,
    fields: OneOrMore<Key>,
    options?: FieldExpireOptions,
  ): Out<B, K, number[]>;
  hexpireat(
    key: Key,
    unixSeconds: number,
    fields: OneOrMore<Key>,
    options?: FieldExpireOptions,
  ): Out<B, K, number[]>;
  hexpiretime(key: Key, ...fields: Many<Key>): Out<B, K, number[]>;
  /** The values of fields, which are then deleted. */
  hgetdel(key: Key, ...fields: Many<Key>): Out<B, K, (B | null)[]>;
  /** The values of fields, whose expiry is changed. */
  hgetex(
    key: Key,
    fields: OneOrMore<Key>,
    options?: GetexOptions,
  ): Out<B, K, (B | null)[]>;
  hpersist(key: Key, ...fields: Many<Key>): Out<B, K, number[]>;
  hpexpire(
    key: Key,
    milliseconds: number,
    fields: OneOrMore<Key>,
    options?: FieldExpireOptions,
  ): Out<B, K, number[]>;
  hpexpireat(
    key: Key,
    unixMilliseconds: number,
    fields: OneOrMore<Key>,
    options?: FieldExpireOptions,
  ): Out<B, K, number[]>;
  hpexpiretime(key: Key, ...fields: Many<Key>): Out<B, K, number[]>;
  hpttl(key: Key, ...fields: Many<Key>): Out<B, K, number[]>;
  /** Sets fields together with their expiry: 1, or 0 when fnx or fxx kept them. */
  hsetex(key: Key, fields: Fields, options?: HsetexOptions): Out<B, K, number>;
  /** Of each field the seconds left to live; -1: no expiry, -2: no such field. */
  httl(key: Key, ...fields: Many<Key>): Out<B, K, number[]>;
}

const expiry = "ex=n px=n exat=n pxat=n";
const fields = "FIELDS #[fields]";
const expires = `{nx xx gt lt} ${fields}`;
/** Further arguments as one list. */
const listed = (key: unknown, ...fields: unknown[]) => [key, fields.flat()];
const pairs =
  (command: string) =>
  (key: unknown, fields: unknown, ...more: unknown[]) =>
    isFields(fields)
      ? [key, flat(command, fields), ...more]
      : [key, [fields, ...more]];

export const hashes: Table<HashCommands<unknown, "one">> = {
  hdel: "key fields+",
  hexists: "key field",
  hget: "key field",
  hgetall: ["key", record],
  hincrby: "key field amount",
  hincrbyfloat: "key field amount",
  hkeys: "key",
  hlen: "key",
  hmget: "key fields+",
  hmset: ["key [pairs]", undefined, pairs("HMSET")],
  hrandfield: ["key count? {withvalues}", valued],
  hscan: ["key cursor {match= count=n novalues}", scannedPairs],
  hset: ["key [pairs]", undefined, pairs("HSET")],
  hsetnx: "key field value",
  hstrlen: "key field",
  hvals: "key",
  hexpire: `key seconds ${expires}`,
  hexpireat: `key unixSeconds ${expires}`,
  hexpiretime: [`key ${fields}`, undefined, listed],
  hgetdel: [`key ${fields}`, undefined, listed],
  hgetex: `key {${expiry} persist} ${fields}`,
  hpersist: [`key ${fields}`, undefined, listed],
  hpexpire: `key milliseconds ${expires}`,
  hpexpireat: `key unixMilliseconds ${expires}`,
  hpexpiretime: [`key ${fields}`, undefined, listed],
  hpttl: [`key ${fields}`, undefined, listed],
  hsetex: [
    `key {fnx fxx ${expiry} keepttl} FIELDS count [pairs]`,
    undefined,
    (key: Key, fields: Fields, options?: HsetexOptions) => {
      const pairs = flat("HSETEX", fields);
      return [key, pairs.length / 2, pairs, options];
    },
  ],
  httl: [`key ${fields}`, undefined, listed],
};
