/** Runs Python programs in a world of their own, for tests. */

import { readdirSync, readFileSync } from "node:fs";

import { beginning } from "../api/world.ts";
import { joined } from "../border/bytes.ts";
import { encodeCommand } from "../border/command.ts";
import { decodeTrace } from "../border/trace.ts";
import type { RunOptions, RunResult, Turn } from "../types.ts";
import { LocalWorld } from "../world/local.ts";
import { PythonRuntime } from "./python.ts";

const sources = new URL("../../python/", import.meta.url);

/** The modules as they stand in web/python, whether or not they have been packed. */
function modules(): Record<string, string> {
  const paths = readdirSync(sources, { recursive: true, encoding: "utf8" });
  const texts = paths
    .filter((path) => path.endsWith(".py"))
    .map((path) => [path, readFileSync(new URL(path, sources), "utf8")]);
  return Object.fromEntries(texts);
}

/** How often it is still to be asked for Stop; a program is past the line that pressed it, then. */
let asksLeft = Infinity;

/** One interpreter for all programs of a test file, as the page keeps it. */
export const runtime = new PythonRuntime(modules(), () => --asksLeft < 0);

/** Programs press Stop themselves, so that it is clear what it comes in the middle of. */
Object.assign(globalThis, { press_stop: () => void (asksLeft = 50) });

/** Loads Python, which takes seconds, ahead of the tests that are timed. */
export function loadPython(): Promise<void> {
  return runtime.load();
}

/** A run as the page reports it, and how long it took in real milliseconds. */
export interface Played extends Omit<RunResult, "summary" | "stopped"> {
  real: number;
}

/** Runs a program on a link of 10 ms unless told otherwise; onTurn is told the number of each turn. It has an interpreter of its own if given one. */
export async function play(
  code: string,
  options: RunOptions = {},
  onTurn: (number: number) => void = () => {},
  python = runtime,
): Promise<Played> {
  const all = { latency: "10ms", seed: 1, ...options };
  const { turn, trace } = (await LocalWorld.open()).door(1);
  await python.load();
  asksLeft = Infinity;
  const start = performance.now();
  const error = await python.run(code, begun(turn, all, onTurn), all);
  const real = performance.now() - start;
  const events = decodeTrace(await trace(0));
  const printed = events.filter(({ kind }) => kind === "printed");
  return {
    output: printed.map(({ text }) => text).join(""),
    error,
    elapsed: (events.at(-1)?.at ?? 0) / 1e6,
    trace: events,
    real,
  };
}

/** Puts BEGIN ahead of the first batch, as the page's host does, and early messages ahead of theirs. */
function begun(
  turn: Turn,
  options: RunOptions,
  onTurn: (number: number) => void,
): Turn {
  let ahead: Uint8Array[] = [encodeCommand(...beginning(options))];
  let number = 0;
  return Object.assign(
    (batch: Uint8Array) => {
      onTurn(++number);
      const parts = [...ahead, batch];
      ahead = [];
      return turn(joined(parts));
    },
    { early: (messages: Uint8Array) => void ahead.push(messages) },
  );
}

/** What the trace tells of tasks and lanes, as "time name event text". */
export function tasksOf({ trace }: Played): string[] {
  return trace
    .filter(({ kind }) => kind.startsWith("task."))
    .map(
      ({ at, kind, task, text }) =>
        `${at / 1e6} ${task} ${kind.slice(5)} ${text}`,
    );
}

/** How many connections a run opened. */
export function connections({ trace }: Played): number {
  return trace.filter(({ kind }) => kind === "conn.opened").length;
}
