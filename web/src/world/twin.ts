/**
 * A second world beside the program. Equal calls make equal worlds, so one in
 * the program's own thread can answer its turns at once, where the way to the
 * world and back takes longer than most turns. The world is told of each turn
 * and takes it, too: it has the keys, the trace and the last word, and a
 * program that is ended takes nothing with it but its own twin.
 */

import { equal, joined, transferable } from "../border/bytes.ts";
import { encodeCommand } from "../border/command.ts";
import { macrotask } from "../border/macrotask.ts";
import type { Turn } from "../types.ts";
import type { Door } from "./door.ts";
import type { Origin } from "./growing.ts";
import { Journal } from "./journal.ts";
import { endsAtHorizon } from "./horizon.ts";
import type { Modules } from "./load.ts";
import type { PortDoor } from "./port.ts";
import { PAGE, PROGRAM } from "./protocol.ts";
import { WasmWorld } from "./wasm.ts";

/** How many bytes of calls are made at a time, while the program goes on: its turns come in between. */
const CHUNK = 1 << 13;
/** How many bytes of turns the world may be behind. */
const MOST_BYTES_AHEAD = 1 << 20;
/** How long this thread hears nothing, such as that the program is to stop. */
const DEAF_MILLIS = 8;

/** The real time: a program's may be virtual. */
const now = performance.now.bind(performance);
const BUSY = encodeCommand("BUSY");

export interface TwinOptions {
  /** How many turns a program takes before a twin is made; 32 unless told. */
  after?: number;
  /** How many before one that there is answers; 8 unless told: fewer that are large are no slower without. */
  again?: number;
  /** How many turns the world may be behind; 500 unless told. */
  most?: number;
}

/** The twin of one thread, which lasts from run to run. */
export class Twin {
  readonly name: string;
  readonly after: number;
  readonly again: number;
  readonly most: number;
  readonly #modules: Modules;
  #world: WasmWorld | undefined;
  /** It is being made, is like the world but for what was missed, or is busy with that; never: it cannot be. */
  #state: "none" | "busy" | "ready" | "never" = "none";

  /** A world knows its twins by their names. */
  constructor(
    name: string,
    modules: Modules,
    { after = 32, again = 8, most = 500 }: TwinOptions = {},
  ) {
    this.name = name;
    this.after = after;
    this.again = again;
    this.most = most;
    this.#modules = modules;
  }

  get state() {
    return this.#state;
  }

  /** Makes it, unless it cannot be, while the program goes on. */
  async make(door: PortDoor): Promise<void> {
    await this.#busy(async () => {
      const origin = await door.origin(this.name);
      if (!origin) return false;
      this.#world = await this.#create(origin);
      return this.#playAll(this.#world, origin.calls);
    });
  }

  /** Does what it has missed. It reports whether it is like the world now, and answers turns. */
  async catchUp(door: PortDoor): Promise<boolean> {
    const missed = await door.missed(this.name);
    if (!missed) {
      this.leave("none"); // another may take its place
      return false;
    }
    const world = this.#world!;
    if (missed.away) {
      new Journal(missed.calls).play(world);
      if (world.wants === 0) return true;
      await door.home();
      this.leave("none");
      return false;
    }
    void this.#busy(() => this.#playAll(world, missed.calls));
    return false;
  }

  /** Takes a turn as the world does; null when only the world can. */
  turn(batch: Uint8Array): Uint8Array | null {
    return this.#take(batch) ? this.#world!.take(PROGRAM) : null;
  }

  /** Takes messages that are ahead of their turn, as the world does; false when only the world can. */
  early(messages: Uint8Array): boolean {
    return this.#take(joined([messages, BUSY]));
  }

  /** Has the twin take a program's messages. It is none any more when they ask for what it lacks. */
  #take(batch: Uint8Array): boolean {
    const world = this.#world!;
    world.turn(PROGRAM, batch);
    if (world.wants > 0) {
      this.leave("none");
      return false;
    }
    world.take(PAGE); // as the world's host does
    return true;
  }

  /** Is no twin any more: none so far, as where the world goes on in a larger module, or never again. */
  leave(state: "none" | "never"): void {
    this.#state = state;
    this.#world = undefined;
  }

  /** Works on the twin; what fails, or reports so, ends it. */
  async #busy(work: () => Promise<boolean>): Promise<void> {
    this.#state = "busy";
    const done = await work().catch(() => false); // the world answers without a twin
    if (done) this.#state = "ready";
    else this.leave("never");
  }

  async #create({ build, startMillis }: Origin): Promise<WasmWorld> {
    const [module, Go] = await Promise.all([
      this.#modules.get(build),
      this.#modules.go(),
    ]);
    return WasmWorld.create(module, Go, startMillis);
  }

  /** Makes calls, a few at a time. It reports whether the module could make them all. */
  async #playAll(world: WasmWorld, calls: Uint8Array): Promise<boolean> {
    const journal = new Journal(calls);
    for (let at = 0; at < calls.length;) {
      at = journal.play(world, at, CHUNK);
      await macrotask();
    }
    return world.wants === 0;
  }
}

/** A program's door, whose turns the thread's twin answers where it can. */
export class TwinDoor implements Door {
  readonly turn: Turn;
  readonly #port: PortDoor;
  readonly #twin: Twin;
  /** How many turns the twin has answered. */
  answered = 0;
  #away = false; // the twin answers
  #turns = 0;
  #ahead = 0; // turns that the world may not have taken yet
  #bytesAhead = 0;
  #heard = now();

  constructor(port: PortDoor, twin: Twin) {
    this.#port = port;
    this.#twin = twin;
    port.called(() => {
      // Between two turns, so the world has been told of all before.
      if (this.#away) this.#home().catch(() => {}); // the next turn hears of it
    });
    this.turn = (batch) =>
      this.#away ? this.#answer(batch) : this.#ask(batch);
    this.turn.early = (messages) => this.#early(messages);
  }

  trace(since: number): Promise<Uint8Array> {
    return this.#port.trace(since);
  }

  listen(heard: (batch: Uint8Array) => void): void {
    this.#port.listen(heard);
  }

  /** Closes it once the world has taken every turn, and answered every question. */
  async close(): Promise<void> {
    if (this.#away || this.#twin.state === "busy")
      await this.#home().catch(() => {}); // the world has ended, and said so
    this.#port.close();
  }

  async #ask(batch: Uint8Array): Promise<Uint8Array> {
    const answer = await this.#port.turn(batch);
    const { state, after, again } = this.#twin;
    this.#turns++;
    if (state === "ready" && this.#turns > again)
      this.#away = await this.#twin.catchUp(this.#port);
    else if (state === "none" && this.#turns > after)
      void this.#twin.make(this.#port);
    return answer;
  }

  async #answer(bytes: Uint8Array): Promise<Uint8Array> {
    const batch = transferable(bytes);
    this.#port.follow(batch, false);
    this.#ahead++;
    this.#bytesAhead += batch.length;
    const answer = this.#twin.turn(batch);
    if (!answer || endsAtHorizon(answer) || this.#isFarAhead) {
      const truth = await this.#home();
      if (answer && !equal(answer, truth)) this.#twin.leave("never");
      return truth;
    }
    this.answered++;
    await this.#hear();
    return answer;
  }

  #early(messages: Uint8Array): void {
    if (!this.#away) return this.#port.turn.early!(messages);
    const part = transferable(messages);
    this.#port.follow(part, true);
    if (!this.#twin.early(part)) this.#home().catch(() => {});
  }

  get #isFarAhead(): boolean {
    return this.#ahead > this.#twin.most || this.#bytesAhead > MOST_BYTES_AHEAD;
  }

  /** Has the world answer again; resolves to its answer to the last turn. */
  #home(): Promise<Uint8Array> {
    this.#away = false;
    this.#ahead = this.#bytesAhead = 0;
    return this.#port.home();
  }

  /** Lets the thread's messages in, now and then. */
  async #hear(): Promise<void> {
    if (now() - this.#heard < DEAF_MILLIS) return;
    await macrotask();
    this.#heard = now();
  }
}
