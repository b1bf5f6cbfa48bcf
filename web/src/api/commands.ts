/** Every command method, written once: how its arguments become a command, and what its reply is. */

import { describe, UsageError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import { checkOptions, flag, wholeNumber, type Check } from "./options.ts";

/** A key, a field or a channel. */
export type Key = string | Uint8Array;
/** What can be stored. */
export type Value = string | number | bigint | Uint8Array;
/** Fields and their values. */
export type Fields = Record<string, Value> | Map<Key, Value>;

/** When a value is set, and for how long. */
export interface SetOptions {
  /** Seconds to live. */
  ex?: number;
  /** Milliseconds to live. */
  px?: number;
  /** Unix time in seconds at which it expires. */
  exat?: number;
  /** Unix time in milliseconds at which it expires. */
  pxat?: number;
  /** Keep the time to live that the key has. */
  keepttl?: boolean;
  /** Only if the key does not exist. */
  nx?: boolean;
  /** Only if the key exists. */
  xx?: boolean;
  /** Return the value before. */
  get?: boolean;
}

/** What each command takes and resolves to. B is what a bulk string becomes: text, or bytes. */
export interface CommandTypes<B> {
  append(key: Key, value: Value): number;
  bitcount(key: Key): number;
  blmove(
    from: Key,
    to: Key,
    fromEnd: End,
    toEnd: End,
    timeout: number,
  ): B | null;
  /** Waits up to timeout seconds, 0 for ever, for an element: [key, element]. */
  blpop(keys: Key | Key[], timeout?: number): [B, B] | null;
  brpop(keys: Key | Key[], timeout?: number): [B, B] | null;
  copy(from: Key, to: Key): number;
  dbsize(): number;
  decr(key: Key): number;
  decrby(key: Key, amount: number | bigint): number;
  del(...keys: Key[]): number;
  echo(message: Value): B;
  exists(...keys: Key[]): number;
  expire(key: Key, seconds: number, condition?: ExpireCondition): number;
  expireat(key: Key, unixSeconds: number, condition?: ExpireCondition): number;
  expiretime(key: Key): number;
  flushall(): "OK";
  flushdb(): "OK";
  get(key: Key): B | null;
  getdel(key: Key): B | null;
  getrange(key: Key, start: number, end: number): B;
  hdel(key: Key, ...fields: Key[]): number;
  hexists(key: Key, field: Key): number;
  hget(key: Key, field: Key): B | null;
  /** All fields; an empty object when there is no such key. */
  hgetall(key: Key): Record<string, B>;
  hincrby(key: Key, field: Key, amount: number | bigint): number;
  hincrbyfloat(key: Key, field: Key, amount: number): B;
  hkeys(key: Key): B[];
  hlen(key: Key): number;
  hmget(key: Key, ...fields: Key[]): (B | null)[];
  /** Sets fields, as hset(key, { a: 1 }) or hset(key, "a", 1, "b", 2). */
  hset(key: Key, fields: Fields | Key, ...pairs: Value[]): number;
  hsetnx(key: Key, field: Key, value: Value): number;
  hstrlen(key: Key, field: Key): number;
  hvals(key: Key): B[];
  incr(key: Key): number;
  incrby(key: Key, amount: number | bigint): number;
  incrbyfloat(key: Key, amount: number): B;
  info(...sections: string[]): B;
  keys(pattern: Key): B[];
  lindex(key: Key, index: number): B | null;
  linsert(
    key: Key,
    where: "BEFORE" | "AFTER",
    pivot: Value,
    value: Value,
  ): number;
  llen(key: Key): number;
  lmove(from: Key, to: Key, fromEnd: End, toEnd: End): B | null;
  lpop(key: Key, count?: number): B | B[] | null;
  lpush(key: Key, ...values: Value[]): number;
  lpushx(key: Key, ...values: Value[]): number;
  lrange(key: Key, start: number, stop: number): B[];
  lrem(key: Key, count: number, value: Value): number;
  lset(key: Key, index: number, value: Value): "OK";
  ltrim(key: Key, start: number, stop: number): "OK";
  mget(...keys: Key[]): (B | null)[];
  mset(values: Fields): "OK";
  msetnx(values: Fields): number;
  persist(key: Key): number;
  pexpire(key: Key, milliseconds: number, condition?: ExpireCondition): number;
  ping(message?: Value): B;
  pttl(key: Key): number;
  publish(channel: Key, message: Value): number;
  randomkey(): B | null;
  rename(from: Key, to: Key): "OK";
  renamenx(from: Key, to: Key): number;
  rpop(key: Key, count?: number): B | B[] | null;
  rpush(key: Key, ...values: Value[]): number;
  rpushx(key: Key, ...values: Value[]): number;
  sadd(key: Key, ...members: Value[]): number;
  scard(key: Key): number;
  sdiff(...keys: Key[]): B[];
  sdiffstore(to: Key, ...keys: Key[]): number;
  /** "OK", or null when nx or xx kept it from being set; with get, the value before. */
  set(key: Key, value: Value, options?: SetOptions): B | null;
  setex(key: Key, seconds: number, value: Value): "OK";
  setnx(key: Key, value: Value): number;
  setrange(key: Key, offset: number, value: Value): number;
  sinter(...keys: Key[]): B[];
  sinterstore(to: Key, ...keys: Key[]): number;
  sismember(key: Key, member: Value): number;
  smembers(key: Key): B[];
  smismember(key: Key, ...members: Value[]): number[];
  smove(from: Key, to: Key, member: Value): number;
  spop(key: Key, count?: number): B | B[] | null;
  srandmember(key: Key, count?: number): B | B[] | null;
  srem(key: Key, ...members: Value[]): number;
  strlen(key: Key): number;
  sunion(...keys: Key[]): B[];
  sunionstore(to: Key, ...keys: Key[]): number;
  /** The server's clock: unix seconds, and the microseconds beyond. */
  time(): [B, B];
  touch(...keys: Key[]): number;
  /** Seconds left to live; -1: no expiry, -2: no such key. */
  ttl(key: Key): number;
  type(key: Key): B;
  unlink(...keys: Key[]): number;
}

export type End = "LEFT" | "RIGHT";
export type ExpireCondition = "NX" | "XX" | "GT" | "LT";

/** A method of the table by name. */
export type CommandName = keyof CommandTypes<unknown>;

/** How a method becomes a command. */
export interface Spec {
  /** The command's words, its name first. They are checked when it is encoded. */
  words(...given: unknown[]): unknown[];
  /** The reply as the method resolves to it, where that is not the reply as it came. */
  shape?: (reply: Reply) => unknown;
}

/** Methods whose arguments are the command's, in their order. */
const plain = [
  "append bitcount decr decrby get getdel getrange incr incrby incrbyfloat",
  "mget setex setnx setrange strlen",
  "copy del exists expire expireat expiretime keys persist pexpire pttl",
  "randomkey rename renamenx touch ttl type unlink",
  "hdel hexists hget hincrby hincrbyfloat hkeys hlen hmget hsetnx hstrlen hvals",
  "blmove lindex linsert llen lmove lpop lpush lpushx lrange lrem lset ltrim",
  "rpop rpush rpushx",
  "sadd scard sdiff sdiffstore sinter sinterstore sismember smembers",
  "smismember smove spop srandmember srem sunion sunionstore",
  "dbsize echo flushall flushdb info ping publish time",
] as const;

/** Methods that say more in JavaScript than in the command's own order. */
const shaped = {
  blpop: { words: (keys, timeout = 0) => ["BLPOP", ...list(keys), timeout] },
  brpop: { words: (keys, timeout = 0) => ["BRPOP", ...list(keys), timeout] },
  hgetall: { words: (key) => ["HGETALL", key], shape: asFields },
  hset: {
    words: (key, fields, ...pairs) => [
      "HSET",
      key,
      ...(isFields(fields) ? flat("HSET", fields) : [fields, ...pairs]),
    ],
  },
  mset: { words: (values) => ["MSET", ...flat("MSET", values)] },
  msetnx: { words: (values) => ["MSETNX", ...flat("MSETNX", values)] },
  set: {
    words: (key, value, options) => ["SET", key, value, ...setOptions(options)],
  },
} satisfies Partial<Record<CommandName, Spec>>;

/** Every method, by name. */
export const commands = new Map<string, Spec>(Object.entries(shaped));
for (const name of plain.flatMap((row) => row.split(" "))) {
  const command = name.toUpperCase();
  commands.set(name, { words: (...given) => [command, ...given] });
}

type Words<Row extends string> = Row extends `${infer Word} ${infer Rest}`
  ? Word | Words<Rest>
  : Row;
type Listed = Words<(typeof plain)[number]> | keyof typeof shaped;
type Nothing<T extends never> = T;

/** Does not compile unless each method is in CommandTypes and in one of the lists. */
export type Unlisted = Nothing<
  Exclude<CommandName, Listed> | Exclude<Listed, CommandName>
>;

function list(keys: unknown): unknown[] {
  return Array.isArray(keys) ? keys : [keys];
}

function isFields(value: unknown): value is Fields {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Uint8Array)
  );
}

/** Fields as name, value, name, value. */
function flat(command: string, value: unknown): unknown[] {
  if (!isFields(value) || Array.isArray(value)) {
    throw new UsageError(
      `${command} wants an object of names and values, not ${describe(value)}`,
    );
  }
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  if (entries.length === 0) {
    throw new UsageError(`${command} wants at least one name and value`);
  }
  return entries.flat(1);
}

const lifetime: Check<number> = wholeNumber(1);
const setChecks = {
  ex: lifetime,
  px: lifetime,
  exat: lifetime,
  pxat: lifetime,
  keepttl: flag,
  nx: flag,
  xx: flag,
  get: flag,
};

function setOptions(given: unknown): unknown[] {
  const options = checkOptions<SetOptions>("options of SET", given, setChecks);
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === false) return [];
    return value === true ? [name.toUpperCase()] : [name.toUpperCase(), value];
  });
}

/** RESP2 has no maps: there, fields come as a list of names and values. */
function asFields(reply: Reply): unknown {
  if (!Array.isArray(reply)) return reply;
  const fields: Record<string, unknown> = Object.create(null);
  const decoder = new TextDecoder();
  for (let i = 0; i < reply.length; i += 2) {
    const name = reply[i];
    const key =
      name instanceof Uint8Array ? decoder.decode(name) : String(name);
    fields[key] = reply[i + 1];
  }
  return fields;
}
