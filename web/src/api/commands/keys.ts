/** Commands on keys of any type. */

import { scanned, text } from "../shapes.ts";
import type {
  ExpireCondition,
  Key,
  Many,
  OK,
  OneOrMore,
  Out,
  ScanOptions,
  Table,
} from "./types.ts";

export interface CopyOptions {
  /** The number of another database. */
  db?: number;
  /** Even if there is such a key already. */
  replace?: boolean;
}

export interface RestoreOptions {
  replace?: boolean;
  /** The time to live is a Unix time in milliseconds. */
  absttl?: boolean;
  /** How many seconds it has not been used. */
  idletime?: number;
  freq?: number;
}

export interface SortOptions {
  /** Sort by other keys, as in "weight_*"; by: "nosort" keeps the order. */
  by?: Key;
  /** [offset, count] */
  limit?: [offset: number, count: number];
  /** Return other keys in the elements' place, as in "name_*"; "#" is the element. */
  get?: OneOrMore<Key>;
  asc?: boolean;
  desc?: boolean;
  /** As text, not as numbers. */
  alpha?: boolean;
}

export interface MigrateOptions {
  copy?: boolean;
  replace?: boolean;
  auth?: string;
  auth2?: [username: string, password: string];
}

export interface KeyCommands<B, K> {
  /** 1, or 0 when there is a key of that name. */
  copy(from: Key, to: Key, options?: CopyOptions): Out<B, K, number>;
  /** How many there were. */
  del(...keys: Many<Key>): Out<B, K, number>;
  /** A value as restore takes it: of a client with decodeResponses: false. */
  dump(key: Key): Out<B, K, B | null>;
  exists(...keys: Many<Key>): Out<B, K, number>;
  expire(
    key: Key,
    seconds: number,
    condition?: ExpireCondition,
  ): Out<B, K, number>;
  expireat(
    key: Key,
    unixSeconds: number,
    condition?: ExpireCondition,
  ): Out<B, K, number>;
  /** Unix time in seconds; -1: no expiry, -2: no such key. */
  expiretime(key: Key): Out<B, K, number>;
  /** Every key that matches, at once; scanIterator takes its time. */
  keys(pattern: Key): Out<B, K, B[]>;
  migrate(
    host: string,
    port: number,
    keys: OneOrMore<Key>,
    db: number,
    milliseconds: number,
    options?: MigrateOptions,
  ): Out<B, K, B>;
  move(key: Key, db: number): Out<B, K, number>;
  memoryUsage(
    key: Key,
    options?: { samples?: number },
  ): Out<B, K, number | null>;
  objectEncoding(key: Key): Out<B, K, B | null>;
  objectFreq(key: Key): Out<B, K, number | null>;
  /** Seconds since it was used. */
  objectIdletime(key: Key): Out<B, K, number | null>;
  objectRefcount(key: Key): Out<B, K, number | null>;
  persist(key: Key): Out<B, K, number>;
  pexpire(
    key: Key,
    milliseconds: number,
    condition?: ExpireCondition,
  ): Out<B, K, number>;
  pexpireat(
    key: Key,
    unixMilliseconds: number,
    condition?: ExpireCondition,
  ): Out<B, K, number>;
  pexpiretime(key: Key): Out<B, K, number>;
  /** Milliseconds left to live; -1: no expiry, -2: no such key. */
  pttl(key: Key): Out<B, K, number>;
  randomkey(): Out<B, K, B | null>;
  rename(from: Key, to: Key): Out<B, K, OK>;
  renamenx(from: Key, to: Key): Out<B, K, number>;
  restore(
    key: Key,
    ttl: number,
    dump: Uint8Array,
    options?: RestoreOptions,
  ): Out<B, K, OK>;
  /** One step of a scan; see scanIterator. */
  scan(
    cursor: string | number,
    options?: ScanOptions & { type?: string },
  ): Out<B, K, [cursor: string, keys: B[]]>;
  /** The elements in order; with store, how many there are. */
  sort(key: Key, options: SortOptions & { store: Key }): Out<B, K, number>;
  sort(key: Key, options?: SortOptions): Out<B, K, (B | null)[]>;
  sortRo(key: Key, options?: SortOptions): Out<B, K, (B | null)[]>;
  touch(...keys: Many<Key>): Out<B, K, number>;
  /** Seconds left to live; -1: no expiry, -2: no such key. */
  ttl(key: Key): Out<B, K, number>;
  /** Such as "string"; "none" when there is no such key. */
  type(key: Key): Out<B, K, string>;
  unlink(...keys: Many<Key>): Out<B, K, number>;
  /** Waits until so many replicas have what was written. */
  wait(replicas: number, milliseconds: number): Out<B, K, number>;
  waitaof(
    local: number,
    replicas: number,
    milliseconds: number,
  ): Out<B, K, [local: number, replicas: number]>;
}

const sort = "key {by= limit=2 get=* asc desc alpha";

export const keys: Table<KeyCommands<unknown, "one">> = {
  copy: "from to {db= replace}",
  del: "keys+",
  dump: "key",
  exists: "keys+",
  expire: "key seconds condition?",
  expireat: "key unixSeconds condition?",
  expiretime: "key",
  keys: "pattern",
  migrate: [
    'host port "" db milliseconds {copy replace auth= auth2=2} KEYS [keys]',
    undefined,
    (host, port, keys, db, milliseconds, options) =>
      [host, port, db, milliseconds, keys, options] as unknown[],
  ],
  move: "key db",
  memoryUsage: "MEMORY USAGE key {samples=}",
  objectEncoding: "OBJECT ENCODING key",
  objectFreq: "OBJECT FREQ key",
  objectIdletime: "OBJECT IDLETIME key",
  objectRefcount: "OBJECT REFCOUNT key",
  persist: "key",
  pexpire: "key milliseconds condition?",
  pexpireat: "key unixMilliseconds condition?",
  pexpiretime: "key",
  pttl: "key",
  randomkey: "",
  rename: "from to",
  renamenx: "from to",
  restore: "key ttl dump {replace absttl idletime= freq=}",
  scan: ["cursor {match= count=n type=}", scanned],
  sort: `${sort} store=}`,
  sortRo: `SORT_RO ${sort}}`,
  touch: "keys+",
  ttl: "key",
  type: ["key", text],
  unlink: "keys+",
  wait: "replicas milliseconds",
  waitaof: "local replicas milliseconds",
};
