/** A program's turns with the world: while it can go on, the world stands still, and the other way round. */

import { macrotask } from "../border/macrotask.ts";
import { Session } from "../border/session.ts";
import type { Turn } from "../types.ts";
import { Timers } from "./timers.ts";

/** How the taking of turns came to its end. */
export type Ending = "finished" | "stuck" | "stopped";

/** What lockstep needs to know of a program. */
export interface Steps {
  /** Whether its last line has run. */
  finished(): boolean;
  /** Counts what it does. */
  steps(): number;
  /** It gives the turn away. */
  waiting(): void;
}

/**
 * How long a program that the world cannot wake is given, in real time, to
 * wake by itself: the browser may still be at work for it.
 */
const GRACE_MILLIS = 50;

export class Lockstep {
  readonly session: Session;
  readonly timers: Timers;
  readonly #turn: Turn;
  #stopped = false;
  #failure: { error: unknown } | undefined;

  constructor(turn: Turn) {
    this.#turn = turn;
    this.session = new Session(() => {});
    this.session.keepsSites = true;
    this.timers = new Timers(() => this.session.now);
  }

  /** Starts the clock: the program may ask for the time before its first turn. */
  async begin(): Promise<void> {
    this.session.deliver(await this.#turn(this.session.take("WAIT", 0)));
  }

  /** Takes turns for as long as there is anything to come. It throws what fail was given. */
  async run(program: Steps): Promise<Ending> {
    for (;;) {
      await macrotask();
      this.#check();
      if (this.#stopped) return "stopped";
      if (this.timers.fire()) continue; // one at a time: promises come in between
      if (program.finished() && this.#nothingDue()) {
        await this.#lastWords();
        if (this.#nothingDue()) return "finished";
      }
      program.waiting();
      const deadline = Math.ceil(this.timers.deadline ?? -1);
      const batch = this.session.take("WAIT", deadline);
      const { idle } = this.session.deliver(await this.#turn(batch));
      if (!idle) continue;
      if (program.finished()) {
        await this.#lastWords();
        return "finished";
      }
      if (!(await sleeps(program))) continue;
      this.#check();
      return "stuck";
    }
  }

  /** Throws what fail was given. */
  #check(): void {
    if (this.#failure) throw this.#failure.error;
  }

  /** Lets the browser tell of rejections that nobody handles, which takes it a task or two. */
  async #lastWords(): Promise<void> {
    await new Promise((resolve) => realTimeout(resolve));
    await macrotask();
    this.#check();
  }

  /** Says goodbye: the world closes what the program left open. */
  async end(): Promise<void> {
    await this.#turn(this.session.take("END"));
  }

  /** Ends the turns at the next one. */
  stop(): void {
    this.#stopped = true;
  }

  /** Ends the turns at the next one with an error that nobody caught. */
  fail(error: unknown): void {
    this.#failure ??= { error };
  }

  /** Hands over what the coming batch begins with, where that can be done. */
  hurry(): void {
    this.#turn.early?.(this.session.take());
  }

  /** Whether neither timers nor the world will call the program again. */
  #nothingDue(): boolean {
    const { pending, listening } = this.session;
    return this.timers.deadline === undefined && pending + listening === 0;
  }
}

/** Taken now: a program's own setTimeout is virtual. */
const realTimeout = setTimeout;

async function sleeps(program: Steps): Promise<boolean> {
  const before = program.steps();
  await new Promise((resolve) => realTimeout(resolve, GRACE_MILLIS));
  await macrotask();
  return program.steps() === before;
}
