/** The knobs of a playground, and the options of one run. */

import {
  checkOptions,
  oneOf,
  toDuration,
  toNanoseconds,
  wholeNumber,
  type Check,
  type Duration,
} from "./api/options.ts";
import { describe, UsageError } from "./border/errors.ts";
import type { RunOptions } from "./types.ts";

const aioredis = oneOf<RunOptions["aioredis"]>("1.3", "2.0", "none");

const hosts: Check<string[]> = (what, value) => {
  if (
    Array.isArray(value) &&
    value.every((host) => typeof host === "string" && /^[^\s:/]+$/.test(host))
  )
    return value as string[];
  throw new UsageError(
    `${what} is ${describe(value)}; give names of hosts, such as ["cache"]`,
  );
};

const runChecks: { [N in keyof RunOptions]-?: Check<RunOptions[N]> } = {
  latency: toDuration,
  jitter: toDuration,
  bandwidth: wholeNumber(),
  seed: wholeNumber(),
  aioredis,
  hosts,
  horizon: toDuration,
};

/** Checks the options of a run. */
export function checkRunOptions(given: unknown): RunOptions {
  return checkOptions<RunOptions>("run options", given, runChecks);
}

/** The horizon of a run in nanoseconds; 0 is the world's own. */
export function horizonOf(options: RunOptions): number {
  return options.horizon === undefined
    ? 0
    : toNanoseconds("horizon", options.horizon);
}

/** What holds for every run that does not say otherwise. Each change takes effect at once. */
export class Settings {
  readonly #linkChanged: () => void;
  #latency = "10ms";
  #jitter = "0";
  #bandwidth = 0;
  #seed = 1;
  #speed = 1;

  constructor(linkChanged: () => void) {
    this.#linkChanged = linkChanged;
  }

  /** The round trip of the network: text such as "10ms", or milliseconds. */
  get latency(): string {
    return this.#latency;
  }

  set latency(value: Duration) {
    this.#latency = toDuration("latency", value);
    this.#linkChanged();
  }

  /** The largest random delay added to a trip. */
  get jitter(): string {
    return this.#jitter;
  }

  set jitter(value: Duration) {
    this.#jitter = toDuration("jitter", value);
    this.#linkChanged();
  }

  /** Bytes a second each way; 0: no limit. */
  get bandwidth(): number {
    return this.#bandwidth;
  }

  set bandwidth(value: number) {
    this.#bandwidth = wholeNumber()("bandwidth", value);
    this.#linkChanged();
  }

  /** What every random choice of a run follows from. */
  get seed(): number {
    return this.#seed;
  }

  set seed(value: number) {
    this.#seed = wholeNumber()("seed", value);
  }

  /** How many seconds pass in the world for each real one, while no program runs. */
  get speed(): number {
    return this.#speed;
  }

  set speed(value: number) {
    if (!(typeof value === "number" && value >= 0 && value < Infinity)) {
      throw new UsageError(
        `speed is ${describe(value)}; give a number, 0 to stand still`,
      );
    }
    this.#speed = value;
  }

  /** The network as it is set. */
  get link() {
    const { latency, jitter, bandwidth } = this;
    return { latency, jitter, bandwidth };
  }

  /** Options with everything filled in that they leave out. */
  fill(options: RunOptions): RunOptions {
    return { seed: this.seed, ...this.link, ...options };
  }
}
