/** Commands on the server: its settings, its users, what it knows of itself. */

import type { Reply } from "../../border/resp.ts";
import {
  flat,
  isFields,
  latest,
  record,
  recordOfRecords,
  records,
  slow,
} from "../shapes.ts";
import type { Fields, Key, Many, OK, Out, Table, Value } from "./types.ts";

export interface SlowCommand<B> {
  id: number;
  /** Unix time in seconds. */
  at: number;
  /** Microseconds. */
  took: number;
  command: B[];
  address: B;
  client: B;
}

export interface LatestEvent<B> {
  event: B;
  /** Unix time in seconds. */
  at: number;
  /** Milliseconds, the last time and at most. */
  last: number;
  most: number;
}

export interface ServerCommands<B, K> {
  aclCat(category?: string): Out<B, K, B[]>;
  aclDeluser(...users: Many<string>): Out<B, K, number>;
  /** "OK", or why the user may not. */
  aclDryrun(user: string, command: string, ...args: Many<Value>): Out<B, K, B>;
  aclGenpass(bits?: number): Out<B, K, B>;
  aclGetuser(user: string): Out<B, K, Record<string, Reply> | null>;
  aclHelp(): Out<B, K, B[]>;
  aclList(): Out<B, K, B[]>;
  aclLoad(): Out<B, K, OK>;
  /** What was refused of late. */
  aclLog(count?: number): Out<B, K, Record<string, Reply>[]>;
  aclLogReset(): Out<B, K, OK>;
  aclSave(): Out<B, K, OK>;
  /** Makes or changes a user, as aclSetuser("anna", "on", ">secret", "~a*", "+get"). */
  aclSetuser(user: string, ...rules: Many<string>): Out<B, K, OK>;
  aclUsers(): Out<B, K, B[]>;
  aclWhoami(): Out<B, K, B>;

  bgrewriteaof(): Out<B, K, B>;
  bgsave(mode?: "SCHEDULE"): Out<B, K, B>;
  /** Every command: name, arity, flags, and where its keys are. */
  command(): Out<B, K, Reply[]>;
  commandCount(): Out<B, K, number>;
  commandDocs(
    ...names: Many<string>
  ): Out<B, K, Record<string, Record<string, Reply>>>;
  commandGetkeys(command: string, ...args: Many<Value>): Out<B, K, B[]>;
  commandGetkeysandflags(
    command: string,
    ...args: Many<Value>
  ): Out<B, K, [key: B, flags: B[]][]>;
  commandInfo(...names: Many<string>): Out<B, K, Reply[]>;
  commandList(options?: {
    /** Such as ["ACLCAT", "hash"]. */
    filterby?: [by: "MODULE" | "ACLCAT" | "PATTERN", what: string];
  }): Out<B, K, B[]>;
  configGet(...names: Many<string>): Out<B, K, Record<string, B>>;
  configResetstat(): Out<B, K, OK>;
  configRewrite(): Out<B, K, OK>;
  configSet(settings: Fields): Out<B, K, OK>;
  configSet(name: string, value: Value): Out<B, K, OK>;
  dbsize(): Out<B, K, number>;
  debug(subcommand: string, ...args: Many<Value>): Out<B, K, Reply>;
  failover(options?: {
    to?: [host: string, port: number];
    force?: boolean;
    abort?: boolean;
    timeout?: number;
  }): Out<B, K, OK>;
  flushall(mode?: "ASYNC" | "SYNC"): Out<B, K, OK>;
  flushdb(mode?: "ASYNC" | "SYNC"): Out<B, K, OK>;
  info(...sections: Many<string>): Out<B, K, B>;
  /** Unix time in seconds. */
  lastsave(): Out<B, K, number>;
  latencyDoctor(): Out<B, K, B>;
  latencyGraph(event: string): Out<B, K, B>;
  latencyHistogram(
    ...commands: Many<string>
  ): Out<B, K, Record<string, Record<string, Reply>>>;
  latencyHistory(event: string): Out<B, K, [at: number, took: number][]>;
  latencyLatest(): Out<B, K, LatestEvent<B>[]>;
  latencyReset(...events: Many<string>): Out<B, K, number>;
  lolwut(options?: { version?: number | number[] }): Out<B, K, B>;
  memoryDoctor(): Out<B, K, B>;
  memoryMallocStats(): Out<B, K, B>;
  memoryPurge(): Out<B, K, OK>;
  memoryStats(): Out<B, K, Record<string, Reply>>;
  moduleList(): Out<B, K, Record<string, Reply>[]>;
  moduleLoad(path: string, ...args: Many<Value>): Out<B, K, OK>;
  moduleLoadex(path: string, ...args: Many<Value>): Out<B, K, OK>;
  moduleUnload(name: string): Out<B, K, OK>;
  pfdebug(subcommand: string, key: Key): Out<B, K, Reply>;
  pfselftest(): Out<B, K, OK>;
  psync(replication: string, offset: number): Out<B, K, Reply>;
  replconf(...options: Many<Value>): Out<B, K, OK>;
  replicaof(host: string, port: number | string): Out<B, K, OK>;
  role(): Out<B, K, Reply[]>;
  save(): Out<B, K, OK>;
  shutdown(options?: {
    nosave?: boolean;
    save?: boolean;
    now?: boolean;
    force?: boolean;
    abort?: boolean;
  }): Out<B, K, OK>;
  slaveof(host: string, port: number | string): Out<B, K, OK>;
  slowlogGet(count?: number): Out<B, K, SlowCommand<B>[]>;
  slowlogLen(): Out<B, K, number>;
  slowlogReset(): Out<B, K, OK>;
  swapdb(a: number, b: number): Out<B, K, OK>;
  sync(): Out<B, K, Reply>;
  /** The server's clock: Unix seconds, and the microseconds beyond. */
  time(): Out<B, K, [seconds: B, microseconds: B]>;
}

const settings = (settings: unknown, ...value: unknown[]) =>
  isFields(settings) ? [flat("CONFIG SET", settings)] : [[settings, ...value]];

export const server: Table<ServerCommands<unknown, "one">> = {
  aclCat: "ACL CAT category?",
  aclDeluser: "ACL DELUSER users+",
  aclDryrun: "ACL DRYRUN user command args*",
  aclGenpass: "ACL GENPASS bits?",
  aclGetuser: ["ACL GETUSER user", record],
  aclHelp: "ACL HELP",
  aclList: "ACL LIST",
  aclLoad: "ACL LOAD",
  aclLog: ["ACL LOG count?", records],
  aclLogReset: "ACL LOG RESET",
  aclSave: "ACL SAVE",
  aclSetuser: "ACL SETUSER user rules*",
  aclUsers: "ACL USERS",
  aclWhoami: "ACL WHOAMI",
  bgrewriteaof: "",
  bgsave: "mode?",
  command: "",
  commandCount: "COMMAND COUNT",
  commandDocs: ["COMMAND DOCS names*", recordOfRecords],
  commandGetkeys: "COMMAND GETKEYS command args*",
  commandGetkeysandflags: "COMMAND GETKEYSANDFLAGS command args*",
  commandInfo: "COMMAND INFO names*",
  commandList: "COMMAND LIST {filterby=2}",
  configGet: ["CONFIG GET names+", record],
  configResetstat: "CONFIG RESETSTAT",
  configRewrite: "CONFIG REWRITE",
  configSet: ["CONFIG SET [settings]", undefined, settings],
  dbsize: "",
  debug: "subcommand args*",
  failover: "{to=2 force abort timeout=}",
  flushall: "mode?",
  flushdb: "mode?",
  info: "sections*",
  lastsave: "",
  latencyDoctor: "LATENCY DOCTOR",
  latencyGraph: "LATENCY GRAPH event",
  latencyHistogram: ["LATENCY HISTOGRAM commands*", recordOfRecords],
  latencyHistory: "LATENCY HISTORY event",
  latencyLatest: ["LATENCY LATEST", latest],
  latencyReset: "LATENCY RESET events*",
  lolwut: "{version=+}",
  memoryDoctor: "MEMORY DOCTOR",
  memoryMallocStats: "MEMORY MALLOC-STATS",
  memoryPurge: "MEMORY PURGE",
  memoryStats: ["MEMORY STATS", record],
  moduleList: ["MODULE LIST", records],
  moduleLoad: "MODULE LOAD path args*",
  moduleLoadex: "MODULE LOADEX path args*",
  moduleUnload: "MODULE UNLOAD name",
  pfdebug: "subcommand key",
  pfselftest: "",
  psync: "replication offset",
  replconf: "options*",
  replicaof: "host port",
  role: "",
  save: "",
  shutdown: "{nosave save now force abort}",
  slaveof: "host port",
  slowlogGet: ["SLOWLOG GET count?", slow],
  slowlogLen: "SLOWLOG LEN",
  slowlogReset: "SLOWLOG RESET",
  swapdb: "a b",
  sync: "",
  time: "",
};
