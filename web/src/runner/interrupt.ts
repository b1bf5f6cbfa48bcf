/** Stop, heard in the middle of Python: a worker that computes takes no messages, but it can look whether a URL is still there. */

import type { PyodideInterface } from "pyodide";
import { afterMicrotasks } from "../border/macrotask.ts";

/** What Pyodide leaves out of its public interface. */
interface Inside {
  _module: {
    HEAP32: Int32Array;
    /** Where the number lies that Python counts down to its next look for a signal. */
    __Py_emscripten_signal_clock?: number;
    /** What it looks into. */
    Py_EmscriptenSignalBuffer?: number[];
  };
}

/** The signal that web/python/resplay/interrupts.py makes KeyboardInterrupt of. */
const SIGNAL = 64;

/**
 * How far Python counts between two looks, calls and turns of loops: some 20 ns each where it does
 * little else, and a look takes 100. It begins low and grows slowly: the next turns may take long.
 */
const MOST_COUNTS = 500;
const GROWTH = 1 / 32;

/** How long it may be at work between two looks, if it can be helped. */
const LOOK_MILLIS = 2;

/** How long a program may keep its worker from messages until Stop is asked for, and how often it then is. */
const PATIENCE_MILLIS = 250;
const ASK_MILLIS = 150;

/** Taken when this module loads: programs may change what they find. Date.now is the cheapest clock. */
const { XMLHttpRequest } = globalThis;
const { createObjectURL } = URL;
const { now } = Date;

/** Interrupts the program that runs in Python. */
export class Interrupts {
  readonly #module: Inside["_module"];
  readonly #asked: () => boolean;
  readonly #buffer = [0];
  #interrupted = false;
  #counts = 1;
  #last = 0;

  /** Calls asked again and again while a program is at work, and interrupts it, once, when that is true. */
  constructor(python: PyodideInterface, asked: () => boolean) {
    this.#module = (python as unknown as Inside)._module;
    this.#asked = asked;
    python.setInterruptBuffer(new Uint8Array(1)); // from now on Python looks
    Object.defineProperty(this.#module, "Py_EmscriptenSignalBuffer", {
      get: () => this.#look(),
    });
  }

  /** Another program begins. */
  begin(): void {
    this.#interrupted = false;
    this.#buffer[0] = 0;
    this.#countTo(1);
  }

  /** What Python finds when it looks; when that is something, it comes for what is in it, and empties it. */
  #look(): number[] | undefined {
    if (this.#buffer[0]) return this.#buffer;
    this.#pace();
    if (this.#interrupted || !this.#asked()) return undefined;
    this.#interrupted = true;
    this.#buffer[0] = SIGNAL;
    return this.#buffer;
  }

  #pace(): void {
    const at = now();
    const most = (this.#counts * LOOK_MILLIS) / (at - this.#last);
    const grown = Math.min(this.#counts + GROWTH, MOST_COUNTS);
    this.#countTo(Math.max(1, Math.min(most, grown)));
    this.#last = at;
  }

  #countTo(counts: number): void {
    const address = this.#module.__Py_emscripten_signal_clock;
    this.#counts = counts;
    if (address !== undefined) this.#module.HEAP32[address >> 2] = counts;
  }
}

/** Asks only for a program that has kept its worker from messages for long, and then not often. */
export function seldom(
  ask: () => boolean,
  clock = now,
  whenMessagesCome = afterMicrotasks,
): () => boolean {
  let next: number | undefined;
  return () => {
    const at = clock();
    if (next === undefined) {
      next = at + PATIENCE_MILLIS;
      whenMessagesCome(() => (next = undefined));
    }
    if (at < next) return false;
    next = at + ASK_MILLIS;
    return ask();
  };
}

/** Returns what tells whether the frame's script has revoked a URL. */
export function revoking(url: string): () => boolean {
  return () => {
    if (isThere(url)) return false;
    // Where no such URL can be read, it means nothing that this one cannot.
    other ??= createObjectURL(new Blob(["here"]));
    return isThere(other);
  };
}

let other: string | undefined;

/** Looks without waiting for messages, which is what a worker that computes can do. */
function isThere(url: string): boolean {
  try {
    const request = new XMLHttpRequest();
    request.open("GET", url, false);
    request.send();
    return true;
  } catch {
    return false;
  }
}
