/** A client: commands as promises, over connections that the world keeps for it. */

import "../border/dispose.ts";
import type { Argument } from "../border/command.ts";
import {
  ClosedError,
  describe,
  UsageError,
  type RedisError,
} from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import type { Session } from "../border/session.ts";
import type { Entry, Key, ScanOptions } from "./commands.ts";
import { Connection } from "./connection.ts";
import { lock, type Lock, type LockOptions } from "./lock.ts";
import { monitor, type Monitor } from "./monitor.ts";
import {
  checkClientOptions,
  readOptions,
  settings,
  type ClientOptions,
} from "./client-options.ts";
import { checkOptions, flag, text, type Check } from "./options.ts";
import { subscribe, type Listener, type Subscription } from "./pubsub.ts";
import { Sender, type Route } from "./sender.ts";
import { scan, scanEntries, type EntriesOptions } from "./scan.ts";
import { Script } from "./script.ts";
import { refusalOf } from "./stateful.ts";
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
    const changed: Partial<Route> = {};
    if (own) changed.signal = own;
    if (decodeResponses !== undefined) {
      changed.read = { ...this.route.read, bytes: !decodeResponses };
    }
    return this.view(changed);
  }

  /** @internal The same client by another route. */
  view(changed: Partial<Route>): Client<B> {
    const route = { ...this.route, ...changed };
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

  /** Hears channels that belong to the shard of their names, see spublish. */
  ssubscribe(...channels: (Key | Listener<B>)[]): Promise<Subscription<B>> {
    return subscribe(this, "SSUBSCRIBE", channels);
  }

  /** Hears every command that the server executes. */
  monitor(): Promise<Monitor> {
    return monitor(this);
  }

  /** A Lua script, which is sent whole only where the server does not know it. */
  script(source: string): Script<B> {
    return new Script(this, text("the source of a script", source));
  }

  /** Waits for a lock, and holds it: `await using held = await redis.lock("name", { ttl: "10s" })`. */
  lock(name: Key, options?: LockOptions): Promise<Lock> {
    return lock(this, name, options);
  }

  /** All keys: `for await (const key of redis.scanIterator({ match: "user:*" }))`. */
  scanIterator(
    options?: ScanOptions & { type?: string },
  ): AsyncGenerator<B, void> {
    return scan(options, (cursor) => this.scan(cursor, options));
  }

  /** The members of a set. */
  sscanIterator(key: Key, options?: ScanOptions): AsyncGenerator<B, void> {
    return scan(options, (cursor) => this.sscan(key, cursor, options));
  }

  /** The fields of a hash and their values; with novalues, the fields. */
  hscanIterator(
    key: Key,
    options: ScanOptions & { novalues: true },
  ): AsyncGenerator<B, void>;
  hscanIterator(
    key: Key,
    options?: ScanOptions & { novalues?: false },
  ): AsyncGenerator<[field: B, value: B], void>;
  hscanIterator(key: Key, options?: object): AsyncGenerator<unknown, void> {
    return scan<unknown>(options, (cursor) => this.hscan(key, cursor, options));
  }

  /** The members of a sorted set and their scores. */
  zscanIterator(
    key: Key,
    options?: ScanOptions,
  ): AsyncGenerator<[member: B, score: number], void> {
    return scan(options, (cursor) => this.zscan(key, cursor, options));
  }

  /** The entries of a stream. */
  xrangeIterator(
    key: Key,
    options?: EntriesOptions,
  ): AsyncGenerator<Entry<B>, void> {
    return scanEntries(this, key, options);
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

  /** What changes a connection would have no effect: the next command may be on another. */
  protected override run(
    words: readonly unknown[],
    shape?: (reply: Reply) => unknown,
  ): Promise<Reply> {
    const refusal = refusalOf(words);
    return refusal ? this.refuse(refusal) : super.run(words, shape);
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

/** @internal Makes a client by options that a program has given. */
export function makeClient(
  session: Session,
  options: ClientOptions | undefined,
  defaults: ClientOptions = {},
): Client {
  return new Client(session, { ...defaults, ...checkClientOptions(options) });
}

/** What the views of one client share. */
interface Life {
  /** An error: the world did not accept the client's options. */
  state: "new" | "made" | RedisError;
  closing: Promise<void> | undefined;
}

const signal: Check<AbortSignal> = (what, value) => {
  if (value instanceof AbortSignal) return value;
  throw new UsageError(`${what} is ${describe(value)}; give an AbortSignal`);
};
