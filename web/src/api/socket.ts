/** A raw connection, for clients that a program writes itself. */

import "../border/dispose.ts";
import { deferred, type Deferred } from "../border/deferred.ts";
import { ClosedError, UsageError, type RedisError } from "../border/errors.ts";
import type { Session } from "../border/session.ts";

/** Opens a raw connection to an address such as "localhost:6379". */
export async function connect(
  session: Session,
  address: string,
): Promise<Socket> {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  if (!host || !port) {
    throw new UsageError(
      `the address ${JSON.stringify(address)} has no host or no port; give one such as "localhost:6379"`,
    );
  }
  const stream = session.number();
  const socket = new Socket(session, stream);
  try {
    await session.request("DIAL", [stream, host, port]);
  } catch (error) {
    session.unlistenStream(stream);
    throw error;
  }
  return socket;
}

const encoder = new TextEncoder();

/** Bytes both ways: `for await (const bytes of socket)` ends when the other side hangs up. */
export class Socket implements AsyncIterableIterator<Uint8Array> {
  readonly #session: Session;
  readonly #stream: number;
  readonly #chunks: Uint8Array[] = [];
  readonly #waiting: Deferred<Uint8Array | null>[] = [];
  #ended = false;
  #failure: RedisError | undefined;

  /** @internal Use World.connect. */
  constructor(session: Session, stream: number) {
    this.#session = session;
    this.#stream = stream;
    session.listenStream(stream, {
      data: (bytes) => {
        const waiter = this.#waiting.shift();
        if (waiter) waiter.resolve(bytes);
        else this.#chunks.push(bytes);
      },
      ended: (error) => this.#end(error),
    });
  }

  /** Sends bytes, or text as UTF-8. */
  write(bytes: Uint8Array | string): void {
    if (this.#ended) throw this.#failure ?? new ClosedError("it is closed");
    const chunk = typeof bytes === "string" ? encoder.encode(bytes) : bytes;
    this.#session.send("WRITE", this.#stream, chunk);
  }

  /** What has come next, as it came; null when the other side has hung up. */
  read(): Promise<Uint8Array | null> {
    const chunk = this.#chunks.shift();
    if (chunk) return Promise.resolve(chunk);
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#ended) return Promise.resolve(null);
    const waiter = deferred<Uint8Array | null>();
    this.#waiting.push(waiter);
    return waiter.promise;
  }

  /** Hangs up. */
  close(): void {
    if (this.#ended) return;
    this.#session.send("EOF", this.#stream);
    this.#session.unlistenStream(this.#stream);
    this.#end(undefined);
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    const value = await this.read();
    return value === null
      ? { done: true, value: null }
      : { done: false, value };
  }

  async return(): Promise<IteratorResult<Uint8Array>> {
    this.close();
    return { done: true, value: null };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #end(error: RedisError | undefined): void {
    this.#ended = true;
    this.#failure = error && new ClosedError(error.message);
    for (const waiter of this.#waiting.splice(0)) {
      if (this.#failure) waiter.reject(this.#failure);
      else waiter.resolve(null);
    }
  }
}
