/** A transaction: WATCH, read, MULTI, queue, EXEC, and all of it again when a watched key has changed. */

import type { Argument } from "../border/command.ts";
import { describe, UsageError, WatchError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import type { Client } from "./client.ts";
import type { Key, OneOrMore } from "./commands.ts";
import type { Connection } from "./connection.ts";
import { checkOptions, wholeNumber } from "./options.ts";
import type { Pipeline } from "./pipeline.ts";
import { Sender } from "./sender.ts";

/** What a transaction does. It may run more than once. */
export type Work<B> = (tx: Transaction<B>) => unknown;

export interface TransactionOptions {
  /** Keys that are watched before the work is run, each time. */
  watch?: OneOrMore<Key>;
  /** How often the work is run before a WatchError says that it has lost each time. Default: 1000. */
  attempts?: number;
}

/**
 * A connection within a transaction. Commands run at once until multi(); then
 * they are queued, resolve to "QUEUED", and run when the work has ended.
 */
export class Transaction<B = string> extends Sender<B> {
  readonly #connection: Connection<B>;
  #queue: Pipeline<B> | undefined;

  /** @internal Use Client.transaction. */
  constructor(connection: Connection<B>) {
    super(connection.route);
    this.#connection = connection;
  }

  /** Makes EXEC do nothing if another client changes one of these keys first. */
  watch(...keys: Key[]): Promise<"OK"> {
    if (this.#queue) {
      return this.refuse(new UsageError("WATCH must come before multi()"));
    }
    return this.run(["WATCH", ...keys]) as Promise<"OK">;
  }

  /** Forgets the watched keys. */
  unwatch(): Promise<"OK"> {
    return this.run(["UNWATCH"]) as Promise<"OK">;
  }

  /** From here on commands are queued. The queue itself may be used as a pipeline. */
  override multi(): Pipeline<B> {
    if (this.#queue) throw new UsageError("MULTI calls can not be nested");
    this.#queue = super.multi();
    return this.#queue;
  }

  /** @internal Once the transaction has ended, its connection says so. */
  override request(
    op: string,
    head: readonly Argument[],
    args: readonly unknown[] = [],
  ): Promise<Reply> {
    return this.#connection.request(op, head, args);
  }

  protected override run(
    words: readonly unknown[],
    shape?: (reply: Reply) => unknown,
  ): Promise<Reply> {
    if (!this.#queue) return super.run(words, shape);
    try {
      this.#queue.collect(words, shape);
    } catch (error) {
      return this.refuse(error);
    }
    return Promise.resolve("QUEUED");
  }

  /** @internal Runs the work once, and EXEC if it has called multi(). */
  async attempt(work: Work<B>, watch: readonly Key[]): Promise<unknown[]> {
    const { session } = this.route;
    this.#queue = undefined;
    if (watch.length > 0) await this.watch(...watch);
    await session.as(this.task, () => work(this));
    if (this.#queue) return (this.#queue as Pipeline<B>).exec();
    await this.#connection.execute("UNWATCH");
    return [];
  }
}

/** Runs work until its EXEC succeeds, see Client.transaction. */
export async function runTransaction<B>(
  client: Client<B>,
  work: Work<B>,
  given?: TransactionOptions,
): Promise<unknown[]> {
  if (typeof work !== "function") {
    throw new UsageError(
      `transaction wants a function that is given the transaction, not ${describe(work)}`,
    );
  }
  const options = checkOptions<TransactionOptions>(
    "options of transaction",
    given,
    { attempts: wholeNumber(1), watch: (_, keys) => keys as OneOrMore<Key> },
  );
  const connection = await client.borrow(client.task);
  try {
    const tx = new Transaction(connection);
    const watch = [options.watch ?? []].flat() as Key[];
    for (let left = options.attempts ?? 1000; ; left--) {
      try {
        return await tx.attempt(work, watch);
      } catch (error) {
        if (!(error instanceof WatchError) || left <= 1) throw error;
      }
    }
  } finally {
    connection.end("this transaction has ended");
  }
}
