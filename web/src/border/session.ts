/** A session's side of the conversation with the world: it numbers futures, queues messages and settles what comes back. */

import { CommandWriter, type Argument } from "./command.ts";
import {
  CancelledError,
  errorOf,
  ProtocolError,
  type RedisError,
} from "./errors.ts";
import { ReplyReader, type ReadOptions, type Reply } from "./resp.ts";

/** How a request's reply is read, and what may call it off. */
export interface RequestOptions extends ReadOptions {
  signal?: AbortSignal | undefined;
}

/** Who listens to a dedicated connection. */
export interface PushListener {
  /** How its push messages are read. */
  read: ReadOptions;
  pushed(message: Reply): void;
  lost(error: RedisError): void;
}

/** Who listens to a raw connection. */
export interface StreamListener {
  /** It has come to its other end, which is this one. */
  accepted?(): void;
  data(bytes: Uint8Array): void;
  /** It has ended: without an error when its peer has hung up. */
  ended(error: RedisError | undefined): void;
}

/** What a batch said besides settling futures. */
export interface Heard {
  /** Nothing left in the world can ever wake this program. */
  idle: boolean;
  /** Whether it held anything but the time. */
  news: boolean;
}

interface Pending {
  resolve(value: Reply): void;
  reject(error: unknown): void;
  options: RequestOptions;
  /** Where the request was made, when the session keeps that. */
  site: Error | undefined;
  /** What its signal calls, for as long as it is pending. */
  cancel: (() => void) | undefined;
}

/** Messages to the world, and what becomes of them. Someone else carries the batches. */
export class Session {
  /** Virtual nanoseconds since the run began, as of the last batch. */
  now = 0;
  /** The world's wall clock at that instant, in unix milliseconds. */
  unix = 0;

  /** Whose doing the next request is, for the trace. */
  task: () => string = () => "";
  /** Calls back into the program on behalf of a task of its. */
  as: <T>(task: string, callback: () => T) => T = (_, callback) => callback();
  /** Whether the stack of an error shows who made the request, not who read its reply. */
  keepsSites = false;

  readonly #wake: () => void;
  readonly #writer = new CommandWriter();
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<number, PushListener>();
  readonly #streams = new Map<number, StreamListener>();
  #last = 0;
  #over: RedisError | undefined;
  #misunderstood: ProtocolError | undefined;

  /** wake is called whenever a message has been added to the next batch. */
  constructor(wake: () => void) {
    this.#wake = wake;
  }

  /** How many bytes the next batch holds so far. */
  get queued(): number {
    return this.#writer.size;
  }

  /** A number for a client or a connection that this session has not used yet. */
  number(): number {
    return ++this.#last;
  }

  /** Whether it has asked for anything yet. */
  get used(): boolean {
    return this.#last > 0;
  }

  /** How many futures wait for the world. */
  get pending(): number {
    return this.#pending.size;
  }

  /** How many connections are listened to. */
  get listening(): number {
    return this.#listeners.size;
  }

  /**
   * Queues `op f head... args...` and returns what future f comes to. Bad
   * args reject it, and nothing is queued.
   */
  request(
    op: string,
    head: readonly Argument[],
    args: readonly unknown[] = [],
    options: RequestOptions = {},
  ): Promise<Reply> {
    if (this.#over) return Promise.reject(this.#over);
    if (options.signal?.aborted) return Promise.reject(aborted(options.signal));
    const future = this.number();
    try {
      this.#writer.write([op, future, ...head], args);
    } catch (error) {
      return Promise.reject(error);
    }
    this.#wake();
    const site = this.keepsSites ? new Error() : undefined;
    const { signal } = options;
    const cancel = signal && (() => this.#cancel(future));
    signal?.addEventListener("abort", cancel!, { once: true });
    return new Promise((resolve, reject) => {
      const pending = { resolve, reject, options, site, cancel };
      this.#pending.set(future, pending);
    });
  }

  /** Queues a message that has no future. */
  send(op: string, ...args: readonly Argument[]): void {
    if (this.#over) return;
    this.#writer.write([op, ...args], []);
    this.#wake();
  }

  /** Hears what is pushed on a dedicated connection, until unlisten. */
  listen(connection: number, listener: PushListener): void {
    this.#listeners.set(connection, listener);
  }

  unlisten(connection: number): void {
    this.#listeners.delete(connection);
  }

  /** Hears the bytes of a raw connection, until it ends. */
  listenStream(stream: number, listener: StreamListener): void {
    this.#streams.set(stream, listener);
  }

  unlistenStream(stream: number): void {
    this.#streams.delete(stream);
  }

  /** Takes the messages queued so far, closed by a last one. */
  take(...last: readonly Argument[]): Uint8Array<ArrayBuffer> {
    if (last.length > 0) this.#writer.write(last, []);
    return this.#writer.take();
  }

  /**
   * Settles futures and tells listeners, as a batch from the world says. It
   * throws, at its end, when the world did not understand a message.
   */
  deliver(batch: Uint8Array): Heard {
    const heard: Heard = { idle: false, news: false };
    this.#misunderstood = undefined;
    const reader = new ReplyReader(batch);
    while (!reader.done) {
      const length = reader.array();
      const kind = reader.text();
      heard.news ||= kind !== "now";
      heard.idle ||= kind === "idle";
      this.#message(kind, length - 1, reader);
    }
    if (this.#misunderstood) throw this.#misunderstood;
    return heard;
  }

  /** Fails whatever waits, now and from now on, with one cause. */
  end(cause: RedisError): void {
    this.#over = cause;
    for (const { reject } of this.#pending.values()) reject(cause);
    for (const listener of this.#listeners.values()) listener.lost(cause);
    for (const stream of this.#streams.values()) stream.ended(cause);
    this.#pending.clear();
    this.#listeners.clear();
    this.#streams.clear();
    this.#writer.take();
  }

  /** Forgets whatever waits: it is never settled. What comes later fails with the cause. */
  abandon(cause: RedisError): void {
    this.#pending.clear();
    this.#listeners.clear();
    this.#streams.clear();
    this.end(cause);
  }

  /** Handles one message, whose other elements are next in reader. */
  #message(kind: string, elements: number, reader: ReplyReader): void {
    switch (kind) {
      case "now":
        this.now = reader.number();
        this.unix = toMillis(reader.number());
        return;
      case "ok":
        return this.#resolve(reader.number(), reader);
      case "err":
        return this.#reject(reader.number(), reader);
      case "push":
        return this.#push(reader.number(), reader);
      case "lost":
        return this.#lost(reader.number(), reader.text());
      case "accept":
        return this.#streams.get(reader.number())?.accepted?.();
      case "data":
        return this.#data(reader.number(), reader.bytes().slice());
      case "eof":
        return this.#ended(reader.number(), undefined);
      case "broken":
        return this.#ended(reader.number(), errorOf("closed", reader.text()));
      case "bad":
        this.#misunderstood = new ProtocolError(
          `the world did not understand a message: ${reader.text()}`,
        );
        return;
      default:
        for (let i = 0; i < elements; i++) reader.skip();
    }
  }

  /** Takes a future off the list; undefined when it is not on it. */
  #settle(future: number): Pending | undefined {
    const pending = this.#pending.get(future);
    this.#pending.delete(future);
    const { cancel, options } = pending ?? {};
    if (cancel) options!.signal!.removeEventListener("abort", cancel);
    return pending;
  }

  #resolve(future: number, reader: ReplyReader): void {
    const pending = this.#settle(future);
    if (!pending) return reader.skip();
    const start = reader.at;
    try {
      pending.resolve(reader.value(pending.options));
    } catch (error) {
      // Only this future fails: the reader goes on behind its value.
      reader.at = start;
      reader.skip();
      pending.reject(error);
    }
  }

  #reject(future: number, reader: ReplyReader): void {
    const error = errorOf(reader.text(), reader.text());
    const pending = this.#settle(future);
    if (!pending) return;
    if (pending.site) showSite(error, pending.site);
    pending.reject(error);
  }

  #push(connection: number, reader: ReplyReader): void {
    const listener = this.#listeners.get(connection);
    if (listener) listener.pushed(reader.value(listener.read));
    else reader.skip();
  }

  #lost(connection: number, message: string): void {
    this.#listeners.get(connection)?.lost(errorOf("closed", message));
    this.#listeners.delete(connection);
  }

  #data(stream: number, bytes: Uint8Array): void {
    this.#streams.get(stream)?.data(bytes);
  }

  #ended(stream: number, error: RedisError | undefined): void {
    this.#streams.get(stream)?.ended(error);
    this.#streams.delete(stream);
  }

  /** The world drops a cancelled future's reply, so it is settled here. */
  #cancel(future: number): void {
    const pending = this.#settle(future);
    if (!pending) return;
    this.send("CANCEL", future);
    pending.reject(aborted(pending.options.signal!));
  }
}

/**
 * Unix nanoseconds as milliseconds. As a number they are exact to a quarter of
 * a microsecond, which must not make a whole millisecond a little less.
 */
export function toMillis(unixNanoseconds: number): number {
  return Math.round(unixNanoseconds / 1e3) / 1e3;
}

/** Gives an error the stack of where its request was made. */
function showSite(error: RedisError, site: Error): void {
  const frames = (site.stack ?? "").replace(/^Error\n/, "");
  error.stack = `${error.name}: ${error.message}\n${frames}`;
}

export function aborted(signal: AbortSignal): CancelledError {
  const reason: unknown = signal.reason;
  const why = reason instanceof Error ? `: ${reason.message}` : "";
  return new CancelledError(`the command was cancelled${why}`, {
    cause: reason,
  });
}
