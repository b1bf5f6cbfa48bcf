/** Commands on streams and on their groups of consumers. */

import { describe, UsageError } from "../../border/errors.ts";
import {
  claimed,
  entries,
  flat,
  isFields,
  pending,
  records,
  streamInfo,
  streams as byStream,
} from "../shapes.ts";
import type { Fields, Key, Many, OK, OneOrMore, Out, Table } from "./types.ts";

/** An entry of a stream; fields are null where only a group still knows of it. */
export interface Entry<B> {
  id: B;
  fields: Record<string, B>;
}

/** How much of a stream is kept. */
export interface TrimOptions {
  /** So many entries. */
  maxlen?: number;
  /** Entries from this one on. */
  minid?: string;
  /** A few more may stay, which is quicker. */
  approximate?: boolean;
  /** Delete so many at most, where approximate. */
  limit?: number;
}

export interface XaddOptions extends TrimOptions {
  /** Not if there is no such stream: null. */
  nomkstream?: boolean;
}

export interface XreadOptions {
  count?: number;
  /** Milliseconds to wait for an entry, 0 for ever. */
  block?: number;
}

/** The streams to read, each with the entry behind which to begin: "$" is the last, ">" what the group has not delivered. */
export type Streams = Record<string, string> | Map<Key, string>;

export interface PendingSummary<B> {
  pending: number;
  /** The least and the greatest of the ids. */
  first: B | null;
  last: B | null;
  /** How many each consumer has. */
  consumers: Record<string, number>;
}

/** An entry that was delivered and not acknowledged. */
export interface PendingEntry<B> {
  id: B;
  consumer: B;
  /** Milliseconds since it was delivered. */
  idle: number;
  deliveries: number;
}

export interface XclaimOptions {
  idle?: number;
  time?: number;
  retrycount?: number;
  force?: boolean;
  lastid?: string;
}

export interface Claimed<B, E> {
  /** Where to go on; "0-0" when there are no more. */
  next: B;
  entries: E[];
  /** Entries that are no longer in the stream. */
  deleted: B[];
}

export interface ConsumerInfo<B> {
  name: B;
  pending: number;
  idle: number;
  inactive: number;
}

export interface GroupInfo<B> {
  name: B;
  consumers: number;
  pending: number;
  "last-delivered-id": B;
  "entries-read": number | null;
  lag: number | null;
}

export interface StreamInfo<B> {
  length: number;
  "last-generated-id": B;
  "max-deleted-entry-id": B;
  "entries-added": number;
  "recorded-first-entry-id": B;
  "first-entry": Entry<B> | null;
  "last-entry": Entry<B> | null;
  groups: number;
}

interface JustId {
  justid: true;
}
interface Whole {
  justid?: false;
}

export interface StreamCommands<B, K> {
  xack(key: Key, group: Key, ...ids: Many<string>): Out<B, K, number>;
  /** Adds an entry, as xadd("log", "*", { level: "info" }): its id. */
  xadd(
    key: Key,
    id: string,
    fields: Fields,
    options: XaddOptions & { nomkstream: true },
  ): Out<B, K, B | null>;
  xadd(
    key: Key,
    id: string,
    fields: Fields,
    options?: XaddOptions & { nomkstream?: false },
  ): Out<B, K, B>;
  /** Takes over, step by step, what other consumers have had for so many milliseconds. */
  xautoclaim(
    key: Key,
    group: Key,
    consumer: Key,
    minIdle: number,
    start: string,
    options: { count?: number } & JustId,
  ): Out<B, K, Claimed<B, B>>;
  xautoclaim(
    key: Key,
    group: Key,
    consumer: Key,
    minIdle: number,
    start: string,
    options?: { count?: number } & Whole,
  ): Out<B, K, Claimed<B, Entry<B>>>;
  xclaim(
    key: Key,
    group: Key,
    consumer: Key,
    minIdle: number,
    ids: OneOrMore<string>,
    options: XclaimOptions & JustId,
  ): Out<B, K, B[]>;
  xclaim(
    key: Key,
    group: Key,
    consumer: Key,
    minIdle: number,
    ids: OneOrMore<string>,
    options?: XclaimOptions & Whole,
  ): Out<B, K, Entry<B>[]>;
  xdel(key: Key, ...ids: Many<string>): Out<B, K, number>;
  /** Makes a group that reads from behind an entry on: "$" is the last, "0" reads all. */
  xgroupCreate(
    key: Key,
    group: Key,
    id: string,
    options?: { mkstream?: boolean; entriesread?: number },
  ): Out<B, K, OK>;
  xgroupCreateconsumer(key: Key, group: Key, consumer: Key): Out<B, K, number>;
  xgroupDelconsumer(key: Key, group: Key, consumer: Key): Out<B, K, number>;
  xgroupDestroy(key: Key, group: Key): Out<B, K, number>;
  xgroupSetid(
    key: Key,
    group: Key,
    id: string,
    options?: { entriesread?: number },
  ): Out<B, K, OK>;
  xinfoConsumers(key: Key, group: Key): Out<B, K, ConsumerInfo<B>[]>;
  xinfoGroups(key: Key): Out<B, K, GroupInfo<B>[]>;
  xinfoStream(
    key: Key,
    options: { full: true; count?: number },
  ): Out<B, K, Record<string, unknown> & { entries: Entry<B>[] }>;
  xinfoStream(key: Key): Out<B, K, StreamInfo<B>>;
  xlen(key: Key): Out<B, K, number>;
  /** What a group has delivered and nobody has acknowledged; with a range, entry by entry. */
  xpending(key: Key, group: Key): Out<B, K, PendingSummary<B>>;
  xpending(
    key: Key,
    group: Key,
    start: string,
    end: string,
    count: number,
    options?: { idle?: number; consumer?: Key },
  ): Out<B, K, PendingEntry<B>[]>;
  xrange(
    key: Key,
    start: string,
    end: string,
    options?: { count?: number },
  ): Out<B, K, Entry<B>[]>;
  /** Entries of streams by their names, as xread({ log: "$" }, { block: 0 }); null when there are none. */
  xread(
    streams: Streams,
    options?: XreadOptions,
  ): Out<B, K, Record<string, Entry<B>[]> | null>;
  /** The same for a consumer of a group, which acknowledges with xack. */
  xreadgroup(
    group: Key,
    consumer: Key,
    streams: Streams,
    options?: XreadOptions & { noack?: boolean },
  ): Out<B, K, Record<string, Entry<B>[]> | null>;
  xrevrange(
    key: Key,
    end: string,
    start: string,
    options?: { count?: number },
  ): Out<B, K, Entry<B>[]>;
  xsetid(
    key: Key,
    id: string,
    options?: { entriesadded?: number; maxdeletedid?: string },
  ): Out<B, K, OK>;
  /** How many were deleted. */
  xtrim(key: Key, options: TrimOptions): Out<B, K, number>;
}

/** Options of trimming with the mark that stands between name and number. */
function trim(options: unknown): unknown {
  if (!isFields(options)) return options;
  const { approximate, ...rest } = options as TrimOptions;
  if (approximate === undefined) return rest;
  const mark = approximate ? "~" : "=";
  const { maxlen, minid } = rest;
  return {
    ...rest,
    ...(maxlen === undefined ? {} : { maxlen: [mark, maxlen] }),
    ...(minid === undefined ? {} : { minid: [mark, minid] }),
  };
}

/** Streams as their names and where each begins. */
function started(streams: unknown): [unknown[], unknown[]] {
  if (!isFields(streams) || Array.isArray(streams)) {
    throw new UsageError(
      `streams are ${describe(streams)}; give an object of names and ids, as in { log: "$" }`,
    );
  }
  const pairs = flat("XREAD", streams);
  return [pairs.filter((_, i) => i % 2 === 0), pairs.filter((_, i) => i % 2)];
}

const trimming = "maxlen=+ minid=+ limit=";
const claiming = "key group consumer minIdle";

export const streams: Table<StreamCommands<unknown, "one">> = {
  xack: "key group ids+",
  xadd: [
    `key {nomkstream ${trimming}} id [pairs]`,
    undefined,
    (key: Key, id: string, fields: Fields, options: unknown) => [
      key,
      id,
      flat("XADD", fields),
      trim(options),
    ],
  ],
  xautoclaim: [`${claiming} start {count=n justid}`, claimed],
  xclaim: [
    `${claiming} [ids] {idle= time= retrycount= force justid lastid=}`,
    entries,
  ],
  xdel: "key ids+",
  xgroupCreate: "XGROUP CREATE key group id {mkstream entriesread=}",
  xgroupCreateconsumer: "XGROUP CREATECONSUMER key group consumer",
  xgroupDelconsumer: "XGROUP DELCONSUMER key group consumer",
  xgroupDestroy: "XGROUP DESTROY key group",
  xgroupSetid: "XGROUP SETID key group id {entriesread=}",
  xinfoConsumers: ["XINFO CONSUMERS key group", records],
  xinfoGroups: ["XINFO GROUPS key", records],
  xinfoStream: ["XINFO STREAM key {full count=}", streamInfo],
  xlen: "key",
  xpending: [
    "key group {idle=} start? end? count? consumer?",
    pending,
    (key, group, start, end, count, options) => {
      const { consumer, ...rest } = (options ?? {}) as { consumer?: Key };
      const given = [key, group, start, end, count, consumer];
      return (options === undefined ? given : [...given, rest]) as unknown[];
    },
  ],
  xrange: ["key start end {count=}", entries],
  xread: [
    "{count=n block=} STREAMS [keys] [ids]",
    byStream,
    (streams: Streams, options: unknown) => [...started(streams), options],
  ],
  xreadgroup: [
    "XREADGROUP GROUP group consumer {count=n block= noack} STREAMS [keys] [ids]",
    byStream,
    (group: Key, consumer: Key, streams: Streams, options: unknown) => [
      group,
      consumer,
      ...started(streams),
      options,
    ],
  ],
  xrevrange: ["key end start {count=}", entries],
  xsetid: "key id {entriesadded= maxdeletedid=}",
  xtrim: [
    `key {${trimming}}`,
    undefined,
    (key: Key, options: unknown) => [key, trim(options)],
  ],
};
