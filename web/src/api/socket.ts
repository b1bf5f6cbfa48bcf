/** Raw connections, for clients and servers that a program writes itself. */

import "../border/dispose.ts";
import { deferred, type Deferred } from "../border/deferred.ts";
import {
  ClosedError,
  describe,
  UsageError,
  type RedisError,
} from "../border/errors.ts";
import type { Session } from "../border/session.ts";

/** What a server does with a connection. */
export type Accept = (socket: Socket) => unknown;

/** Where a service answers that sends everything back. */
const ECHO = 8888;

const ports = new WeakMap<Session, Ports>();

/** The ports of a world, however many objects stand for it. */
export function portsOf(session: Session): Ports {
  let known = ports.get(session);
  if (!known) ports.set(session, (known = new Ports(session)));
  return known;
}

/** What a program listens on. */
export class Ports {
  readonly #session: Session;
  readonly #servers = new Map<number, Accept>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Accepts connections to a port. */
  listen(port: number, accept: Accept): Server {
    if (typeof accept !== "function") {
      throw new UsageError(
        `listen wants a function that is given each connection, not ${describe(accept)}`,
      );
    }
    if (this.#servers.has(port)) {
      throw new UsageError(`port ${port} is listened on already`);
    }
    this.#servers.set(port, accept);
    return new Server(port, () => this.#servers.delete(port));
  }

  /** Opens a connection to an address such as "localhost:6379". */
  async connect(address: string): Promise<Socket> {
    const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
    if (!host || !port) {
      throw new UsageError(
        `the address ${describe(address)} has no host or no port; give one such as "localhost:6379"`,
      );
    }
    const session = this.#session;
    const stream = session.number();
    const socket = new Socket(session, stream);
    const accept = this.#servers.get(Number(port));
    const to = [stream, host, port];
    try {
      if (accept) await session.request("JOIN", [...to, this.#other(accept)]);
      else if (Number(port) === ECHO) await session.request("JOIN", to);
      else await session.request("DIAL", to);
    } catch (error) {
      session.unlistenStream(stream);
      throw error;
    }
    return socket;
  }

  /** The number of a connection's other end, for a server. */
  #other(accept: Accept): number {
    const stream = this.#session.number();
    const socket = new Socket(this.#session, stream, () => {
      // A rejection of what it returns is reported as any that nobody awaits.
      void Promise.resolve().then(() => accept(socket));
    });
    return stream;
  }
}

/** A port that is listened on. */
export class Server {
  readonly port: number;
  readonly #close: () => void;

  /** @internal Use World.listen. */
  constructor(port: number, close: () => void) {
    this.port = port;
    this.#close = close;
  }

  /** Accepts no further connections. */
  close(): void {
    this.#close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

const encoder = new TextEncoder();

/** Bytes both ways: `for await (const bytes of socket)` ends when the other side writes no more. */
export class Socket implements AsyncIterableIterator<Uint8Array> {
  readonly #session: Session;
  readonly #stream: number;
  readonly #chunks: Uint8Array[] = [];
  readonly #waiting: Deferred<Uint8Array | null>[] = [];
  /** Nothing more will come. */
  #over = false;
  #closed = false;
  #failure: RedisError | undefined;

  /** @internal Use World.connect. accepted is called when it has come to this end. */
  constructor(session: Session, stream: number, accepted?: () => void) {
    this.#session = session;
    this.#stream = stream;
    session.listenStream(stream, {
      accepted: () => accepted?.(),
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
    if (this.#failure) throw this.#failure;
    if (this.#closed) throw new ClosedError("the connection has been closed");
    const chunk = typeof bytes === "string" ? encoder.encode(bytes) : bytes;
    this.#session.send("WRITE", this.#stream, chunk);
  }

  /** What has come next, as it came; null when the other side writes no more. */
  read(): Promise<Uint8Array | null> {
    const chunk = this.#chunks.shift();
    if (chunk) return Promise.resolve(chunk);
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#over) return Promise.resolve(null);
    const waiter = deferred<Uint8Array | null>();
    this.#waiting.push(waiter);
    return waiter.promise;
  }

  /** Hangs up. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
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
    this.#over = true;
    this.#failure = error && new ClosedError(error.message);
    for (const waiter of this.#waiting.splice(0)) {
      if (this.#failure) waiter.reject(this.#failure);
      else waiter.resolve(null);
    }
  }
}
