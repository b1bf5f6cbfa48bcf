/** Keeps a world's keys in a store, and says so when it cannot. */

import { joined } from "../border/bytes.ts";
import { LoadError } from "../border/errors.ts";
import { TakenOver, type KeyStore } from "./store.ts";
import type { GrowingWorld } from "./growing.ts";

const SAVE_MILLIS = 50;
/** The log is rewritten when it has grown past this, and past double its last rewriting. */
const REWRITE_BYTES = 256 * 1024;

/** What of a world the keeper needs. */
export type LoggedWorld = Pick<
  GrowingWorld,
  "alone" | "log" | "rewrite" | "load"
>;

export class Keeper {
  readonly #world: LoggedWorld;
  /** Null once nothing can be kept any more. */
  #store: KeyStore | null = null;
  readonly #say: (message: string | null) => void;
  #size = 0; // of the stored log
  #compact = 0; // its size when it was last rewritten
  #torn = false; // a piece is missing from the stored log
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  /** say is told what cannot be kept and why, or null once all is well again. */
  constructor(world: LoggedWorld, say: (message: string | null) => void) {
    this.#world = world;
    this.#say = say;
  }

  /**
   * Brings back what a store holds, and keeps keys there from now on. It
   * rejects, and changes nothing, when a module that the keys need cannot be had.
   */
  async start(open: () => Promise<KeyStore>): Promise<void> {
    try {
      const store = await open();
      const log = joined(await store.load());
      const wrong = log.length > 0 ? await this.#load(log) : null;
      if (wrong !== null) await this.#rescue(store, log, wrong);
      this.#store = store;
      this.#size = log.length;
      store.whenTaken(() => this.#fail(new TakenOver()));
    } catch (error) {
      if (error instanceof LoadError) throw error;
      this.#say(
        `Keys last until this page is closed: ${reason(error)}. ` +
          "Allow this site to store data to keep them.",
      );
    }
  }

  #load(log: Uint8Array): Promise<string | null> {
    return this.#world.alone(() => this.#world.load(log));
  }

  /** Saves shortly: changes come in bursts. */
  soon(): void {
    this.#timer ??= setTimeout(() => void this.save(), SAVE_MILLIS);
  }

  /** Saves what has changed; resolves once it is stored, or has been reported. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  async #save(): Promise<void> {
    const piece = await this.#world.alone(() => this.#world.log()); // also where nothing is kept, or it would grow for ever
    if (!this.#store || (piece.length === 0 && !this.#torn)) return;
    try {
      this.#size += piece.length;
      if (this.#torn || this.#size > REWRITE_BYTES + 2 * this.#compact) {
        await this.#rewrite(this.#store);
      } else {
        await this.#store.append(piece);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  async #rewrite(store: KeyStore): Promise<void> {
    const whole = await this.#rewritten();
    await store.replace(whole);
    this.#size = this.#compact = whole.length;
    if (this.#torn) this.#say(null);
    this.#torn = false;
  }

  #rewritten(): Promise<Uint8Array> {
    return this.#world.alone(() => this.#world.rewrite());
  }

  #fail(error: unknown): void {
    if (error instanceof TakenOver) {
      if (!this.#store) return; // it has been said
      this.#store = null;
      this.#say(
        "Another tab of this site keeps the keys now: " +
          "what changes here lasts until this tab is closed.",
      );
      return;
    }
    // The next change stores everything anew, in case there is room by then.
    this.#torn = true;
    this.#say(`The latest changes to keys are not stored: ${reason(error)}.`);
  }

  /** A log that cannot be read to its end is copied before anything overwrites it. */
  async #rescue(
    store: KeyStore,
    log: Uint8Array,
    wrong: string,
  ): Promise<void> {
    await store.keepAside(log, wrong);
    await store.replace(await this.#rewritten());
    this.#say(
      `Not all stored keys could be read: ${wrong}. What stood ahead of that ` +
        "is back; the unreadable log is kept in this site's storage, under aside.",
    );
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || error.name;
}
