/** Every method of redis-py's client beside ours: there is one of its name, one of another, or a reason. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { names } from "./commands.ts";
import { Client, Connection, Pipeline, Transaction, World } from "./index.ts";
import { modules } from "./modules.ts";

interface Described {
  bases?: string[];
  members: Record<string, { command?: string }>;
}

const generated = new URL("../../public/generated/", import.meta.url);
const { classes } = JSON.parse(
  readFileSync(new URL("methods-python.json", generated), "utf8"),
) as { classes: Record<string, Described> };

/** The methods of a Python class and of its bases. */
function methodsOf(id: string): string[] {
  const { bases = [], members } = classes[id]!;
  const all = [...Object.keys(members), ...bases.flatMap(methodsOf)];
  return [...new Set(all)].filter((name) => !name.startsWith("_"));
}

/** scan_iter is scanIter. */
const camelCase = (name: string) =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a class of ours has, its bases' methods as well. */
function has(of: { prototype: object }, name: string): boolean {
  return name in of.prototype;
}

/** Where ours has another name, or is a property of something else. */
const renamed: Record<string, string> = {
  // commands that Python has words of its own for
  delete: "del",
  debug_object: "debug",
  debug_segfault: "debug",
  object: "objectEncoding",
  xpending_range: "xpending",
  stralgo: "lcs",
  // forms of a command that are options here
  client_kill_filter: "clientKill",
  client_list_iter: "clientList",
  client_tracking_on: "clientTracking",
  client_tracking_off: "clientTracking",
  himport_prepare_internal: "himportPrepare",
  himport_discard_internal: "himportDiscard",
  himport_discard_all_internal: "himportDiscardall",
  // clients
  aclose: "close",
  client: "acquire",
  execute_command: "execute",
  pubsub: "subscribe",
  register_script: "script",
  scan_iter: "scanIterator",
  sscan_iter: "sscanIterator",
  hscan_iter: "hscanIterator",
  zscan_iter: "zscanIterator",
};

/** What there is none of, and why. */
const absent: Record<string, string[]> = {
  "a client is made by world.client, of a URL as well": [
    "from_url",
    "from_pool",
    "initialize",
  ],
  "options of world.client say how it connects, reads and tries again": [
    "get_connection_kwargs",
    "get_encoder",
    "get_retry",
    "set_retry",
  ],
  "methods are typed, so replies are not made into something else": [
    "parse_response",
    "set_response_callback",
    "load_external_module",
  ],
  "wants a library that is not in the page; digest asks the server": [
    "digest_local",
  ],
  'helps are for people: execute("MEMORY", "HELP")': ["memory_help"],
};

const excused = new Set(Object.values(absent).flat());

/** cluster_info is cluster("INFO"), as sentinel_masters is sentinel("MASTERS"). */
const general = /^(cluster|sentinel)_/;

function missing(id: string, of: { prototype: object }): string[] {
  return methodsOf(id).filter((name) => {
    const own = renamed[name] ?? general.exec(name)?.[1] ?? camelCase(name);
    // WATCH is for a connection that one has to oneself.
    const there = has(of, own) || has(Connection, own);
    return !there && !excused.has(name);
  });
}

test("each method of redis-py's client has one here, or a reason", () => {
  const id = "redis.asyncio.client.Redis";
  expect(methodsOf(id).length).toBeGreaterThan(390);
  expect(missing(id, Client)).toEqual([]);
});

test("no reason and no other name is needless", () => {
  const all = new Set(methodsOf("redis.asyncio.client.Redis"));
  const needless = [...excused, ...Object.keys(renamed)].filter(
    (name) => !all.has(name) || has(Client, camelCase(name)),
  );
  expect(needless).toEqual([]);
});

test("pipelines, connections and transactions have every command as well", () => {
  const all = [...names, ...Object.keys(modules)];
  for (const kind of [Client, Connection, Transaction, Pipeline]) {
    expect(all.filter((name) => !has(kind, name))).toEqual([]);
  }
  expect(has(World, "client")).toBe(true);
});

test("families have the methods that redis-py's have", () => {
  const json = modules.json(undefined as never, []);
  const ours = (name: string) =>
    ({ delete: "del", debug: "debugMemory" })[name] ?? name;
  const fromFiles = ["set_file", "set_path"]; // there are no files in a page
  const theirs = methodsOf("redis.commands.json.JSON").filter(
    (name) => !fromFiles.includes(name),
  );
  expect(theirs.length).toBeGreaterThan(20);
  expect(theirs.filter((name) => !(ours(name) in json))).toEqual([]);
  const vset = modules.vset(undefined as never, []);
  const vectors = methodsOf("redis.commands.vectorset.VectorSet");
  expect(vectors.filter((name) => !(camelCase(name) in vset))).toEqual([]);
});
