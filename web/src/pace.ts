/** Lets the world's clock follow the real one while no program runs. */

import type { Clock } from "./world/protocol.ts";

const TICK_MILLIS = 250;

/** Moves the world's clock on by nanoseconds. */
export type Advance = (nanoseconds: number) => Promise<Clock>;

export class Pace {
  readonly #advance: Advance;
  readonly #speed: () => number;
  #clock: Clock = { now: 0, unix: Date.now() };
  /** When the clock was that, in real milliseconds. */
  #at = performance.now();
  #timer: ReturnType<typeof setInterval> | undefined;
  #ticking: Promise<void> | undefined;

  constructor(advance: Advance, speed: () => number) {
    this.#advance = advance;
    this.#speed = speed;
  }

  /** The world's clock, carried on from when it was last heard of. */
  get clock(): Clock {
    if (this.#timer === undefined) return this.#clock;
    const passed = (performance.now() - this.#at) * this.#speed();
    const { now, unix } = this.#clock;
    return { now: now + passed * 1e6, unix: unix + passed };
  }

  /** Takes over what the world says the time is. */
  set(clock: Clock): void {
    this.#clock = clock;
    this.#at = performance.now();
  }

  /** Follows the real clock from now on. */
  go(): void {
    this.#at = performance.now();
    this.#timer ??= setInterval(() => this.#tick(), TICK_MILLIS);
  }

  /** Stands still, once a step under way has been taken. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#ticking;
  }

  #tick(): void {
    // A hidden page has nothing to show; it catches up when it is seen again.
    if (this.#ticking || document.hidden) return;
    const passed = (performance.now() - this.#at) * this.#speed() * 1e6;
    if (passed < 1) return;
    this.#ticking = this.#advance(Math.round(passed))
      .then((clock) => this.set(clock))
      .catch(() => clearInterval(this.#timer)) // the world has ended
      .finally(() => (this.#ticking = undefined));
  }
}
