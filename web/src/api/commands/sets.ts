/** Commands on sets. */

import { scanned } from "../shapes.ts";
import type {
  Key,
  Many,
  OneOrMore,
  Out,
  ScanOptions,
  Table,
  Value,
} from "./types.ts";

export interface SetCommands<B, K> {
  /** How many are new. */
  sadd(key: Key, ...members: Many<Value>): Out<B, K, number>;
  scard(key: Key): Out<B, K, number>;
  sdiff(...keys: Many<Key>): Out<B, K, B[]>;
  sdiffstore(to: Key, ...keys: Many<Key>): Out<B, K, number>;
  sinter(...keys: Many<Key>): Out<B, K, B[]>;
  /** How many are in all of them; with limit, counted no further. */
  sintercard(
    keys: OneOrMore<Key>,
    options?: { limit?: number },
  ): Out<B, K, number>;
  sinterstore(to: Key, ...keys: Many<Key>): Out<B, K, number>;
  sismember(key: Key, member: Value): Out<B, K, number>;
  smembers(key: Key): Out<B, K, B[]>;
  smismember(key: Key, ...members: Many<Value>): Out<B, K, number[]>;
  smove(from: Key, to: Key, member: Value): Out<B, K, number>;
  spop(key: Key): Out<B, K, B | null>;
  spop(key: Key, count: number): Out<B, K, B[]>;
  /** A random member, or as many as asked for; of a negative count, some perhaps twice. */
  srandmember(key: Key): Out<B, K, B | null>;
  srandmember(key: Key, count: number): Out<B, K, B[]>;
  srem(key: Key, ...members: Many<Value>): Out<B, K, number>;
  /** One step of a scan; see sscanIterator. */
  sscan(
    key: Key,
    cursor: string | number,
    options?: ScanOptions,
  ): Out<B, K, [cursor: string, members: B[]]>;
  sunion(...keys: Many<Key>): Out<B, K, B[]>;
  sunionstore(to: Key, ...keys: Many<Key>): Out<B, K, number>;
}

export const sets: Table<SetCommands<unknown, "one">> = {
  sadd: "key members+",
  scard: "key",
  sdiff: "keys+",
  sdiffstore: "to keys+",
  sinter: "keys+",
  sintercard: "#[keys] {limit=}",
  sinterstore: "to keys+",
  sismember: "key member",
  smembers: "key",
  smismember: "key members+",
  smove: "from to member",
  spop: "key count?",
  srandmember: "key count?",
  srem: "key members+",
  sscan: ["key cursor {match= count=n}", scanned],
  sunion: "keys+",
  sunionstore: "to keys+",
};
