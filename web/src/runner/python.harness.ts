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

/** One interpreter for all programs of a test file, as the page keeps it. */
export const runtime = new PythonRuntime(modules());

/** A run as the page reports it, and how long it took in real milliseconds. */
export interface Played extends RunResult {
  real: number;
}

/** Runs a program on a link of 10 ms unless told otherwise. */
export async function play(
  code: string,
  options: RunOptions = {},
): Promise<Played> {
  const all = { latency: "10ms", seed: 1, ...options };
  const { turn, trace } = (await LocalWorld.open()).door(1);
  await runtime.load(() => {});
  const start = performance.now();
  const error = await runtime.run(code, begun(turn, all), all);
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

/** Puts BEGIN ahead of the first batch, as the page's host does. */
function begun(turn: Turn, options: RunOptions): Turn {
  let begin: Uint8Array | undefined = encodeCommand(...beginning(options));
  return (batch) => {
    const parts = begin ? [begin, batch] : [batch];
    begin = undefined;
    return turn(joined(parts));
  };
}
