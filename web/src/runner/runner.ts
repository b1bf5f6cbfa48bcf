/** Runs programs of one language in a frame, and ends them when they will not. */

import { deferred, type Deferred } from "../border/deferred.ts";
import { RedisError } from "../border/errors.ts";
import type { RunOptions, Wheel } from "../types.ts";
import { WheelRack } from "./wheels.ts";
import { FileServer, type Progress } from "./file-server.ts";
import { makeFrame, type Frame } from "./frame.ts";
import {
  PYTHON,
  type CodeLanguage,
  type FromRunner,
  type ToRunner,
} from "./protocol.ts";

/**
 * How long a program may take to end when it is asked to, before it is ended.
 * Python hears of it in the middle of a computation, and may have to clean up.
 */
const POLITE_MILLIS: Record<CodeLanguage, number> = {
  javascript: 300,
  python: 1000,
};

const STOPPED = "The program was stopped.";

/** What a language loads in any case. */
const files: Record<CodeLanguage, string[]> = {
  javascript: [],
  python: Object.values(PYTHON),
};

export class Runner {
  readonly #language: CodeLanguage;
  readonly #progress: Progress;
  #files: FileServer | undefined;
  #frame: Frame | undefined;
  #loading: Deferred<void> | undefined;
  #running: Deferred<string | null> | undefined;
  readonly #wheels = new WheelRack((message) => this.#post(message));
  #killing: ReturnType<typeof setTimeout> | undefined;

  constructor(language: CodeLanguage, progress: Progress) {
    this.#language = language;
    this.#progress = progress;
  }

  /** Makes the frame and loads the language, once. */
  load(): Promise<void> {
    if (!this.#loading) {
      this.#loading = deferred();
      this.#loading.promise.catch(() => {}); // whoever asks gets the error
      this.#files = new FileServer(this.#progress);
      this.#files.begin(files[this.#language]);
      this.#frame = makeFrame(this.#language, (news) => this.#hear(news));
      this.#post({ kind: "load" });
      this.#wheels.mount();
    }
    return this.#loading.promise;
  }

  /** Runs a program whose turns go through a port of the world; resolves to its error as shown, or null. */
  async run(
    code: string,
    options: RunOptions,
    world: MessagePort,
  ): Promise<string | null> {
    await this.load();
    this.#running = deferred();
    try {
      const stopUrl = await this.#frame!.stopUrl;
      if (this.#killing) return STOPPED;
      this.#post({ kind: "run", code, options, world, stopUrl }, [world]);
      return await this.#running.promise;
    } finally {
      clearTimeout(this.#killing);
      this.#running = this.#killing = undefined;
    }
  }

  /** Has later programs find a wheel; rejects with a UsageError when it cannot be used. */
  async addWheel(file: string, bytes: Uint8Array): Promise<Wheel> {
    await this.load();
    return this.#wheels.add(file, bytes);
  }

  removeWheel(name: string): void {
    this.#wheels.remove(name);
  }

  /** Asks the program to end, and ends it when it does not. */
  stop(): void {
    if (!this.#running || this.#killing) return;
    this.#post({ kind: "stop" });
    this.#frame?.revoke();
    const polite = POLITE_MILLIS[this.#language];
    this.#killing = setTimeout(() => this.#kill(), polite);
  }

  #kill(): void {
    this.#discard();
    this.#running?.resolve(STOPPED);
    void this.load().catch(() => {}); // so that the next run finds it warm
  }

  #discard(): void {
    this.#files?.close();
    this.#frame?.remove();
    this.#files = this.#frame = undefined;
    this.#loading = undefined;
  }

  #post(message: ToRunner, transfer: Transferable[] = []): void {
    this.#frame?.control.postMessage(message, transfer);
  }

  #hear(news: FromRunner): void {
    switch (news.kind) {
      case "file":
        return this.#send(news.name);
      case "loaded":
        this.#progress(1, 1); // it is over, whether the size was known or not
        return this.#loading?.resolve();
      case "wheel":
        return this.#wheels.took(news.wheel);
      case "refused":
        return this.#wheels.refused(news.message);
      case "ended":
        return this.#running?.resolve(news.error);
      case "failed":
        return this.#fail(new RedisError(news.message));
    }
  }

  #send(name: string): void {
    const parts = this.#files!.take(name);
    this.#post({ kind: "file", name, parts }, [parts]);
  }

  /** The next attempt begins with a new frame. */
  #fail(error: RedisError): void {
    this.#loading?.reject(error);
    this.#running?.reject(error);
    this.#wheels.failed(error);
    this.#discard();
  }
}
