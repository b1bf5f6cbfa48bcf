/** A subscription: messages of channels, as an async iterator or by a callback. */

import { UsageError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import type { Client } from "./client.ts";
import type { Key } from "./commands.ts";
import type { Connection } from "./connection.ts";
import { Feed } from "./feed.ts";
import { textOf } from "./shapes.ts";

/** What was published. */
export interface Message<B = string> {
  channel: B;
  message: B;
  /** The pattern that the channel matched, with psubscribe. */
  pattern?: B;
}

export type Listener<B> = (message: Message<B>) => void;

type Command = "SUBSCRIBE" | "PSUBSCRIBE" | "SSUBSCRIBE";

/** Subscribes with a connection of its own. The last of what is given may be a listener. */
export async function subscribe<B>(
  client: Client<B>,
  command: Command,
  given: (Key | Listener<B>)[],
): Promise<Subscription<B>> {
  const last = given.at(-1);
  const listener = typeof last === "function" ? last : undefined;
  const channels = (listener ? given.slice(0, -1) : given) as Key[];
  if (channels.length === 0) {
    throw new UsageError(`${command.toLowerCase()} wants at least one channel`);
  }
  const connection = await client.borrow(client.task);
  const subscription = new Subscription(connection, command, listener);
  try {
    await subscription.add(...channels);
  } catch (error) {
    await subscription.close();
    throw error;
  }
  return subscription;
}

/** Messages as they come, see Feed. */
export class Subscription<B = string> extends Feed<Message<B>> {
  readonly #connection: Connection<B>;
  readonly #command: Command;

  /** @internal Use subscribe, psubscribe or ssubscribe of a client. */
  constructor(
    connection: Connection<B>,
    command: Command,
    listener: Listener<B> | undefined,
  ) {
    super({
      connection,
      what: "subscription",
      read: toMessage<B>,
      listener,
      release: () => connection.end("this subscription has been closed"),
    });
    this.#connection = connection;
    this.#command = command;
  }

  /** Hears further channels, or patterns. */
  async add(...channels: Key[]): Promise<void> {
    await this.#connection.execute(this.#command, ...channels);
  }

  /** Hears these no longer; without any, none. */
  async unsubscribe(...channels: Key[]): Promise<void> {
    const command = this.#command.replace("SUB", "UNSUB");
    await this.#connection.execute(command, ...channels);
  }
}

/** A push as a message; undefined for a confirmation of SUBSCRIBE and the like. */
function toMessage<B>(push: Reply): Message<B> | undefined {
  if (!Array.isArray(push)) return undefined;
  const [kind, ...rest] = push;
  const words = rest as B[];
  switch (textOf(kind)) {
    case "message":
    case "smessage":
      return { channel: words[0]!, message: words[1]! };
    case "pmessage":
      return { pattern: words[0]!, channel: words[1]!, message: words[2]! };
    default:
      return undefined;
  }
}
