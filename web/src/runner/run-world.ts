/** The world as a program sees it: that of its run, whichever way it asks for it. */

import {
  beginning,
  checkWorldOptions,
  World,
  type WorldOptions,
} from "../api/world.ts";
import type { Client } from "../api/client.ts";
import { UsageError } from "../border/errors.ts";
import type { Session } from "../border/session.ts";
import { horizonOf } from "../settings.ts";
import type { RunOptions } from "../types.ts";
import type { Door } from "../world/door.ts";

/** Reads the trace of the run, encoded, from a sequence number on. */
export type ReadTrace = (since: number) => Promise<Uint8Array>;

export class RunWorld {
  /** What a program finds as `world`. */
  readonly world: World;
  readonly #session: Session;
  readonly #trace: ReadTrace;
  readonly #horizon: number;
  #options: WorldOptions;
  #client: Client | undefined;

  constructor(session: Session, trace: ReadTrace, options: RunOptions) {
    const { seed = 1, latency, jitter, bandwidth } = options;
    this.#session = session;
    this.#trace = trace;
    this.#horizon = horizonOf(options);
    this.#options = { seed, latency, jitter, bandwidth };
    this.world = this.#make();
  }

  /** What a program finds as `redis`: a client, for those that make none of their own. */
  get redis(): Client {
    this.#client ??= this.world.client();
    return this.#client;
  }

  /** What a program imports: the run's own world, set as asked. */
  readonly createWorld = async (given?: WorldOptions): Promise<World> => {
    const { seed, ...asked } = checkWorldOptions(given);
    if (seed !== undefined && seed !== this.#options.seed) this.#reseed(seed);
    this.#options = { ...this.#options, ...asked };
    const world = this.#make();
    const { protocol: _, ...link } = asked;
    if (Object.keys(link).length > 0) world.link(link);
    return world;
  };

  /** Begins the run anew, which nobody notices as long as nothing has happened in it. */
  #reseed(seed: number): void {
    if (this.#session.used) {
      throw new UsageError(
        "the seed of a run cannot change once it is under way; " +
          "call createWorld ahead of all else",
      );
    }
    this.#options = { ...this.#options, seed };
    this.#session.send(...beginning(this.#options, this.#horizon));
    this.#session.send("TASK", "main", "started", ""); // its trace is new
  }

  #make(): World {
    return new World(this.#session, doorOf(this.#trace), this.#options);
  }
}

/** A door for reading the trace alone: lockstep takes the turns. */
function doorOf(trace: ReadTrace): Door {
  const taken = new Error("the program's turns are taken for it");
  return {
    turn: () => Promise.reject(taken),
    trace,
    listen() {},
    close() {},
  };
}
