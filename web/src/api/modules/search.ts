/** Search: indexes over hashes and documents, dictionaries, suggestions. */

import type { Reply } from "../../border/resp.ts";
import { flat, isFields } from "../shapes.ts";
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

/** Fields of an index, as { title: "TEXT", price: ["NUMERIC", "SORTABLE"], "$.tags": ["AS", "tags", "TAG"] }. */
export type Schema = Record<string, OneOrMore<Value>>;

export interface IndexOptions {
  on?: "HASH" | "JSON";
  /** Which keys are indexed. */
  prefix?: OneOrMore<string>;
  filter?: string;
  language?: string;
  score?: number;
  stopwords?: readonly string[];
  /** Seconds without use after which the index is dropped. */
  temporary?: number;
  maxtextfields?: boolean;
  nooffsets?: boolean;
  nohl?: boolean;
  nofields?: boolean;
  nofreqs?: boolean;
  skipinitialscan?: boolean;
}

export interface SearchOptions {
  nocontent?: boolean;
  verbatim?: boolean;
  nostopwords?: boolean;
  withscores?: boolean;
  withpayloads?: boolean;
  withsortkeys?: boolean;
  inkeys?: OneOrMore<Key>;
  infields?: OneOrMore<string>;
  return?: OneOrMore<string>;
  slop?: number;
  timeout?: number;
  inorder?: boolean;
  language?: string;
  scorer?: string;
  sortby?: string | [field: string, order: "ASC" | "DESC"];
  limit?: [offset: number, count: number];
  /** What stands for $name in the query. */
  params?: Fields;
  dialect?: number;
}

/** FT.* commands of an index. Replies are those of the server. */
export interface SearchCommands<B, K> {
  /** A pipeline of steps, word by word: aggregate("*", "GROUPBY", 1, "@town"). */
  aggregate(query: string, ...words: Many<Value>): Out<B, K, Reply>;
  aliasadd(alias: string): Out<B, K, OK>;
  aliasdel(alias: string): Out<B, K, OK>;
  aliasupdate(alias: string): Out<B, K, OK>;
  /** Adds fields to the index. */
  alter(schema: Schema, options?: { skipinitialscan?: boolean }): Out<B, K, OK>;
  configGet(option: string): Out<B, K, Reply>;
  configSet(option: string, value: Value): Out<B, K, OK>;
  create(schema: Schema, options?: IndexOptions): Out<B, K, OK>;
  cursorDel(cursor: number): Out<B, K, OK>;
  cursorRead(cursor: number, options?: { count?: number }): Out<B, K, Reply>;
  dictadd(dictionary: string, ...terms: Many<string>): Out<B, K, number>;
  dictdel(dictionary: string, ...terms: Many<string>): Out<B, K, number>;
  dictdump(dictionary: string): Out<B, K, B[]>;
  /** Drops the index; with dd, what it has indexed as well. */
  dropindex(options?: { dd?: boolean }): Out<B, K, OK>;
  explain(query: string, options?: { dialect?: number }): Out<B, K, B>;
  hybrid(...words: Many<Value>): Out<B, K, Reply>;
  info(): Out<B, K, Reply>;
  /** The names of all indexes. */
  list(): Out<B, K, B[]>;
  profile(
    kind: "SEARCH" | "AGGREGATE" | "HYBRID",
    ...words: Many<Value>
  ): Out<B, K, Reply>;
  search(query: string, options?: SearchOptions): Out<B, K, Reply>;
  spellcheck(query: string, ...words: Many<Value>): Out<B, K, Reply>;
  sugadd(
    key: Key,
    text: string,
    score: number,
    options?: { incr?: boolean; payload?: Value },
  ): Out<B, K, number>;
  sugdel(key: Key, text: string): Out<B, K, number>;
  sugget(
    key: Key,
    prefix: string,
    options?: {
      fuzzy?: boolean;
      withscores?: boolean;
      withpayloads?: boolean;
      max?: number;
    },
  ): Out<B, K, B[] | null>;
  suglen(key: Key): Out<B, K, number>;
  syndump(): Out<B, K, Reply>;
  synupdate(group: string, ...terms: Many<string>): Out<B, K, OK>;
  tagvals(field: string): Out<B, K, B[]>;
}

/** A list with its length ahead of it. */
function counted(list: unknown): unknown {
  if (list === undefined) return undefined;
  const all = Array.isArray(list) ? list : [list];
  return [all.length, ...all];
}

/** Options of which some are lists with their lengths. */
function withCounts(given: unknown, names: readonly string[]): unknown {
  if (!isFields(given) || Array.isArray(given)) return given;
  const options: Record<string, unknown> = { ...given };
  for (const name of names)
    if (name in options) options[name] = counted(options[name]);
  return options;
}

const fieldsOf = (command: string, schema: unknown) =>
  flat(command, schema).flat();

const making = (index: Key, schema: unknown, options?: unknown) => [
  index,
  fieldsOf("FT.CREATE", schema),
  withCounts(options, ["prefix", "stopwords"]),
];

const altering = (index: Key, schema: unknown, options?: unknown) => [
  index,
  fieldsOf("FT.ALTER", schema),
  options,
];

function asking(index: Key, query: unknown, given?: unknown): unknown[] {
  const options = withCounts(given, ["inkeys", "infields", "return"]);
  if (!isFields(options)) return [index, query, options];
  const { params, ...others } = options as { params?: unknown };
  const values =
    params === undefined ? {} : { params: counted(flat("PARAMS", params)) };
  return [index, query, { ...others, ...values }];
}

/** Of commands that are not about an index. */
const without = (_index: Key, ...given: unknown[]) => given;
const aliased = (index: Key, alias: unknown, ...more: unknown[]) => [
  alias,
  index,
  ...more,
];

export const search: Table<SearchCommands<unknown, "one">> = {
  aggregate: "FT.AGGREGATE index query words*",
  aliasadd: ["FT.ALIASADD alias index", undefined, aliased],
  aliasdel: ["FT.ALIASDEL alias", undefined, without],
  aliasupdate: ["FT.ALIASUPDATE alias index", undefined, aliased],
  alter: [
    "FT.ALTER index {skipinitialscan} SCHEMA ADD [schema]",
    undefined,
    altering,
  ],
  configGet: ["FT.CONFIG GET option", undefined, without],
  configSet: ["FT.CONFIG SET option value", undefined, without],
  create: [
    "FT.CREATE index {on= prefix=+ filter= language= score= maxtextfields temporary= nooffsets nohl nofields nofreqs stopwords=+ skipinitialscan} SCHEMA [schema]",
    undefined,
    making,
  ],
  cursorDel: "FT.CURSOR DEL index cursor",
  cursorRead: "FT.CURSOR READ index cursor {count=n}",
  dictadd: ["FT.DICTADD dictionary terms+", undefined, without],
  dictdel: ["FT.DICTDEL dictionary terms+", undefined, without],
  dictdump: ["FT.DICTDUMP dictionary", undefined, without],
  dropindex: "FT.DROPINDEX index {dd}",
  explain: "FT.EXPLAIN index query {dialect=n}",
  hybrid: "FT.HYBRID index words*",
  info: "FT.INFO index",
  list: ["FT._LIST", undefined, () => []],
  profile: "FT.PROFILE index kind words*",
  search: [
    "FT.SEARCH index query {nocontent verbatim nostopwords withscores withpayloads withsortkeys inkeys=+ infields=+ return=+ slop= timeout= inorder language= scorer= sortby=+ limit=2 params=+ dialect=n}",
    undefined,
    asking,
  ],
  spellcheck: "FT.SPELLCHECK index query words*",
  sugadd: ["FT.SUGADD key text score {incr payload=}", undefined, without],
  sugdel: ["FT.SUGDEL key text", undefined, without],
  sugget: [
    "FT.SUGGET key prefix {fuzzy withscores withpayloads max=n}",
    undefined,
    without,
  ],
  suglen: ["FT.SUGLEN key", undefined, without],
  syndump: "FT.SYNDUMP index",
  synupdate: "FT.SYNUPDATE index group terms+",
  tagvals: "FT.TAGVALS index field",
};
