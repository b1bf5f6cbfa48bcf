/** One run of one JavaScript program. */

import "../api/modules.ts";
import { World } from "../api/world.ts";
import * as errors from "../border/errors.ts";
import type { RunOptions } from "../types.ts";
import { virtualConsole } from "./console.ts";
import {
  globalGetter,
  globalsMissing,
  globalValue,
  replace,
  seededRandom,
  virtualClock,
  virtualTimers,
} from "./globals.ts";
import { instrument, PROBE, SourceError } from "./instrument.ts";
import type { Ending, Lockstep } from "./lockstep.ts";
import { importModule, onUnhandled } from "./module.ts";
import { Probe } from "./probe.ts";
import { explainError, explainStuck, type Source } from "./report.ts";
import { RunWorld, type ReadTrace } from "./run-world.ts";
import { stacks } from "./stacks.ts";

/** The most characters that one run may print: the page holds them all. */
const PRINT_LIMIT = 1_000_000;

/** What a program may catch by its class. */
const errorClasses = Object.fromEntries(
  Object.entries(errors).filter(
    ([, value]) => value.prototype instanceof Error,
  ),
);

/** The program printed more than a page should hold. */
class OutputLimit extends Error {
  override name = "OutputLimit";

  constructor() {
    const limit = PRINT_LIMIT.toLocaleString("en");
    super(`the program printed more than ${limit} characters; it ends here`);
  }
}

export class Program {
  readonly #lockstep: Lockstep;
  readonly #seed: number;
  readonly #probe: Probe;
  readonly #world: RunWorld;
  #started: (() => void) | undefined;
  #printed = 0; // characters

  constructor(lockstep: Lockstep, trace: ReadTrace, options: RunOptions) {
    const { session } = lockstep;
    this.#lockstep = lockstep;
    this.#seed = options.seed ?? 1;
    this.#world = new RunWorld(session, trace, options);
    const { createWorld } = this.#world;
    const library = { createWorld, World, ...errorClasses };
    this.#probe = new Probe(
      { resplay: { ...library, default: library } },
      (task, event, text) => session.send("TASK", task, event, text),
      () => this.#started?.(),
    );
    session.task = () => this.#probe.task;
    session.as = (task, callback) => this.#probe.as(task, callback);
  }

  /** Runs to the end, and resolves to the error as shown, or null. */
  async run(code: string): Promise<string | null> {
    await this.#lockstep.begin();
    const error = await this.#runSource(code);
    this.#lockstep.session.send("TASK", "main", "ended", error ?? "done");
    await this.#lockstep.end();
    return error;
  }

  async #runSource(text: string): Promise<string | null> {
    const source: Source = { lines: [], names: [] };
    try {
      const { code, lines } = instrument(text);
      source.lines = lines;
      return this.#explain(await this.#runModule(code, source));
    } catch (error) {
      if (error instanceof SourceError) return error.message;
      return explainError(error, source, this.#probe);
    }
  }

  async #runModule(code: string, source: Source): Promise<Ending> {
    const restore = this.#installGlobals();
    const forget = onUnhandled((error) => this.#lockstep.fail(error));
    try {
      this.#lockstep.session.send("TASK", "main", "started", "");
      const started = new Promise<void>((resolve) => (this.#started = resolve));
      const module = importModule(code);
      source.names = module.names;
      let finished = false;
      const ended = module.ended.then(
        () => void (finished = true),
        (error: unknown) => this.#lockstep.fail(error),
      );
      // Loading the module takes real time, in which the world must not go on.
      await Promise.race([started, ended]);
      return await this.#lockstep.run({
        finished: () => finished,
        steps: () => this.#probe.steps,
        waiting: () => this.#probe.reportWaits(),
      });
    } finally {
      forget();
      restore();
    }
  }

  #explain(ending: Ending): string | null {
    switch (ending) {
      case "finished":
        return null;
      case "stopped":
        return "The program was stopped.";
      case "stuck":
        return explainStuck(this.#probe.waits);
    }
  }

  /** What a program finds besides the language: `world`, `redis`, and time that is the world's. */
  #installGlobals(): () => void {
    const { session, timers } = this.#lockstep;
    const clock = {
      elapsed: () => session.now / 1e6,
      unix: () => session.unix,
    };
    const print = (stream: string, text: string) => {
      this.#printed += text.length;
      if (this.#printed > PRINT_LIMIT) this.#overflow();
      session.send("PRINT", this.#probe.task, stream, text);
      this.#lockstep.hurry();
    };
    return replace([
      ...virtualTimers(timers, (callback) => this.#bind(callback)),
      ...virtualClock(clock),
      ...seededRandom(this.#seed),
      globalValue("console", virtualConsole(print, clock.elapsed)),
      ...globalsMissing(stacks),
      globalValue(PROBE, this.#probe),
      globalValue("world", this.#world.world),
      globalGetter("redis", () => this.#world.redis),
    ]);
  }

  /** Ends the run, even where the program catches what is thrown. */
  #overflow(): never {
    const error = new OutputLimit();
    this.#lockstep.fail(error);
    throw error;
  }

  /** A callback that runs on behalf of whoever set it, and whose error ends the run. */
  #bind(callback: () => void): () => void {
    const { task } = this.#probe;
    return () => {
      this.#probe.task = task;
      try {
        callback();
      } catch (error) {
        this.#lockstep.fail(error);
      }
    };
  }
}
