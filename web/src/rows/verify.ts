/** Compares what a row came to with what it should, in the browser and out of it. */

import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { RunResult } from "../types.ts";
import { nameOf, type Row } from "./row.ts";
import { seen, viewsOf } from "./views.ts";

/** What a run came to, wherever it ran. */
export type Came = Pick<RunResult, "output" | "error" | "elapsed" | "trace">;

/** A row's program, as it lies in programs/. */
export function programOf(row: Row): string {
  const url = new URL(`programs/${nameOf(row)}.py`, import.meta.url);
  return readFileSync(url, "utf8");
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
