/** What is pushed on a connection, as an async iterator or to a listener. */

import "../border/dispose.ts";
import { deferred, type Deferred } from "../border/deferred.ts";
import { ClosedError, UsageError, type RedisError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import { aborted } from "../border/session.ts";
import type { Connection } from "./connection.ts";

/** How a feed is made. */
export interface FeedOptions<T> {
  connection: Connection<unknown>;
  /** What it is called in an error. */
  what: string;
  /** A push as an element; undefined: it is none. */
  read(push: Reply): T | undefined;
  /** Hears the elements in the iterator's place. */
  listener?: ((element: T) => void) | undefined;
  /** What becomes of the connection at its end. */
  release(): void;
}

/**
 * Elements as they come: `for await (const element of feed)`, unless a
 * listener was given. Leaving the loop closes it; so does the signal of the
 * client that made it, with a CancelledError.
 */
export class Feed<T> implements AsyncIterableIterator<T> {
  readonly #options: FeedOptions<T>;
  readonly #elements: T[] = [];
  readonly #waiting: Deferred<IteratorResult<T>>[] = [];
  readonly #abort = () =>
    this.#stop(aborted(this.#options.connection.route.signal!));
  #closed = false;
  #failure: RedisError | undefined;

  /** @internal */
  constructor(options: FeedOptions<T>) {
    this.#options = options;
    const { session, handle, read, signal } = options.connection.route;
    session.listen(handle, {
      read,
      pushed: (push) => this.#pushed(push),
      lost: ({ message }) =>
        this.#end(new ClosedError(`the ${options.what} was lost: ${message}`)),
    });
    signal?.addEventListener("abort", this.#abort, { once: true });
  }

  /** Hears nothing more; loops over it end. */
  async close(): Promise<void> {
    this.#stop(undefined);
  }

  next(): Promise<IteratorResult<T>> {
    const { listener, what } = this.#options;
    if (listener) {
      return Promise.reject(
        new UsageError(`this ${what} has a listener, which hears its messages`),
      );
    }
    if (this.#elements.length > 0) {
      return Promise.resolve({ done: false, value: this.#elements.shift()! });
    }
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#closed) return Promise.resolve({ done: true, value: undefined });
    const waiter = deferred<IteratorResult<T>>();
    this.#waiting.push(waiter);
    return waiter.promise;
  }

  async return(): Promise<IteratorResult<T>> {
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
    const { read, listener } = this.#options;
    const element = this.#closed ? undefined : read(push);
    if (element === undefined) return;
    if (listener) return this.#call(listener, element);
    const waiter = this.#waiting.shift();
    if (waiter) waiter.resolve({ done: false, value: element });
    else this.#elements.push(element);
  }

  /** Its errors are its own, as those of any promise that nobody awaits. */
  #call(listener: (element: T) => void, element: T): void {
    const { route, task } = this.#options.connection;
    void Promise.resolve().then(() =>
      route.session.as(task, () => listener(element)),
    );
  }

  #stop(failure: RedisError | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    const { connection, release } = this.#options;
    connection.route.signal?.removeEventListener("abort", this.#abort);
    if (failure) this.#elements.length = 0;
    this.#end(failure);
    release();
  }

  /** Ends every loop: with an error when it did not end by itself. */
  #end(failure: RedisError | undefined): void {
    this.#failure ??= failure;
    for (const waiter of this.#waiting.splice(0)) {
      if (this.#failure) waiter.reject(this.#failure);
      else waiter.resolve({ done: true, value: undefined });
    }
  }
}
