/** Time series: numbers by their time. */

import type { Reply } from "../../border/resp.ts";
import { record } from "../shapes.ts";
import type {
  Fields,
  Key,
  Many,
  OK,
  OneOrMore,
  Out,
  Table,
  Value,
} from "../commands/types.ts";

/** Unix milliseconds; "*" is now, "-" and "+" are the first and the last. */
export type Moment = number | string;

export interface SeriesOptions {
  /** Milliseconds after which a sample is dropped. */
  retention?: number;
  encoding?: "COMPRESSED" | "UNCOMPRESSED";
  chunk_size?: number;
  duplicate_policy?: string;
  labels?: Fields;
}

export interface SampleOptions {
  latest?: boolean;
  filter_by_ts?: OneOrMore<number>;
  filter_by_value?: [least: number, most: number];
  count?: number;
  align?: Moment;
  aggregation?: [aggregator: string, milliseconds: number];
}

export interface SeriesQuery extends SampleOptions {
  withlabels?: boolean;
  selected_labels?: OneOrMore<string>;
  groupby?: [label: string, reducer: string];
}

/** TS.* commands. Replies are those of the server. */
export interface SeriesCommands<B, K> {
  add(
    key: Key,
    at: Moment,
    value: number,
    options?: SeriesOptions & { on_duplicate?: string },
  ): Out<B, K, number>;
  alter(key: Key, options: SeriesOptions): Out<B, K, OK>;
  create(key: Key, options?: SeriesOptions): Out<B, K, OK>;
  createrule(
    from: Key,
    to: Key,
    aggregator: string,
    milliseconds: number,
  ): Out<B, K, OK>;
  decrby(
    key: Key,
    amount: number,
    options?: SeriesOptions & { timestamp?: Moment },
  ): Out<B, K, number>;
  del(key: Key, from: Moment, to: Moment): Out<B, K, number>;
  deleterule(from: Key, to: Key): Out<B, K, OK>;
  get(key: Key, options?: { latest?: boolean }): Out<B, K, Reply>;
  incrby(
    key: Key,
    amount: number,
    options?: SeriesOptions & { timestamp?: Moment },
  ): Out<B, K, number>;
  info(key: Key): Out<B, K, Record<string, Reply>>;
  madd(
    ...samples: [key: Key, at: Moment, value: number][]
  ): Out<B, K, number[]>;
  mget(
    filters: OneOrMore<string>,
    options?: {
      latest?: boolean;
      withlabels?: boolean;
      selected_labels?: OneOrMore<string>;
    },
  ): Out<B, K, Reply>;
  mrange(
    from: Moment,
    to: Moment,
    filters: OneOrMore<string>,
    options?: SeriesQuery,
  ): Out<B, K, Reply>;
  mrevrange(
    from: Moment,
    to: Moment,
    filters: OneOrMore<string>,
    options?: SeriesQuery,
  ): Out<B, K, Reply>;
  queryindex(...filters: Many<string>): Out<B, K, B[]>;
  range(
    key: Key,
    from: Moment,
    to: Moment,
    options?: SampleOptions,
  ): Out<B, K, Reply[]>;
  revrange(
    key: Key,
    from: Moment,
    to: Moment,
    options?: SampleOptions,
  ): Out<B, K, Reply[]>;
}

const kept = "retention= encoding= chunk_size= duplicate_policy=";
const ranged =
  "latest filter_by_ts=+ filter_by_value=2 count=n align= aggregation=2";
const labelled = "withlabels selected_labels=+";
const joined = `from to {${ranged} ${labelled}} FILTER [filters]`;

/** Labels go last, as names and values. */
const withLabels = (...given: unknown[]) => {
  const last = given.at(-1) as { labels?: Fields } | undefined;
  if (typeof last !== "object" || !last?.labels) return given;
  const { labels, ...options } = last;
  const words = labels instanceof Map ? [...labels] : Object.entries(labels);
  return [
    ...given.slice(0, -1),
    { ...options, labels: words.flat() as Value[] },
  ];
};

/** Filters, and behind them how what they find is joined. */
const grouped = (
  from: Moment,
  to: Moment,
  filters: OneOrMore<string>,
  given?: SeriesQuery,
) => {
  const { groupby, ...options } = given ?? {};
  const [label, reducer] = groupby ?? [];
  const joined = groupby ? ["GROUPBY", label, "REDUCE", reducer] : [];
  return [from, to, [filters, joined].flat(), options];
};

const samples = (...given: unknown[][]) => given.flat();

export const series: Table<SeriesCommands<unknown, "one">> = {
  add: [
    `TS.ADD key at value {${kept} on_duplicate= labels=+}`,
    undefined,
    withLabels,
  ],
  alter: [`TS.ALTER key {${kept} labels=+}`, undefined, withLabels],
  create: [`TS.CREATE key {${kept} labels=+}`, undefined, withLabels],
  createrule: "TS.CREATERULE from to AGGREGATION aggregator milliseconds",
  decrby: [
    `TS.DECRBY key amount {timestamp= ${kept} labels=+}`,
    undefined,
    withLabels,
  ],
  del: "TS.DEL key from to",
  deleterule: "TS.DELETERULE from to",
  get: "TS.GET key {latest}",
  incrby: [
    `TS.INCRBY key amount {timestamp= ${kept} labels=+}`,
    undefined,
    withLabels,
  ],
  info: ["TS.INFO key", record],
  madd: ["TS.MADD samples+", undefined, samples],
  mget: `TS.MGET {latest ${labelled}} FILTER [filters]`,
  mrange: [`TS.MRANGE ${joined}`, undefined, grouped],
  mrevrange: [`TS.MREVRANGE ${joined}`, undefined, grouped],
  queryindex: "TS.QUERYINDEX filters+",
  range: `TS.RANGE key from to {${ranged}}`,
  revrange: `TS.REVRANGE key from to {${ranged}}`,
};
