/** Stop, heard in the middle of Python: a worker that computes takes no messages, but it can look whether a URL is still there. */

import type { PyodideInterface } from "pyodide";
import { afterMicrotasks } from "../border/macrotask.ts";

/** What Pyodide leaves out of its public interface. */
interface Inside {
  _module: {
    HEAP32: Int32Array;
    /** Where the number lies that Python counts down to its next look for a signal. */
    __Py_emscripten_signal_clock?: number;
  };
}

/** What Python imports, by name. */
type Imports = { env?: Record<string, unknown> };

/** The signal that web/python/resplay/interrupts.py makes KeyboardInterrupt of. */
const SIGNAL = 64;

/** What Python calls to look for a signal: after so many calls and turns of loops, and while it writes a number. */
const HELPER = "_Py_CheckEmscriptenSignals_Helper";
const INTERVAL = 50;

/**
 * One of so many looks comes to JavaScript, for turns and for numbers: it takes as long as 20 turns of a
 * loop that does little else. At first all do, and soon again where Python is slow: the turns that come
 * next may take long.
 */
const TURNS = 32;
const NUMBERS = 128;
const GROWTH = 1 + 1 / 64;

/** How long Python may be at work between two looks at the clock, if it can be helped. */
const LOOK_MILLIS = 5;

/** How long a program may keep its worker from messages until Stop is asked for, and how often it then is. */
const PATIENCE_MILLIS = 250;
const ASK_MILLIS = 150;

/** Taken when this module loads: programs may change what they find. Date.now is the cheapest clock. */
const { XMLHttpRequest } = globalThis;
const { createObjectURL } = URL;
const { now } = Date;

/**
 * Counts in wasm, since numbers have Python look for signals more often than JavaScript can be called:
 *
 *     (func (export "h") (result i32) (local $next i32)
 *       (global.set $left (i32.sub (global.get $left) (i32.const 1)))
 *       (if (i32.gt_s (global.get $left) (i32.const 0)) (then (return (i32.const 0))))
 *       (local.set $next (call $look))
 *       (global.set $left (i32.shr_u (local.get $next) (i32.const 8)))
 *       (i32.and (local.get $next) (i32.const 255)))
 */
// prettier-ignore
const counter = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 5, 1, 0x60, 0, 1, 0x7f, // the type of both functions
  2, 7, 1, 1, 0x6a, 1, 0x6c, 0, 0, // import j.l: $look
  3, 2, 1, 0,
  6, 6, 1, 0x7f, 1, 0x41, 1, 0x0b, // $left, 1 at first
  7, 9, 2, 1, 0x68, 0, 1, 1, 0x6e, 3, 0, // export h, and n: $left
  0x0a, 0x27, 1, 0x25, 1, 1, 0x7f,
  0x23, 0, 0x41, 1, 0x6b, 0x24, 0,
  0x23, 0, 0x41, 0, 0x4a, 4, 0x40, 0x41, 0, 0x0f, 0x0b,
  0x10, 0, 0x22, 0, 0x41, 8, 0x76, 0x24, 0, 0x20, 0, 0x41, 0xff, 1, 0x71, 0x0b,
]);

/** Interrupts the program that runs in Python. */
export class Interrupts {
  readonly #asked: (now: number) => boolean;
  readonly #counter: { h: () => number; n: WebAssembly.Global<"i32"> };
  #module: Inside["_module"] | undefined;
  #clock = 0; // where in HEAP32
  #interrupted = false;
  #counts = 1;
  #last = 0;

  /** Calls asked again and again while a program is at work, and interrupts it, once, when that is true. */
  constructor(asked: (now: number) => boolean) {
    this.#asked = asked;
    const module = new WebAssembly.Module(counter);
    const look = () => this.#look();
    this.#counter = new WebAssembly.Instance(module, { j: { l: look } })
      .exports as any;
  }

  /** Has Python that is loaded meanwhile look here for signals. */
  async whileLoading(
    load: () => Promise<PyodideInterface>,
  ): Promise<PyodideInterface> {
    const { instantiate, instantiateStreaming } = WebAssembly;
    const through =
      (make: Function) =>
      (...given: [source: unknown, imports?: Imports]): unknown => {
        const env = given[1]?.env;
        if (env?.[HELPER]) env[HELPER] = this.#counter.h;
        return make.call(WebAssembly, ...given);
      };
    const replaced = {
      instantiate: through(instantiate),
      instantiateStreaming: through(instantiateStreaming),
    };
    Object.assign(WebAssembly, replaced);
    try {
      const python = await load();
      this.#module = (python as unknown as Inside)._module;
      this.#clock = (this.#module.__Py_emscripten_signal_clock ?? 0) >> 2;
      python.setInterruptBuffer(new Uint8Array(1)); // it looks for signals from now on
      return python;
    } finally {
      Object.assign(WebAssembly, { instantiate, instantiateStreaming });
    }
  }

  /** Another program begins. */
  begin(): void {
    this.#interrupted = false;
    this.#counts = 1;
    this.#counter.n.value = 1;
  }

  /** The signal that there is, or 0, and beyond those 8 bits after how many looks it is called again. */
  #look(): number {
    const at = now();
    const next = this.#pace(at) << 8;
    if (this.#interrupted) return next;
    try {
      this.#interrupted = this.#asked(at);
    } catch {
      // The stack is full, and Python about to say so.
    }
    return this.#interrupted ? next | SIGNAL : next;
  }

  #pace(at: number): number {
    const { HEAP32 } = this.#module!;
    const forTurns = HEAP32[this.#clock] === INTERVAL; // it has just begun again
    const fitting = (this.#counts * LOOK_MILLIS) / Math.max(1, at - this.#last);
    const grown = Math.min(this.#counts * GROWTH, NUMBERS * INTERVAL);
    this.#counts = Math.min(grown, Math.max(1, fitting));
    this.#last = at;
    if (this.#counts < INTERVAL && this.#clock)
      HEAP32[this.#clock] = this.#counts;
    const looks = Math.ceil(this.#counts / INTERVAL);
    return forTurns ? Math.min(looks, TURNS) : looks;
  }
}

/** Asks only for a program that has kept its worker from messages for long, and then not often. */
export function seldom(
  ask: () => boolean,
  whenMessagesCome = afterMicrotasks,
): (now: number) => boolean {
  let next: number | undefined;
  return (at) => {
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
