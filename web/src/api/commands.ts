/** Every command method: what it takes and returns, and how its arguments become a command. */

import type { Reply } from "../border/resp.ts";
import { connection, type ConnectionCommands } from "./commands/connection.ts";
import { geo, type GeoCommands } from "./commands/geo.ts";
import { hashes, type HashCommands } from "./commands/hashes.ts";
import { keys, type KeyCommands } from "./commands/keys.ts";
import { lists, type ListCommands } from "./commands/lists.ts";
import { newer, type NewerCommands } from "./commands/newer.ts";
import { scripting, type ScriptingCommands } from "./commands/scripting.ts";
import { server, type ServerCommands } from "./commands/server.ts";
import { sets, type SetCommands } from "./commands/sets.ts";
import { sortedSets, type SortedSetCommands } from "./commands/sorted-sets.ts";
import { streams, type StreamCommands } from "./commands/streams.ts";
import { strings, type StringCommands } from "./commands/strings.ts";
import type { Row } from "./commands/types.ts";
import { fill, readTemplate, type Template } from "./template.ts";

export type * from "./commands/connection.ts";
export type * from "./commands/geo.ts";
export type * from "./commands/hashes.ts";
export type * from "./commands/keys.ts";
export type * from "./commands/lists.ts";
export type * from "./commands/newer.ts";
export type * from "./commands/scripting.ts";
export type * from "./commands/server.ts";
export type * from "./commands/sets.ts";
export type * from "./commands/sorted-sets.ts";
export type * from "./commands/streams.ts";
export type * from "./commands/strings.ts";
export type * from "./commands/types.ts";

/**
 * The command methods. B is what a bulk string becomes: text, or bytes. K is
 * what they are called on, see Out. A method's name is the command's, in
 * small letters; of a subcommand, and of what stands behind an underscore or
 * a hyphen, each further word has a capital: zadd, xgroupCreate, sortRo.
 */
export interface Commands<B, K>
  extends
    StringCommands<B, K>,
    KeyCommands<B, K>,
    HashCommands<B, K>,
    ListCommands<B, K>,
    SetCommands<B, K>,
    SortedSetCommands<B, K>,
    GeoCommands<B, K>,
    StreamCommands<B, K>,
    ScriptingCommands<B, K>,
    ConnectionCommands<B, K>,
    ServerCommands<B, K>,
    NewerCommands<B, K> {}

/** A method of the table by name. */
export type CommandName = keyof Commands<unknown, "one">;

/** How a method becomes a command. */
export interface Spec {
  readonly template: Template;
  /** The command's words, its name first. They are checked when it is encoded. */
  readonly words: (given: unknown[]) => unknown[];
  /** The reply as the method resolves to it, where that is not the reply as it came. */
  readonly shape:
    ((reply: Reply, words: readonly unknown[]) => unknown) | undefined;
}

const rows: Readonly<Record<CommandName, Row>> = {
  ...strings,
  ...keys,
  ...hashes,
  ...lists,
  ...sets,
  ...sortedSets,
  ...geo,
  ...streams,
  ...scripting,
  ...connection,
  ...server,
  ...newer,
};

/** The names of all methods. */
export const names = Object.keys(rows) as CommandName[];

const specs = new Map<CommandName, Spec>();

/** How a method becomes a command; its template is read when it is first called. */
export function spec(name: CommandName): Spec {
  let known = specs.get(name);
  if (!known) specs.set(name, (known = readRow(name, rows[name])));
  return known;
}

/** How a method becomes a command by its row. */
export function readRow(name: string, row: Row): Spec {
  const [text, shape, prepare] = typeof row === "string" ? [row] : row;
  const template = readTemplate(name, text);
  const words = (given: unknown[]) =>
    fill(template, prepare ? prepare(...(given as never[])) : given);
  return { template, words, shape };
}
