/** Runs JavaScript programs for tests, in this thread. */

import { beginning } from "../api/world.ts";
import { joined } from "../border/bytes.ts";
import { encodeCommand } from "../border/command.ts";
import { decodeTrace } from "../border/trace.ts";
import type { RunOptions, TraceEvent, Turn } from "../types.ts";
import { LocalWorld } from "../world/local.ts";
import { PROGRAM } from "../world/protocol.ts";
import { JavaScriptRuntime } from "./javascript.ts";

/** What a program came to. */
export interface Outcome {
  output: string;
  error: string | null;
  /** Virtual milliseconds. */
  elapsed: number;
  trace: TraceEvent[];
}

/** Starts a program in a world of its own, or in one that is there already. */
export async function start(
  code: string,
  options: RunOptions = {},
  world?: LocalWorld,
) {
  const door = (world ?? (await LocalWorld.open())).door(PROGRAM);
  const ahead: Uint8Array[] = [encodeCommand(...beginning(options))];
  const turn: Turn = (batch) => door.turn(joined([...ahead.splice(0), batch]));
  const runtime = new JavaScriptRuntime((since) => door.trace(since));

  async function run(): Promise<Outcome> {
    const error = await runtime.run(code, turn, options);
    const trace = decodeTrace(await door.trace(0));
    const printed = trace.filter(({ kind }) => kind === "printed");
    return {
      output: printed.map(({ text }) => text).join(""),
      error,
      elapsed: trace.at(-1)!.at / 1e6,
      trace,
    };
  }
  return { runtime, ended: run() };
}

/** Runs a program to its end. */
export async function run(
  code: string,
  options?: RunOptions,
  world?: LocalWorld,
): Promise<Outcome> {
  return (await start(code, options, world)).ended;
}

/** The tasks of a trace: "name event text", in order. */
export function tasks(trace: TraceEvent[]): string[] {
  return trace
    .filter(({ kind }) => kind.startsWith("task."))
    .map(({ kind, task, text }) => `${task} ${kind.slice(5)} ${text}`.trim());
}
