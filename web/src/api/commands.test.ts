/** The methods beside the engine's own table of commands: none is missing, none takes what the engine does not. */

import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { names, spec, type CommandName } from "./commands.ts";
import { newer } from "./commands/newer.ts";
import { createWorld, ReplyError, type Client } from "./index.ts";
import type { Option, Part } from "./template.ts";

/** A command of the engine: its least number of words, negative where there may be more, and its tokens. */
interface Known {
  arity: number;
  tokens: Set<string>;
}

interface Argument {
  token?: string;
  arguments?: Argument[];
}

interface Doc {
  arguments?: Argument[];
  subcommands?: Record<string, Doc>;
}

let redis: Client;
const engine = new Map<string, Known>();

beforeAll(async () => {
  const world = await createWorld();
  redis = world.client();
  const docs = (await redis.commandDocs()) as Record<string, Doc>;
  for (const row of (await redis.command()) as unknown[][]) {
    const [name, arity] = row as [string, number];
    const subcommands = (row[9] ?? []) as [string, number][];
    // COMMAND alone has subcommands and is a command all the same.
    if (subcommands.length === 0 || name === "command") {
      engine.set(name, { arity, tokens: tokensOf(docs[name]) });
    }
    for (const [full, arity] of subcommands) {
      const tokens = tokensOf(docs[name]!.subcommands?.[full]);
      engine.set(full.replace("|", " "), { arity, tokens });
    }
  }
}, 30_000);

function tokensOf(doc: Doc | undefined): Set<string> {
  const all = (args: Argument[] = []): string[] =>
    args.flatMap(({ token, arguments: inner }) => [
      ...(token ? [token] : []),
      ...all(inner),
    ]);
  return new Set(all(doc?.arguments));
}

/** The command of a method as the engine names it, and the words of the template behind that. */
function commandOf(name: CommandName): [command: string, rest: string[]] {
  const { command } = spec(name).template;
  const words = command.map((word) => word.toLowerCase());
  const known = [2, 1]
    .map((length) => words.slice(0, length).join(" "))
    .find((command) => engine.has(command));
  const length = known?.split(" ").length ?? words.length;
  return [known ?? words.join(" "), command.slice(length)];
}

/** What has no method of its own, and what is there in its place. */
const elsewhere = {
  "multi exec discard": "multi() of whatever sends, and transaction()",
  "watch unwatch": "a connection of one's own, and transaction()",
  "subscribe unsubscribe": "subscribe()",
  "psubscribe punsubscribe": "psubscribe()",
  "ssubscribe sunsubscribe": "ssubscribe()",
  monitor: "monitor()",
  quit: "quit(), which is close()",
  "restore-asking": "what servers of a cluster say to each other",
};
const excused = new Set(Object.keys(elsewhere).flatMap((s) => s.split(" ")));

test("every command of the engine has a method", () => {
  const there = new Set(names.map((name) => commandOf(name)[0]));
  const missing = [...engine.keys()].filter(
    (name) =>
      !there.has(name) &&
      !excused.has(name) &&
      // cluster takes its subcommand as an argument.
      !/ help$|^cluster /.test(name),
  );
  expect(missing).toEqual([]);
});

test("every command that Python has a method for has one", () => {
  const folder = "python/redis/commands";
  const source = readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
    .join("\n");
  const named = source.matchAll(
    /execute_command\(\s*"([A-Z_]+(?: [A-Z_-]+)?)"/g,
  );
  const there = new Set(
    names.map((name) => commandOf(name)[0].replace("-", "_")),
  );
  const commands = new Set([...named].map(([, name]) => name!.toLowerCase()));
  expect(commands.size).toBeGreaterThan(200);
  const missing = [...commands].filter(
    (name) => !there.has(name.replace("-", "_")) && !excused.has(name),
  );
  // Commands that the engine does not know are execute's, and its answer decides.
  const known = missing.filter(
    (name) => engine.has(name) || engine.has(name.split(" ")[0]!),
  );
  expect(known.sort()).toEqual(["debug object"]);
});

/** The names of methods whose commands the engine may not have. */
const isNewer = (name: string) => name in newer;

test("every method is a command of the engine, but for those of newer servers", () => {
  const unknown = names.filter((name) => !engine.has(commandOf(name)[0]));
  expect(unknown.filter((name) => !isNewer(name))).toEqual(["cluster"]);
  // What the engine has got since belongs to its family.
  const known = names.filter(
    (name) => isNewer(name) && !unknown.includes(name),
  );
  expect(known).toEqual([]);
});

/** How many words a list is at least, by its name. */
const lengths: Record<string, number> = {
  "[pairs]": 2,
  "[settings]": 2,
  "[places]": 3,
};

/** The fewest words that a method comes to. */
function leastWords(name: CommandName): number {
  const { command, parts } = spec(name).template;
  return parts.reduce((sum, { text, kind, required, counted, otherwise }) => {
    if (kind === "options") return sum;
    if (!required) return sum + (otherwise === undefined ? 0 : 1);
    return sum + (lengths[text] ?? 1) + (counted ? 1 : 0);
  }, command.length);
}

test("methods want as many arguments as the engine does", () => {
  const differing = names.flatMap((name) => {
    const known = engine.get(commandOf(name)[0]);
    if (!known) return [];
    const open = spec(name).template.parts.some(
      ({ kind, required, otherwise }) =>
        kind === "rest" ||
        kind === "list" ||
        kind === "options" ||
        (!required && otherwise === undefined),
    );
    const words = (n: number, more: boolean) => `${n}${more ? "+" : ""}`;
    const ours = words(leastWords(name), open);
    const theirs = words(Math.abs(known.arity), known.arity < 0);
    return ours === theirs ? [] : [`${name} ${ours} ${theirs}`];
  });
  expect(differing).toEqual([
    "migrate 8+ 6+", // a key may also stand in the place of ""
    "geosearch 2+ 7+", // what a search must say is among its options
    "geosearchstore 3+ 8+",
    "xtrim 2+ 4+", // what a trim must say is among its options
    "eval 4+ 3+", // there may be no keys
    "evalRo 4+ 3+",
    "evalsha 4+ 3+",
    "evalshaRo 4+ 3+",
    "fcall 4+ 3+",
    "fcallRo 4+ 3+",
    "clientKill 2+ 3+", // an address or a filter
    "aclLogReset 3 2+", // a form of aclLog
    "command 1 1+", // subcommands are methods of their own
    "psync 3 3+",
  ]);
});

/** Tokens that are arguments, and unions in the types. */
const values =
  "BYTE BIT GET OVERFLOW WRAP SAT FAIL SET INCRBY AND OR XOR NOT NX XX GT LT " +
  '"" LEFT RIGHT BEFORE AFTER MIN MAX SUM M KM FT MI = ~ * $ ASYNC SYNC YES NO ' +
  "FLUSH APPEND REPLACE NORMAL MASTER REPLICA PUBSUB ON OFF WRITE ALL SKIP " +
  "LIB-NAME LIB-VER TIMEOUT ERROR RESET SCHEDULE MODULE ACLCAT PATTERN CONFIG " +
  "ARGS ONE";

test("options are the engine's tokens, and all of them", () => {
  const wrong: string[] = [];
  const missing = new Set<string>();
  for (const name of names) {
    const [command, rest] = commandOf(name);
    const known = engine.get(command);
    if (!known || name === "aclLogReset") continue;
    const words = new Set([
      ...rest,
      ...spec(name).template.parts.flatMap(({ kind, text, options }) => [
        ...(kind === "word" && text !== "" ? [text] : []),
        ...(options ?? []).map((option) => option.name.toUpperCase()),
      ]),
    ]);
    for (const word of words) {
      if (!known.tokens.has(word)) wrong.push(`${name} ${word}`);
    }
    for (const token of known.tokens) if (!words.has(token)) missing.add(token);
  }
  expect(wrong).toEqual([]);
  expect([...missing].sort()).toEqual(values.split(" ").sort());
});

/** Arguments and options by their names: what the engine takes for them. */
const samples: Record<string, unknown> = {
  amount: 1, bit: 1, bits: 8, cursor: 0, db: 0, end: 1, fromEnd: "LEFT",
  toEnd: "RIGHT", from: "a", group: "g", id: "1-1", ids: "1-1", index: 0,
  latitude: 1, longitude: 1, max: 1, milliseconds: 10, min: 0, minIdle: 0,
  numbers: 1, offset: 0, operation: "AND", pairs: [1, "b"], places: [1, 2, "m"],
  radius: 1, replicas: 0, local: 0, score: 1, seconds: 10, start: 0, stop: 1,
  steps: ["GET", "u8", 0], timeout: 0.01, ttl: 10, unixMilliseconds: 1e13,
  unixSeconds: 1e10, unit: "m", where: "BEFORE", which: "MIN", count: 1,
  condition: "NX", mode: "SYNC", what: "ALL", how: "TIMEOUT", policy: "APPEND",
  protocol: 3, settings: ["maxmemory", 0], user: "anna", category: "hash",
  command: "get", args: "a", rules: "on", attribute: "LIB-NAME", a: 0, b: 1,
  samples: 1, limit: [0, 1], byradius: [1, "m"], bybox: [1, 1, "m"],
  fromlonlat: [1, 1], weights: [1], aggregate: "SUM", auth: ["a", "b"],
  auth2: ["a", "b"], filterby: ["PATTERN", "a"], block: 1, rank: 1, maxlen: 1,
  minid: "1-1", minmatchlen: 1, idle: 1, time: 1, retrycount: 1, lastid: "1-1",
  ex: 1, px: 1, exat: 1e10, pxat: 1e13, idletime: 1, freq: 1, entriesread: 1,
  entriesadded: 1, maxdeletedid: "1-1", skipme: "yes", maxage: 1e6, redirect: 1,
  type: "string", version: 5, get: "#", to: "b",
}; // prettier-ignore

/** What would end the conversation, or is nothing without its options: those have tests of their own. */
const untried = new Set<CommandName>([
  "shutdown", "failover", "replicaof", "slaveof", "psync", "sync", "clientPause",
  "clientReply", "migrate", "debug", "reset", "hello", "auth", "cluster",
  "geosearch", "geosearchstore", "xtrim", "clientKill",
]); // prettier-ignore

/** Of one name in many commands, what this one takes. */
const particular: Partial<Record<CommandName, Record<string, unknown>>> = {
  getrange: { end: 1 },
  blmpop: { end: "LEFT" },
  lmpop: { end: "LEFT" },
  lcs: { a: "x", b: "y" },
  sintercard: { limit: 1 },
  zintercard: { limit: 1 },
  geodist: { from: "x", to: "y" },
  zrange: { limit: undefined },
  zrangestore: { limit: undefined },
  zrangebylex: { min: "-", max: "+" },
  zrevrangebylex: { min: "-", max: "+" },
  zlexcount: { min: "-", max: "+" },
  zremrangebylex: { min: "-", max: "+" },
  xadd: { limit: undefined, id: "9-9" },
  xtrim: { limit: undefined },
  xgroupCreate: { id: "$" },
  xpending: { start: "-", end: "+", consumer: undefined },
  xrange: { start: "-", end: "+" },
  xrevrange: { start: "-", end: "+" },
  clientCaching: { mode: "YES" },
  clientList: { id: 1, type: "normal" },
  clientNoEvict: { mode: "ON" },
  clientNoTouch: { mode: "ON" },
  clientTracking: { mode: "ON", redirect: undefined },
  clientUnblock: { id: 1 },
  scriptDebug: { mode: "NO" },
  functionLoad: { code: "#!lua name=x\nredis.register_function('f', print)" },
  restore: { dump: new Uint8Array(1) },
  select: { db: 0 },
  commandGetkeys: { command: "get" },
  pfdebug: { subcommand: "ENCODING" },
  bgsave: { mode: "SCHEDULE" },
}; // prettier-ignore

function sampleOf(name: CommandName, word: string): unknown {
  const own = particular[name];
  return own && word in own ? own[word] : (samples[word] ?? word);
}

/** The words of a call with one option, or none. */
function sampleWords(name: CommandName, option?: Option): unknown[] {
  const { command, parts } = spec(name).template;
  return parts.reduce<unknown[]>(
    (words, part) => {
      const add = (...more: unknown[]) => words.concat(more);
      if (part.kind === "word") return add(part.text);
      if (part.kind === "options") {
        return option ? add(...optionWords(name, option)) : words;
      }
      const value = sampleOf(name, part.text.match(/\w+/)![0]);
      if (value === undefined || (!part.required && name !== "xpending"))
        return part.otherwise === undefined ? words : add(0.01);
      const list = Array.isArray(value) ? value : [value];
      return part.counted ? add(list.length, ...list) : add(...list);
    },
    [...command],
  );
}

function optionWords(name: CommandName, { name: option, takes }: Option) {
  const word = option.toUpperCase();
  if (takes === "flag") return [word];
  const value = sampleOf(name, option);
  return value === undefined ? [] : [word].concat(value as string);
}

test("the engine understands each method, and each of its options", async () => {
  const refused: string[] = [];
  for (const name of names) {
    if (untried.has(name) || isNewer(name)) continue;
    const options = spec(name).template.parts.flatMap(
      ({ options }: Part) => options ?? [],
    );
    for (const option of [undefined, ...options]) {
      await redis.flushall();
      using connection = await redis.acquire();
      const words = sampleWords(name, option) as string[];
      const error = await connection.execute(...words).catch((e) => e);
      if (!(error instanceof ReplyError)) continue;
      if (/syntax|wrong number|unknown|unsupported/i.test(error.message)) {
        refused.push(`${words.join(" ")}: ${error.message}`);
      }
    }
  }
  expect(refused).toEqual([]);
}, 60_000);
