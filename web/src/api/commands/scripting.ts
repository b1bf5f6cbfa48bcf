/** Commands on scripts, libraries of functions, and channels. */

import type { Reply } from "../../border/resp.ts";
import { record, recordOfNumbers, records } from "../shapes.ts";
import type { Key, Many, OK, OneOrMore, Out, Table, Value } from "./types.ts";

export interface ScriptingCommands<B, K> {
  /** Runs a Lua script, as eval("return redis.call('GET', KEYS[1])", ["key"]); see also script. */
  eval(script: string, keys?: Key[], ...args: Many<Value>): Out<B, K, Reply>;
  evalRo(script: string, keys?: Key[], ...args: Many<Value>): Out<B, K, Reply>;
  evalsha(sha: string, keys?: Key[], ...args: Many<Value>): Out<B, K, Reply>;
  evalshaRo(sha: string, keys?: Key[], ...args: Many<Value>): Out<B, K, Reply>;
  /** Of each hash, whether there is such a script. */
  scriptExists(...shas: Many<string>): Out<B, K, (0 | 1)[]>;
  scriptFlush(mode?: "ASYNC" | "SYNC"): Out<B, K, OK>;
  scriptDebug(mode: "YES" | "SYNC" | "NO"): Out<B, K, OK>;
  scriptKill(): Out<B, K, OK>;
  /** Keeps a script, and returns the hash that evalsha knows it by. */
  scriptLoad(script: string): Out<B, K, B>;

  /** Calls a function of a library. */
  fcall(name: string, keys?: Key[], ...args: Many<Value>): Out<B, K, Reply>;
  fcallRo(name: string, keys?: Key[], ...args: Many<Value>): Out<B, K, Reply>;
  functionDelete(library: string): Out<B, K, OK>;
  /** All libraries as functionRestore takes them: of a client with decodeResponses: false. */
  functionDump(): Out<B, K, B>;
  functionFlush(mode?: "ASYNC" | "SYNC"): Out<B, K, OK>;
  functionKill(): Out<B, K, OK>;
  functionList(options?: {
    libraryname?: string;
    withcode?: boolean;
  }): Out<B, K, LibraryInfo<B>[]>;
  /** Loads a library, whose name it returns. */
  functionLoad(code: string, options?: { replace?: boolean }): Out<B, K, B>;
  functionRestore(
    dump: Uint8Array,
    policy?: "FLUSH" | "APPEND" | "REPLACE",
  ): Out<B, K, OK>;
  functionStats(): Out<B, K, { running_script: Reply; engines: Reply }>;

  /** How many heard it. */
  publish(channel: Key, message: Value): Out<B, K, number>;
  /** On a channel that belongs to the shard of its name. */
  spublish(channel: Key, message: Value): Out<B, K, number>;
  pubsubChannels(pattern?: Key): Out<B, K, B[]>;
  pubsubNumpat(): Out<B, K, number>;
  /** How many hear each channel. */
  pubsubNumsub(...channels: Many<Key>): Out<B, K, Record<string, number>>;
  pubsubShardchannels(pattern?: Key): Out<B, K, B[]>;
  pubsubShardnumsub(...channels: Many<Key>): Out<B, K, Record<string, number>>;
}

export interface LibraryInfo<B> {
  library_name: B;
  engine: B;
  functions: {
    name: B;
    description: B | null;
    flags: B[];
  }[];
  library_code?: B;
}

/** No keys are an empty list. */
const keyed = (name: unknown, keys?: OneOrMore<Key>, ...args: unknown[]) => [
  name,
  keys ?? [],
  ...args,
];
const call = "name #[keys] args*";

export const scripting: Table<ScriptingCommands<unknown, "one">> = {
  eval: [call, undefined, keyed],
  evalRo: [`EVAL_RO ${call}`, undefined, keyed],
  evalsha: [call, undefined, keyed],
  evalshaRo: [`EVALSHA_RO ${call}`, undefined, keyed],
  scriptExists: "SCRIPT EXISTS shas+",
  scriptFlush: "SCRIPT FLUSH mode?",
  scriptDebug: "SCRIPT DEBUG mode",
  scriptKill: "SCRIPT KILL",
  scriptLoad: "SCRIPT LOAD script",
  fcall: [call, undefined, keyed],
  fcallRo: [`FCALL_RO ${call}`, undefined, keyed],
  functionDelete: "FUNCTION DELETE library",
  functionDump: "FUNCTION DUMP",
  functionFlush: "FUNCTION FLUSH mode?",
  functionKill: "FUNCTION KILL",
  functionList: [
    "FUNCTION LIST {libraryname= withcode}",
    (reply) => libraries(records(reply, [])),
  ],
  functionLoad: "FUNCTION LOAD {replace} code",
  functionRestore: "FUNCTION RESTORE dump policy?",
  functionStats: ["FUNCTION STATS", record],
  publish: "channel message",
  spublish: "channel message",
  pubsubChannels: "PUBSUB CHANNELS pattern?",
  pubsubNumpat: "PUBSUB NUMPAT",
  pubsubNumsub: ["PUBSUB NUMSUB channels*", recordOfNumbers],
  pubsubShardchannels: "PUBSUB SHARDCHANNELS pattern?",
  pubsubShardnumsub: ["PUBSUB SHARDNUMSUB channels*", recordOfNumbers],
};

function libraries(list: unknown): unknown {
  return (list as Record<string, Reply>[]).map((library) => ({
    ...library,
    functions: records(library["functions"]!, []),
  }));
}
