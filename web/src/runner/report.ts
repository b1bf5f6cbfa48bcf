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
  if (line === undefined) return what;
  const source = lines[line - 1]?.trim() ?? "";
  const from = callers.length > 0 ? ` (called from ${callers.join(", ")})` : "";
  return `${what}\n  at line ${line}: ${source}${from}`;
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
