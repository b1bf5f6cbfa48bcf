/** Commands on connections, and on who is connected. */

import { record } from "../shapes.ts";
import type { Reply } from "../../border/resp.ts";
import type { Many, OK, Out, Table, Value } from "./types.ts";

type ClientType = "normal" | "master" | "replica" | "pubsub";

/** Which connections. */
export interface ClientFilter {
  type?: ClientType;
  /** Of these numbers. */
  id?: number | number[];
}

export interface KillFilter {
  id?: number | number[];
  type?: ClientType;
  user?: string;
  addr?: string;
  laddr?: string;
  /** Whether the own one is left: "yes" or "no". */
  skipme?: "yes" | "no";
  maxage?: number;
}

export interface TrackingOptions {
  /** The number of the connection that is told. */
  redirect?: number;
  /** Be told of every key that begins so, whoever has read it. */
  prefix?: string | string[];
  bcast?: boolean;
  optin?: boolean;
  optout?: boolean;
  /** Not of one's own changes. */
  noloop?: boolean;
}

export interface TrackingInfo<B> {
  flags: B[];
  redirect: number;
  prefixes: B[];
}

export interface ConnectionCommands<B, K> {
  asking(): Out<B, K, OK>;
  auth(password: string): Out<B, K, OK>;
  auth(username: string, password: string): Out<B, K, OK>;
  clientCaching(mode: "YES" | "NO"): Out<B, K, OK>;
  clientGetname(): Out<B, K, B | null>;
  clientGetredir(): Out<B, K, number>;
  clientId(): Out<B, K, number>;
  clientInfo(): Out<B, K, B>;
  /** How many were closed; of an address, "OK". */
  clientKill(filter: KillFilter): Out<B, K, number>;
  clientKill(address: string): Out<B, K, OK>;
  /** A line of each connection. */
  clientList(filter?: ClientFilter): Out<B, K, B>;
  clientNoEvict(mode: "ON" | "OFF"): Out<B, K, OK>;
  clientNoTouch(mode: "ON" | "OFF"): Out<B, K, OK>;
  clientPause(milliseconds: number, what?: "WRITE" | "ALL"): Out<B, K, OK>;
  clientReply(mode: "ON" | "OFF" | "SKIP"): Out<B, K, OK>;
  clientSetinfo(
    attribute: "LIB-NAME" | "LIB-VER",
    value: string,
  ): Out<B, K, OK>;
  clientSetname(name: string): Out<B, K, OK>;
  /** Be told of changes to what was read, see Connection.pushes. */
  clientTracking(mode: "ON" | "OFF", options?: TrackingOptions): Out<B, K, OK>;
  clientTrackinginfo(): Out<B, K, TrackingInfo<B>>;
  /** Ends the waiting of a connection in a blocking command: 1, or 0 when it does not wait. */
  clientUnblock(id: number, how?: "TIMEOUT" | "ERROR"): Out<B, K, 0 | 1>;
  clientUnpause(): Out<B, K, OK>;
  echo(message: Value): Out<B, K, B>;
  hello(
    protocol?: 2 | 3,
    options?: { auth?: [username: string, password: string]; setname?: string },
  ): Out<B, K, Record<string, Reply>>;
  ping(message?: Value): Out<B, K, B>;
  readonly(): Out<B, K, OK>;
  readwrite(): Out<B, K, OK>;
  /** Forgets everything about a connection: on one of one's own. */
  reset(): Out<B, K, "RESET">;
  /** Changes the database of a connection: on one of one's own. The option db is for clients. */
  select(db: number): Out<B, K, OK>;
  cluster(subcommand: string, ...args: Many<Value>): Out<B, K, Reply>;
}

export const connection: Table<ConnectionCommands<unknown, "one">> = {
  asking: "",
  auth: "args+",
  clientCaching: "CLIENT CACHING mode",
  clientGetname: "CLIENT GETNAME",
  clientGetredir: "CLIENT GETREDIR",
  clientId: "CLIENT ID",
  clientInfo: "CLIENT INFO",
  clientKill:
    "CLIENT KILL address? {id=+ type= user= addr= laddr= skipme= maxage=}",
  clientList: "CLIENT LIST {type= id=+}",
  clientNoEvict: "CLIENT NO-EVICT mode",
  clientNoTouch: "CLIENT NO-TOUCH mode",
  clientPause: "CLIENT PAUSE milliseconds what?",
  clientReply: "CLIENT REPLY mode",
  clientSetinfo: "CLIENT SETINFO attribute value",
  clientSetname: "CLIENT SETNAME name",
  clientTracking:
    "CLIENT TRACKING mode {redirect= prefix=* bcast optin optout noloop}",
  clientTrackinginfo: ["CLIENT TRACKINGINFO", record],
  clientUnblock: "CLIENT UNBLOCK id how?",
  clientUnpause: "CLIENT UNPAUSE",
  echo: "message",
  hello: ["protocol? {auth=2 setname=}", record],
  ping: "message?",
  readonly: "",
  readwrite: "",
  reset: "",
  select: "db",
  cluster: "subcommand args*",
};
