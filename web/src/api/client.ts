/** A client: commands as promises, over connections that the world keeps for it. */

import type { Argument } from "../border/command.ts";
import { ClosedError, type RedisError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import type { Session } from "../border/session.ts";
import type { Key } from "./commands.ts";
import {
  checkClientOptions,
  readOptions,
  settings,
  type ClientOptions,
} from "./client-options.ts";
import { checkOptions, flag, type Check } from "./options.ts";
import { subscribe, type Listener, type Subscription } from "./pubsub.ts";
import { Sender, type Route } from "./sender.ts";
import { scan, scanPairs, type ScanOptions } from "./scan.ts";
import {
  runTransaction,
  type TransactionOptions,
  type Work,
} from "./transaction.ts";

/** How one view of a client differs from another, see with. */
export interface CallOptions {
  /** Cancels the commands that have no reply yet. */
  signal?: AbortSignal;
  /** Bulk strings as text, or as bytes. */
  decodeResponses?: boolean;
}

/** A client and its connections. Nothing is dialed before the first command. */
export class Client<B = string> extends Sender<B> {
  readonly #options: ClientOptions;
  readonly #life: Life;

  /** @internal Use World.client. view: of a client that is there already. */
  constructor(
    session: Session,
    options: ClientOptions,
    view?: { route: Route; life: Life },
  ) {
    super(
      view?.route ?? {
        session,
        handle: session.number(),
        read: readOptions(options),
      },
    );
    this.#options = options;
    this.#life = view?.life ?? { state: "new", closing: undefined };
    if (view) return;
    const life = this.#life;
    session.request("CLIENT", [this.route.handle], settings(options)).then(
      () => (life.state = "made"),
      (error: RedisError) => (life.state = error),
    );
  }

  /**
   * The same client with other options for the calls made on it:
   * `redis.with({ signal: AbortSignal.timeout(50) }).get("key")`.
   */
  with(options: CallOptions & { decodeResponses: false }): Client<Uint8Array>;
  with(options: CallOptions & { decodeResponses: true }): Client<string>;
  with(options: CallOptions): Client<B>;
  with(given: CallOptions): unknown {
    const options = checkOptions<CallOptions>("options of with", given, {
      signal,
      decodeResponses: flag,
    });
    const { signal: own, decodeResponses } = options;
    const route = { ...this.route };
    if (own) route.signal = own;
    if (decodeResponses !== undefined) {
      route.read = { ...route.read, bytes: !decodeResponses };
    }
    const view = { route, life: this.#life };
    return new Client(route.session, this.#options, view);
  }

  /** Another client with the same options, and connections of its own. */
  duplicate(options: ClientOptions = {}): Client<B> {
    const checked = checkClientOptions(options);
    return new Client<B>(this.route.session, { ...this.#options, ...checked });
  }

  /** Borrows a connection for one user alone; give it back with release(). */
  acquire(): Promise<Connection<B>> {
    return this.borrow(undefined);
  }

  /** @internal Borrows a connection, all of whose commands are a task's if one is given. */
  async borrow(task: string | undefined): Promise<Connection<B>> {
    const { route } = this;
    const handle = route.session.number();
    await this.request("ACQUIRE", [route.handle, handle, task ?? this.task]);
    return new Connection({ ...route, handle, task });
  }

  /**
   * Runs work with a connection of its own, and once more from its start
   * whenever a key that it watches was changed by another client before
   * EXEC. It resolves to the replies of what was queued behind tx.multi().
   */
  transaction(work: Work<B>, options?: TransactionOptions): Promise<unknown[]> {
    return runTransaction(this, work, options);
  }

  /** Hears channels: `for await (const { channel, message } of await redis.subscribe("news"))`. */
  subscribe(...channels: (Key | Listener<B>)[]): Promise<Subscription<B>> {
    return subscribe(this, "SUBSCRIBE", channels);
  }

  /** Hears every channel whose name matches a pattern such as "news.*". */
  psubscribe(...patterns: (Key | Listener<B>)[]): Promise<Subscription<B>> {
    return subscribe(this, "PSUBSCRIBE", patterns);
  }

  /** All keys: `for await (const key of redis.scanIterator({ match: "user:*" }))`. */
  scanIterator(
    options?: ScanOptions & { type?: string },
  ): AsyncGenerator<B, void> {
    return scan<B>(this, ["SCAN"], options);
  }

  /** The members of a set. */
  sscanIterator(key: Key, options?: ScanOptions): AsyncGenerator<B, void> {
    return scan<B>(this, ["SSCAN", key], options);
  }

  /** The fields of a hash and their values. */
  hscanIterator(key: Key, options?: ScanOptions): AsyncGenerator<[B, B], void> {
    return scanPairs<B>(this, ["HSCAN", key], options);
  }

  /** Closes every connection, once the replies still due have come. */
  close(): Promise<void> {
    this.#life.closing ??= super
      .request("DISCONNECT", [this.route.handle])
      .then(() => {});
    return this.#life.closing;
  }

  /** The same as close(). */
  quit(): Promise<void> {
    return this.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** @internal */
  override request(
    op: string,
    head: readonly Argument[],
    args: readonly unknown[] = [],
  ): Promise<Reply> {
    const { state, closing } = this.#life;
    if (closing) {
      return Promise.reject(new ClosedError("this client has been closed"));
    }
    const reply = super.request(op, head, args);
    if (state === "made") return reply;
    return reply.catch((error: unknown) => {
      // What the client was refused for says more than that it is not there.
      const { state } = this.#life;
      throw typeof state === "object" ? state : error;
    });
  }
}

/** What the views of one client share. */
interface Life {
  /** An error: the world did not accept the client's options. */
  state: "new" | "made" | RedisError;
  closing: Promise<void> | undefined;
}

const signal: Check<AbortSignal> = (what, value) => {
  if (value instanceof AbortSignal) return value;
  throw new TypeError(`${what} must be an AbortSignal`);
};

/** One connection, borrowed from a client for WATCH, subscriptions and whatever else needs it alone. */
export class Connection<B = string> extends Sender<B> {
  /** Gives the connection back to its client, which resets it. */
  release(): void {
    const { session, handle } = this.route;
    session.unlisten(handle);
    session.send("RELEASE", handle);
  }

  /** Closes the connection instead of giving it back. */
  async close(): Promise<void> {
    const { session, handle } = this.route;
    session.unlisten(handle);
    await this.request("DISCONNECT", [handle]);
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
