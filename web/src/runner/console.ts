/** The console of a program: what it prints goes to the world, with its virtual time. */

import { format } from "./inspect.ts";

/** Prints text, which ends in a line break. */
export type Print = (stream: "stdout" | "stderr", text: string) => void;

/** Makes a console that prints; elapsed tells virtual milliseconds. */
export function virtualConsole(print: Print, elapsed: () => number) {
  const counts = new Map<string, number>();
  const times = new Map<string, number>();
  let indent = "";

  function say(stream: "stdout" | "stderr", values: readonly unknown[]): void {
    const text = indent + format(values).replaceAll("\n", `\n${indent}`);
    print(stream, `${text}\n`);
  }
  const log = (...values: unknown[]) => say("stdout", values);
  const warn = (...values: unknown[]) => say("stderr", values);

  return {
    log,
    info: log,
    debug: log,
    dir: (value: unknown) => log(value),
    table: log,
    warn,
    error: warn,
    assert(condition: unknown, ...values: unknown[]) {
      if (!condition) warn("Assertion failed:", ...values);
    },
    count(label = "default") {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      log(`${label}: ${counts.get(label)}`);
    },
    group(...values: unknown[]) {
      if (values.length > 0) log(...values);
      indent += "  ";
    },
    groupEnd() {
      indent = indent.slice(2);
    },
    time: (label = "default") => void times.set(label, elapsed()),
    timeLog: (label = "default") => log(lap(label)),
    timeEnd(label = "default") {
      log(lap(label));
      times.delete(label);
    },
  };

  function lap(label: string): string {
    return `${label}: ${elapsed() - (times.get(label) ?? elapsed())}ms`;
  }
}
