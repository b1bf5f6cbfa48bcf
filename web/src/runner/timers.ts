/** setTimeout and its kin on virtual time. */

interface Timer {
  id: number;
  /** Virtual nanoseconds. */
  at: number;
  /** Nanoseconds between calls; 0: it is called once. */
  every: number;
  call: () => void;
}

/** The least delay, as in Node: a program that only ever sets timers still moves on. */
const LEAST = 1e6;
/** The longest, in milliseconds, as in Node and in browsers: a longer one counts as none. */
const MOST_MILLIS = 2 ** 31 - 1;

export class Timers {
  /** By time, then by when they were set. */
  readonly #timers: Timer[] = [];
  readonly #now: () => number;
  #last = 0;

  /** now tells the virtual time in nanoseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** When the next timer is due; undefined when there is none. */
  get deadline(): number | undefined {
    return this.#timers[0]?.at;
  }

  /** Sets a timer, and returns its number. */
  set(call: () => void, milliseconds: unknown, repeat: boolean): number {
    const asked = Number(milliseconds);
    const delay =
      asked <= MOST_MILLIS ? Math.max(Math.round(asked * 1e6), LEAST) : LEAST;
    const timer: Timer = {
      id: ++this.#last,
      at: this.#now() + delay,
      every: repeat ? delay : 0,
      call,
    };
    this.#insert(timer);
    return timer.id;
  }

  clear(id: unknown): void {
    const index = this.#timers.findIndex((timer) => timer.id === id);
    if (index >= 0) this.#timers.splice(index, 1);
  }

  /** Calls the first timer that is due. It reports whether there was one. */
  fire(): boolean {
    const timer = this.#timers[0];
    if (!timer || timer.at > this.#now()) return false;
    this.#timers.shift();
    if (timer.every > 0) this.#insert({ ...timer, at: timer.at + timer.every });
    timer.call();
    return true;
  }

  #insert(timer: Timer): void {
    const behind = this.#timers.findIndex(({ at }) => at > timer.at);
    this.#timers.splice(behind < 0 ? this.#timers.length : behind, 0, timer);
  }
}
