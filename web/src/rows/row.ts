/** What a row is: a program as a tutorial has it, and what it comes to wherever it runs. */

import type { RunOptions } from "../types.ts";
import type { Views } from "./views.ts";

export interface Row {
  /** The capability it shows, such as "B8". */
  id: string;
  /** Tells the programs of one capability apart, in a word. */
  part?: string;
  title: string;
  /** It waits within plain functions: only where WebAssembly has promise integration, see canWait. */
  waits?: true;
  /** How it is run; see defaults for what is left out. */
  options?: RunOptions;
  /** All that is printed, line by line, standard error included. */
  output: string[];
  /** The error that ends it, whole; it ends well if this is left out. */
  error?: string;
  /** Virtual milliseconds until the last thing that happened; [at least, at most] where a row promises no more. */
  elapsed: number | [number, number];
  /** What its trace shows, each view whole. */
  trace: Views;
}

/** How rows are run, but for what a row says itself. */
export const defaults: RunOptions = {
  latency: "10ms",
  jitter: "0",
  bandwidth: 0,
  seed: 1,
  aioredis: "2.0",
};

/** Whether plain functions can wait here: Chromium has what that takes, and Node 20 has not. */
export const canWait = "Suspending" in WebAssembly;

/** The name of a row's test, and of its program: B8, or F2-none. */
export function nameOf({ id, part }: Row): string {
  return part ? `${id}-${part}` : id;
}
