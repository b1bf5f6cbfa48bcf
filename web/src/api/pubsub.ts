/** A subscription: messages of channels, as an async iterator or by a callback. */

import { deferred, type Deferred } from "../border/deferred.ts";
import { ClosedError, UsageError, type RedisError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import type { Client, Connection } from "./client.ts";
import type { Key } from "./commands.ts";

/** What was published. */
export interface Message<B = string> {
  channel: B;
  message: B;
  /** The pattern that the channel matched, with psubscribe. */
  pattern?: B;
}

export type Listener<B> = (message: Message<B>) => void;

type Command = "SUBSCRIBE" | "PSUBSCRIBE";

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

/**
 * Messages as they come: `for await (const { channel, message } of
 * subscription)`, unless a listener was given. Leaving the loop closes it.
 */
export class Subscription<B = string> implements AsyncIterableIterator<
  Message<B>
> {
  readonly #connection: Connection<B>;
  readonly #command: Command;
  readonly #listener: Listener<B> | undefined;
  #messages: Message<B>[] = [];
  #waiting: Deferred<IteratorResult<Message<B>>>[] = [];
  #closed = false;
  #lost: RedisError | undefined;

  /** @internal Use subscribe or psubscribe of a client. */
  constructor(
    connection: Connection<B>,
    command: Command,
    listener: Listener<B> | undefined,
  ) {
    this.#connection = connection;
    this.#command = command;
    this.#listener = listener;
    const { session, handle, read } = connection.route;
    session.listen(handle, {
      read,
      pushed: (push) => this.#pushed(push),
      lost: (error) => this.#end(error),
    });
  }

  /** Hears further channels, or patterns. */
  async add(...channels: Key[]): Promise<void> {
    await this.#connection.execute(this.#command, ...channels);
  }

  /** Hears these no longer. */
  async unsubscribe(...channels: Key[]): Promise<void> {
    const command = this.#command.replace("SUB", "UNSUB");
    await this.#connection.execute(command, ...channels);
  }

  /** Hears nothing more; loops over the subscription end. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#end(undefined);
    this.#connection.release();
  }

  next(): Promise<IteratorResult<Message<B>>> {
    if (this.#listener) {
      return Promise.reject(
        new UsageError(
          "this subscription has a listener, which hears its messages",
        ),
      );
    }
    const message = this.#messages.shift();
    if (message) return Promise.resolve({ done: false, value: message });
    if (this.#lost) return Promise.reject(this.#lost);
    if (this.#closed) return Promise.resolve({ done: true, value: undefined });
    const waiter = deferred<IteratorResult<Message<B>>>();
    this.#waiting.push(waiter);
    return waiter.promise;
  }

  async return(): Promise<IteratorResult<Message<B>>> {
    await this.close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #pushed(push: Reply): void {
    const message = toMessage<B>(push);
    if (!message || this.#closed) return;
    if (this.#listener) return this.#call(this.#listener, message);
    const waiter = this.#waiting.shift();
    if (waiter) waiter.resolve({ done: false, value: message });
    else this.#messages.push(message);
  }

  /** Its errors are its own, as those of any promise that nobody awaits. */
  #call(listener: Listener<B>, message: Message<B>): void {
    const { route, task } = this.#connection;
    void Promise.resolve().then(() =>
      route.session.as(task, () => listener(message)),
    );
  }

  /** Ends every loop: with an error when the connection was lost. */
  #end(error: RedisError | undefined): void {
    if (error) {
      this.#lost = new ClosedError(
        `the subscription was lost: ${error.message}`,
      );
    }
    for (const waiter of this.#waiting.splice(0)) {
      if (this.#lost) waiter.reject(this.#lost);
      else waiter.resolve({ done: true, value: undefined });
    }
  }
}

const decoder = new TextDecoder();

/** A push as a message; undefined for a confirmation of SUBSCRIBE and the like. */
function toMessage<B>(push: Reply): Message<B> | undefined {
  if (!Array.isArray(push)) return undefined;
  const [first, ...rest] = push;
  const kind = first instanceof Uint8Array ? decoder.decode(first) : first;
  const words = rest as B[];
  switch (kind) {
    case "message":
      return { channel: words[0]!, message: words[1]! };
    case "pmessage":
      return { pattern: words[0]!, channel: words[1]!, message: words[2]! };
    default:
      return undefined;
  }
}
