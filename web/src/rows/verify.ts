/** Compares what a row came to with what it should, in the browser and out of it. */

import { readdirSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import type { RunResult } from "../types.ts";
import { nameOf, type Row } from "./row.ts";
import { seen, viewsOf } from "./views.ts";

/** What a run came to, wherever it ran. */
export type Came = Pick<RunResult, "output" | "error" | "elapsed" | "trace">;

/** What several programs begin with lies in shared/, by the name under which they import it. */
export const shared = readdirSync(new URL("shared/", import.meta.url)).map(
  (file) => file.replace(".py", ""),
);

/** The line with which a program imports such a text. */
const importLine = new RegExp(`^from (${shared.join("|")}) import \\*\n`, "gm");

/** A row's program as a learner would have typed it: shared texts stand in the place of their imports. */
export function programOf(row: Row): string {
  return textOf(`programs/${nameOf(row)}.py`).replace(
    importLine,
    (_, name: string) => textOf(`shared/${name}.py`),
  );
}

/** The shared texts that a row's program imports. */
export function sharedBy(row: Row): string[] {
  const program = textOf(`programs/${nameOf(row)}.py`);
  return Array.from(program.matchAll(importLine), ([, name]) => name!);
}

function textOf(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

/** Holds a run against its row: output, error, virtual time and trace at once. */
export function verify(row: Row, came: Came): void {
  const trace = seen(came.trace);
  expect({
    output: came.output.split("\n"),
    error: came.error,
    elapsed: within(row.elapsed, came.elapsed),
    trace: viewsOf(trace, row.trace),
  }).toEqual({
    output: row.output.length > 0 ? [...row.output, ""] : [""],
    error: row.error ?? null,
    elapsed: row.elapsed,
    trace: row.trace,
  });
}

/** The bounds themselves, where a time lies within them, and else the time. */
function within(expected: Row["elapsed"], elapsed: number): Row["elapsed"] {
  if (typeof expected === "number") return elapsed;
  const [least, most] = expected;
  return elapsed >= least && elapsed <= most ? expected : elapsed;
}
