/** The wheels that a runner has been given: each of its frames mounts them, one after the other. */

import { deferred, type Deferred } from "../border/deferred.ts";
import { UsageError } from "../border/errors.ts";
import type { Wheel } from "../types.ts";
import type { ToRunner } from "./protocol.ts";

interface Entry {
  file: string;
  bytes: Uint8Array;
  /** Once a frame has taken it. */
  wheel?: Wheel;
  answer: Deferred<Wheel>;
}

export class WheelRack {
  readonly #post: (message: ToRunner) => void;
  #entries: Entry[] = [];
  /** What the present frame has yet to answer, in order. */
  #asked: Entry[] = [];

  constructor(post: (message: ToRunner) => void) {
    this.#post = post;
  }

  /** Gives all to a new frame. */
  mount(): void {
    this.#asked = [];
    for (const entry of this.#entries) this.#ask(entry);
  }

  add(file: string, bytes: Uint8Array): Promise<Wheel> {
    const entry = { file, bytes, answer: deferred<Wheel>() };
    this.#entries.push(entry);
    this.#ask(entry);
    return entry.answer.promise;
  }

  remove(name: string): void {
    this.#entries = this.#entries.filter(({ wheel }) => wheel?.name !== name);
    this.#post({ kind: "removeWheel", name });
  }

  took(wheel: Wheel): void {
    const entry = this.#asked.shift()!;
    entry.wheel = wheel;
    this.#entries = this.#entries.filter(
      (other) => other === entry || other.wheel?.name !== wheel.name,
    );
    entry.answer.resolve(wheel);
  }

  refused(message: string): void {
    const entry = this.#asked.shift()!;
    this.#entries = this.#entries.filter((other) => other !== entry);
    entry.answer.reject(new UsageError(message));
  }

  /** The frame is gone: who waits for an answer gets none. */
  failed(error: Error): void {
    for (const { answer } of this.#asked) answer.reject(error);
    this.#asked = [];
    this.#entries = this.#entries.filter(({ wheel }) => wheel);
  }

  #ask(entry: Entry): void {
    const { file, bytes } = entry;
    this.#asked.push(entry);
    this.#post({ kind: "addWheel", file, bytes });
  }
}
