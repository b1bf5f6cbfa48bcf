/** The page's end of the world's worker. */

import { deferred } from "../border/deferred.ts";
import { RedisError } from "../border/errors.ts";
import type { Door } from "./door.ts";
import { openPort } from "./port.ts";
import {
  PAGE,
  type Clock,
  type FromPage,
  type ToPage,
  type ToSession,
} from "./protocol.ts";

/** What the page hears of its world. */
export interface WorldListener {
  progress(what: string, loaded: number, total: number): void;
  storage(message: string | null): void;
  /** ran: a program has begun in this world. */
  trace(chunk: Uint8Array, clock: Clock, ran: boolean): void;
  horizon(clock: Clock): void;
  /** The world has come to an end. */
  failed(error: RedisError): void;
}

export class RemoteWorld {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: "resplay world",
  });
  readonly #listener: WorldListener;
  readonly #started = deferred<void>();
  readonly #detaching = new Map<number, (clock: Clock) => void>();
  #clock: Clock = { now: 0, unix: 0 }; // as last heard of
  #failure: RedisError | undefined;

  /** Starts the worker. Keys are kept under the name, or not at all. */
  constructor(keep: string | null, listener: WorldListener) {
    this.#listener = listener;
    this.#worker.onmessage = ({ data }: MessageEvent<ToPage>) =>
      this.#hear(data);
    this.#worker.onerror = (event) => {
      this.#fail(event.message || "its script could not be loaded");
    };
    this.#post({ kind: "start", keep });
  }

  /** Resolves once the world is there, with the keys that were kept. */
  get started(): Promise<void> {
    return this.#started.promise;
  }

  /** Opens a session and returns the port that its messages go through. */
  attach(session: number, begin?: Uint8Array): MessagePort {
    const { port1, port2 } = new MessageChannel();
    if (this.#failure) {
      const { message } = this.#failure;
      port2.postMessage({ kind: "failed", message } satisfies ToSession);
    } else {
      this.#post({ kind: "attach", session, port: port2, begin }, [port2]);
    }
    return port1;
  }

  /** Opens the page's own session. */
  openPage(): Door {
    return openPort(this.attach(PAGE));
  }

  /** Ends a session; resolves to its last instant, behind the last of its trace. */
  detach(session: number): Promise<Clock> {
    if (this.#failure) return Promise.resolve(this.#clock);
    this.#post({ kind: "detach", session });
    return new Promise((resolve) => this.#detaching.set(session, resolve));
  }

  /** Goes on with what is held at its horizon. */
  resume(): void {
    this.#post({ kind: "resume" });
  }

  /** Lets a program that is asked to end do so, whatever it waits for. */
  stop(): void {
    this.#post({ kind: "stop" });
  }

  /** Tells of words, in lower case, that may be commands which a program will send. */
  expect(words: string[]): void {
    this.#post({ kind: "expect", words });
  }

  /** Keeps the keys now: the page may be about to go. */
  save(): void {
    this.#post({ kind: "save" });
  }

  #post(message: FromPage, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #hear(news: ToPage): void {
    switch (news.kind) {
      case "progress":
        return this.#listener.progress(news.what, news.loaded, news.total);
      case "started":
        return this.#started.resolve();
      case "storage":
        return this.#listener.storage(news.message);
      case "trace":
        this.#clock = news.clock;
        return this.#listener.trace(news.chunk, news.clock, news.ran);
      case "horizon":
        this.#clock = news.clock;
        return this.#listener.horizon(news.clock);
      case "detached":
        this.#clock = news.clock;
        if (news.chunk) this.#listener.trace(news.chunk, news.clock, true);
        this.#detaching.get(news.session)?.(news.clock);
        this.#detaching.delete(news.session);
        return;
      case "failed":
        return this.#fail(news.message);
    }
  }

  /** Ends the worker, and the world with it: nothing more is heard of either. */
  #fail(message: string): void {
    const error = new RedisError(message);
    this.#failure = error;
    this.#worker.terminate();
    this.#started.reject(error);
    this.#listener.failed(error);
    for (const detached of this.#detaching.values()) detached(this.#clock);
    this.#detaching.clear();
  }
}
