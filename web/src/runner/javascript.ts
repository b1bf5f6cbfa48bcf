/** Runs JavaScript programs: async modules on virtual time. */

import { ClosedError } from "../border/errors.ts";
import type { RunOptions, Runtime, Turn } from "../types.ts";
import { Lockstep } from "./lockstep.ts";
import { Program } from "./program.ts";
import type { ReadTrace } from "./run-world.ts";

export class JavaScriptRuntime implements Runtime {
  readonly #trace: ReadTrace;
  #running: Lockstep | undefined;

  constructor(trace: ReadTrace) {
    this.#trace = trace;
  }

  /** There is nothing to load but this module. */
  async load(): Promise<void> {}

  async run(
    code: string,
    turn: Turn,
    options: RunOptions,
  ): Promise<string | null> {
    const lockstep = (this.#running = new Lockstep(turn));
    const program = new Program(lockstep, this.#trace, options);
    try {
      return await program.run(code);
    } finally {
      this.#running = undefined;
      lockstep.session.abandon(
        new ClosedError("the run that this belongs to has ended"),
      );
    }
  }

  stop(): void {
    this.#running?.stop();
  }
}
