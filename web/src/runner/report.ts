/** How a run that went wrong is explained, with the learner's own lines. */

import { format } from "./inspect.ts";
import type { Probe, Wait } from "./probe.ts";

const FRAMES = 5;

/** A program as an error's stack knows it. */
export interface Source {
  lines: string[];
  /** What stacks may call it. */
  names: string[];
}

/** An error, with the line it came from. */
export function explainError(
  error: unknown,
  { lines, names }: Source,
  probe: Probe,
): string {
  const what = describeThrown(error);
  const own = programLines(error, names);
  const awaited = probe.lineOf(error);
  const [line, ...callers] = own.length > 0 || !awaited ? own : [awaited];
  const further = behind(error, names).map((each) => `\n  ${each}`);
  if (line === undefined) return [what, ...further].join("");
  const source = lines[line - 1]?.trim() ?? "";
  const from = callers.length > 0 ? ` (called from ${callers.join(", ")})` : "";
  const at = `\n  at line ${line}: ${source}${from}`;
  return [what, at, ...further].join("");
}

/** The errors that an error is made of, or that caused it. */
function behind(error: unknown, names: string[]): string[] {
  const list: string[] = [];
  const tell = (how: string, one: unknown) => {
    const [line] = programLines(one, names);
    const at = line === undefined ? "" : `, line ${line}`;
    list.push(`${how} ${describeThrown(one)}${at}`);
  };
  if (!(error instanceof Error)) return list;
  if (error instanceof AggregateError) {
    for (const one of error.errors.slice(0, FRAMES)) tell("-", one);
  } else if (error.name === "SuppressedError") {
    const { error: last, suppressed } = error as unknown as SuppressedError;
    tell("at the end of a block:", last);
    tell("before that:", suppressed);
  }
  let { cause } = error;
  for (let depth = 0; cause instanceof Error && depth < FRAMES; depth++) {
    // Some messages say already what caused them.
    if (!error.message.includes(cause.message)) tell("caused by", cause);
    cause = cause.cause;
  }
  return list;
}

/** A program that nothing can wake. */
export function explainStuck(waits: Wait[]): string {
  const list = waits.map(({ task, line, what }) => {
    const who = task === "main" ? "" : ` (${task})`;
    return `\n  line ${line}${who}: ${what}`;
  });
  return (
    "The program cannot go on: nothing in this world will settle " +
    (list.length > 0 ? "what it awaits" : "what its top level awaits") +
    (list.length > 0 ? `:${list.join("")}` : ".")
  );
}

function describeThrown(error: unknown): string {
  if (!(error instanceof Error)) return `Uncaught ${format([error])}`;
  return error.message ? `${error.name}: ${error.message}` : error.name;
}

/** The lines of the program that an error's stack names, the innermost first. */
function programLines(error: unknown, names: string[]): number[] {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const lines = names.flatMap((name) =>
    stack
      .split(`${name}:`)
      .slice(1)
      .map((rest) => parseInt(rest)),
  );
  return lines
    .filter((line, i) => line > 0 && line !== lines[i - 1])
    .slice(0, FRAMES);
}
