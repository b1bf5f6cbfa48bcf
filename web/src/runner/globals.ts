/** The globals that a program finds changed: its clock, its timers, its dice. */

import type { Timers } from "./timers.ts";

/** A property of an object, for as long as a program runs. */
interface Replacement {
  on: object;
  name: string;
  descriptor: PropertyDescriptor;
}

/** Puts values in the place of properties; the function returned puts things back. */
export function replace(replacements: Replacement[]): () => void {
  const before = replacements.map(({ on, name, descriptor }) => {
    const old = Object.getOwnPropertyDescriptor(on, name);
    Object.defineProperty(on, name, { configurable: true, ...descriptor });
    return { on, name, old };
  });
  return () => {
    for (const { on, name, old } of before.reverse()) {
      if (old) Object.defineProperty(on, name, old);
      else Reflect.deleteProperty(on, name);
    }
  };
}

/** A global with a value. */
export function globalValue(name: string, value: unknown): Replacement {
  return { on: globalThis, name, descriptor: { value, writable: true } };
}

/** Globals for what is not there. */
export function globalsMissing(values: Record<string, object>): Replacement[] {
  return Object.entries(values)
    .filter(([name]) => !(name in globalThis))
    .map(([name, value]) => globalValue(name, value));
}

/** A global that is made when it is first looked at. */
export function globalGetter(name: string, get: () => unknown): Replacement {
  return { on: globalThis, name, descriptor: { get } };
}

/** A virtual clock. */
export interface Clock {
  /** Milliseconds since the run began. */
  elapsed(): number;
  /** Unix time in milliseconds. */
  unix(): number;
}

/** The timers of a program. bind keeps with a callback on whose behalf it was set. */
export function virtualTimers(
  timers: Timers,
  bind: (callback: () => void) => () => void,
): Replacement[] {
  const setter =
    (repeat: boolean) =>
    (callback: unknown, delay?: unknown, ...given: unknown[]): number => {
      if (typeof callback !== "function") {
        const name = repeat ? "setInterval" : "setTimeout";
        throw new TypeError(
          `${name} wants a function, not ${String(callback)}`,
        );
      }
      return timers.set(
        bind(() => callback(...given)),
        delay,
        repeat,
      );
    };
  const clear = (id: unknown) => timers.clear(id);
  const signalAfter = (delay: number) => {
    const controller = new AbortController();
    const reason = new DOMException("The operation timed out.", "TimeoutError");
    timers.set(() => controller.abort(reason), delay, false);
    return controller.signal;
  };
  return [
    globalValue("setTimeout", setter(false)),
    globalValue("setInterval", setter(true)),
    globalValue("clearTimeout", clear),
    globalValue("clearInterval", clear),
    {
      on: AbortSignal,
      name: "timeout",
      descriptor: { value: signalAfter, writable: true },
    },
  ];
}

/** How often a program may look at a clock that stands still. */
const LOOKS = 1_000_000;

/** A clock that ends loops which wait for it: while a program computes, no time passes. */
function watched({ elapsed, unix }: Clock): Clock {
  let [seen, looks] = [-1, 0];
  const look = () => {
    const now = elapsed();
    looks = now === seen ? looks + 1 : 0;
    seen = now;
    if (looks < LOOKS) return;
    looks = 0;
    throw new Error(
      "the clock stands still while a program computes, and this one waits for it: " +
        "let time pass with await new Promise((resolve) => setTimeout(resolve, ms))",
    );
  };
  return { elapsed: () => (look(), elapsed()), unix: () => (look(), unix()) };
}

/** Date and performance on virtual time. */
export function virtualClock(real: Clock): Replacement[] {
  const clock = watched(real);
  const RealDate = Date;
  class VirtualDate extends RealDate {
    static override now(): number {
      return Math.floor(clock.unix());
    }

    constructor(...given: []) {
      if (given.length === 0) super(VirtualDate.now());
      else super(...given);
    }
  }
  Object.defineProperty(VirtualDate, "name", { value: "Date" });
  const performance = {
    now: () => clock.elapsed(),
    timeOrigin: clock.unix() - clock.elapsed(),
  };
  return [
    globalValue("Date", VirtualDate),
    globalValue("performance", performance),
  ];
}

/** Math.random, and what crypto makes up, from a seed. */
export function seededRandom(seed: number): Replacement[] {
  const next = dice(~seed);
  function getRandomValues<T extends ArrayBufferView>(view: T): T {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    bytes.forEach((_, i) => (bytes[i] = next() * 256));
    return view;
  }
  function randomUUID(): string {
    const bytes = getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6]! & 0x0f) | 0x40; // version 4
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0"));
    return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  const value = (value: unknown) => ({ value, writable: true });
  return [
    { on: Math, name: "random", descriptor: value(dice(seed)) },
    { on: crypto, name: "getRandomValues", descriptor: value(getRandomValues) },
    { on: crypto, name: "randomUUID", descriptor: value(randomUUID) },
  ];
}

/** Numbers from 0 up to 1 that follow from a seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
