/** One run of one JavaScript program. */

import {
  beginning,
  checkWorldOptions,
  World,
  type WorldOptions,
} from "../api/world.ts";
import * as errors from "../border/errors.ts";
import type { RunOptions } from "../types.ts";
import type { Door } from "../world/door.ts";
import { virtualConsole } from "./console.ts";
import {
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

/** Reads the trace of the run, encoded, from a sequence number on. */
export type ReadTrace = (since: number) => Promise<Uint8Array>;

export class Program {
  readonly #lockstep: Lockstep;
  readonly #trace: ReadTrace;
  readonly #options: RunOptions;
  readonly #probe: Probe;
  readonly #world: World;
  #started: (() => void) | undefined;
  #untouched = true; // no world has been asked for

  constructor(lockstep: Lockstep, trace: ReadTrace, options: RunOptions) {
    const { session } = lockstep;
    this.#lockstep = lockstep;
    this.#trace = trace;
    this.#options = options;
    this.#world = new World(session, doorOf(trace), worldOptions(options));
    const library = { createWorld: this.#createWorld, World, ...errors };
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

  #installGlobals(): () => void {
    const { session, timers } = this.#lockstep;
    const clock = {
      elapsed: () => session.now / 1e6,
      unix: () => session.unix,
    };
    const print = (stream: string, text: string) => {
      session.send("PRINT", this.#probe.task, stream, text);
      this.#lockstep.hurry();
    };
    return replace([
      ...virtualTimers(timers, (callback) => this.#bind(callback)),
      ...virtualClock(clock),
      seededRandom(this.#options.seed ?? 1),
      globalValue("console", virtualConsole(print, clock.elapsed)),
      globalValue(PROBE, this.#probe),
      globalValue("world", this.#world),
      {
        on: globalThis,
        name: "redis",
        descriptor: { get: this.#sharedClient },
      },
    ]);
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

  /** The client that `redis` is for a program that makes none of its own. */
  readonly #sharedClient = (() => {
    let client: ReturnType<World["client"]> | undefined;
    return () => (client ??= this.#world.client());
  })();

  /** createWorld here: the run's own world, with its network set as asked. */
  readonly #createWorld = async (given?: WorldOptions): Promise<World> => {
    const options = checkWorldOptions(given);
    const { session } = this.#lockstep;
    const { seed, protocol, latency, jitter, bandwidth } = options;
    const own = worldOptions(this.#options);
    if (seed !== undefined && seed !== own.seed) {
      if (!this.#untouched) {
        throw new errors.UsageError(
          "a run has one world, whose seed cannot change any more; " +
            "set it in the first createWorld",
        );
      }
      session.send(...beginning({ ...own, seed }));
      session.send("TASK", "main", "started", ""); // the trace has begun anew
    }
    this.#untouched = false;
    const world = new World(session, doorOf(this.#trace), { ...own, protocol });
    const link = { latency, jitter, bandwidth };
    if (Object.values(link).some((knob) => knob !== undefined))
      world.link(link);
    return world;
  };
}

function worldOptions(options: RunOptions): WorldOptions {
  const { seed = 1, latency, jitter, bandwidth } = options;
  return { seed, latency, jitter, bandwidth };
}

/** A door for reading the trace alone: lockstep takes the turns. */
function doorOf(trace: ReadTrace): Door {
  return {
    turn: () =>
      Promise.reject(new Error("the program's turns are taken for it")),
    trace,
    listen() {},
    close() {},
  };
}
