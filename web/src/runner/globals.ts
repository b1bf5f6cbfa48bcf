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

/** Date and performance on virtual time. */
export function virtualClock(clock: Clock): Replacement[] {
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

/** Math.random that follows from a seed (mulberry32). */
export function seededRandom(seed: number): Replacement {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    on: Math,
    name: "random",
    descriptor: { value: random, writable: true },
  };
}
