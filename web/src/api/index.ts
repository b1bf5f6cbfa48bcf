/** resplay as a JavaScript library: a world with a Redis in it, in this thread. */

import { hold } from "../world/door.ts";
import { LocalWorld } from "../world/local.ts";
import { PAGE } from "../world/protocol.ts";
import "./modules.ts";
import {
  beginning,
  checkWorldOptions,
  World,
  type WorldOptions,
} from "./world.ts";

export * from "../border/errors.ts";
export type { Reply } from "../border/resp.ts";
export type { KeyState, TraceEvent, Verdict } from "../types.ts";
export type { ClientOptions } from "./client-options.ts";
export { Client, type CallOptions } from "./client.ts";
export type * from "./commands.ts";
export { Connection } from "./connection.ts";
export { Feed } from "./feed.ts";
export { Lock, type LockOptions } from "./lock.ts";
export { Monitor, type Monitored } from "./monitor.ts";
export type * from "./modules.ts";
export { Pipeline, type ExecOptions } from "./pipeline.ts";
export { Subscription, type Message } from "./pubsub.ts";
export type { EntriesOptions } from "./scan.ts";
export { Script } from "./script.ts";
export { Server, Socket, type Accept } from "./socket.ts";
export { Transaction, type TransactionOptions } from "./transaction.ts";
export {
  World,
  type CommandDoc,
  type LinkOptions,
  type WorldOptions,
} from "./world.ts";

/** Makes a world in which nothing has happened yet. */
export async function createWorld(options?: WorldOptions): Promise<World> {
  const checked = checkWorldOptions(options);
  const door = (await LocalWorld.open()).door(PAGE);
  const session = hold(door);
  session.keepsSites = true;
  session.send(...beginning(checked));
  return new World(session, door, checked);
}
