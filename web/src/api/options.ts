/** Options, checked by name and type before anything is done with them. */

import { describe, UsageError } from "../border/errors.ts";

/** A span of virtual time: milliseconds, or text such as "10ms", "1.5s" or "2m". */
export type Duration = number | string;

const nanoseconds: Record<string, number> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** A duration in whole nanoseconds; what names it in an error. */
export function toNanoseconds(what: string, value: unknown): number {
  if (typeof value === "number" && value >= 0 && value < Infinity) {
    return Math.round(value * 1e6);
  }
  if (value === "0") return 0;
  if (typeof value === "string" && value !== "") {
    let total = 0;
    const rest = value.replace(
      /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g,
      (_, count: string, unit: string) => {
        total += Number(count) * nanoseconds[unit]!;
        return "";
      },
    );
    if (rest === "") return Math.round(total);
  }
  throw new UsageError(
    `${what} is ${describe(value)}; give a time such as "10ms" or "1.5s", or milliseconds`,
  );
}

/** A duration as the world reads it. */
export function toDuration(what: string, value: unknown): string {
  return `${toNanoseconds(what, value)}ns`;
}

/** How one option is checked: it returns the option as it is used. */
export type Check<T> = (what: string, value: unknown) => T;

export const wholeNumber =
  (least = 0, most = Number.MAX_SAFE_INTEGER): Check<number> =>
  (what, value) => {
    if (Number.isSafeInteger(value)) {
      const n = value as number;
      if (n >= least && n <= most) return n;
    }
    const range =
      most < Number.MAX_SAFE_INTEGER ? `${least} to ${most}` : `from ${least}`;
    throw new UsageError(
      `${what} is ${describe(value)}; give a whole number, ${range}`,
    );
  };

export const text: Check<string> = (what, value) => {
  if (typeof value === "string") return value;
  throw new UsageError(`${what} is ${describe(value)}; give a string`);
};

export const flag: Check<boolean> = (what, value) => {
  if (typeof value === "boolean") return value;
  throw new UsageError(`${what} is ${describe(value)}; give true or false`);
};

export const oneOf =
  <T>(...choices: T[]): Check<T> =>
  (what, value) => {
    if (choices.includes(value as T)) return value as T;
    const list = choices.map(describe).join(" or ");
    throw new UsageError(`${what} is ${describe(value)}; give ${list}`);
  };

/**
 * Checks options against a table of their checks. Unknown ones are refused by
 * name, undefined ones are left out, of what is the caller's name for them.
 */
export function checkOptions<T extends object>(
  what: string,
  given: unknown,
  checks: { [N in keyof T]-?: Check<T[N]> },
): T {
  const checked: Partial<T> = {};
  if (given === undefined) return checked as T;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new UsageError(`${what} are ${describe(given)}; give an object`);
  }
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(checks, name)) {
      const known = Object.keys(checks).join(", ");
      throw new UsageError(
        `${what} have ${JSON.stringify(name)}, which is none of: ${known}`,
      );
    }
    if (value === undefined) continue;
    const key = name as keyof T;
    checked[key] = checks[key](`${what}: ${name}`, value);
  }
  return checked as T;
}
