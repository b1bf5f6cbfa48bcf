/**
 * A world that moves into a larger module when it is asked for a command that
 * the present one lacks. Equal calls make equal worlds, so it keeps a journal
 * of the calls that were made on it, makes them again in the new module, and
 * nobody can tell: what was delivered already comes out once more and is dropped.
 */

import { deferred, type Deferred } from "../border/deferred.ts";
import { LoadError } from "../border/errors.ts";
import { macrotask } from "../border/macrotask.ts";
import { Journal } from "./journal.ts";
import {
  LARGEST,
  nameOf,
  type Build,
  type Modules,
  type Progress,
} from "./load.ts";
import { WasmWorld, type GoClass } from "./wasm.ts";

/** How many bytes the journal may take before the world moves ahead of need. */
const MOST_BYTES = 8 << 20;
/** How often that may double when the largest module cannot be had. */
const MOST_DOUBLINGS = 3;
/** How many bytes of the journal are played at a time while the world goes on. */
const CHUNK = 1 << 15;
/** How many bytes of calls a twin may have to make to be like this world. */
const MOST_TWIN_BYTES = 2 << 20;
/** How long commands are refused after a module could not be had, before it is tried again. */
const REFUSED_MILLIS = 5000;

/** What makes another world like this one. */
export interface Origin {
  build: Build;
  startMillis: number;
  /** A Journal's bytes. */
  calls: Uint8Array<ArrayBuffer>;
}

export interface GrowingOptions {
  /** The wall clock at the start, in unix milliseconds; 0: always the same. */
  startMillis?: number;
  /** The module to begin in. */
  build?: Build;
  /** Told of a module that the world waits for. */
  progress?: Progress;
  /** How many bytes the journal may take; for tests. */
  mostBytes?: number;
}

export class GrowingWorld {
  readonly #modules: Modules;
  readonly #Go: GoClass;
  readonly #startMillis: number;
  readonly #progress: Progress | undefined;
  #world: WasmWorld;
  #build: Build;
  /** What was done to the world so far; null: it never moves again, and has no new twins. */
  #journal: Journal | null = new Journal();
  /** What worlds beside this one have still to do to be like it, by their names. */
  readonly #twins = new Map<string, Journal>();
  /** The twin that has made the present calls already. */
  follows: string | undefined;
  #mostBytes: number;
  #doublings = 0;
  #outgrowing = false;
  #last: Promise<unknown> = Promise.resolve();
  /** Rejected when nobody waits any more for the module that is loading. */
  #waiting: Deferred<never> | undefined;
  /** When a refused module is tried again, in milliseconds; undefined: none is refused. */
  #refusedUntil: number | undefined;

  private constructor(
    modules: Modules,
    Go: GoClass,
    world: WasmWorld,
    options: Required<Omit<GrowingOptions, "progress">> & GrowingOptions,
  ) {
    this.#modules = modules;
    this.#Go = Go;
    this.#world = world;
    this.#build = options.build;
    this.#startMillis = options.startMillis;
    this.#mostBytes = options.mostBytes;
    this.#progress = options.progress;
  }

  static async create(
    modules: Modules,
    options: GrowingOptions = {},
  ): Promise<GrowingWorld> {
    const { startMillis = 0, build = 0, mostBytes = MOST_BYTES } = options;
    const [module, Go] = await Promise.all([
      modules.get(build, options.progress),
      modules.go(),
    ]);
    const world = await WasmWorld.create(module, Go, startMillis);
    const filled = { ...options, startMillis, build, mostBytes };
    return new GrowingWorld(modules, Go, world, filled);
  }

  /** The module that it is in. */
  get build(): Build {
    return this.#build;
  }

  /**
   * Does something to the world once all that was asked for before is done.
   * The other methods are for what is given here: the world may be moving at
   * any other time.
   */
  alone<T>(action: () => T | Promise<T>): Promise<T> {
    const done = this.#last.then(action);
    this.#last = done.catch(() => {}); // the caller has the error
    return done;
  }

  /** Hands a batch from a session to the world, and lets it run. */
  async turn(session: number, batch: Uint8Array): Promise<void> {
    if (performance.now() > (this.#refusedUntil ?? Infinity)) this.retry();
    this.#world.turn(session, batch);
    for (let build; (build = this.#world.wants) > 0;) {
      await this.#move(build).catch((error: unknown) => this.#goWithout(error));
      this.#world.turn(session, batch);
    }
    this.#keep("turn", session, batch);
  }

  /** Replays a log, see WasmWorld. It rejects when a module that it needs cannot be had. */
  async load(log: Uint8Array): Promise<string | null> {
    let wrong = this.#world.load(log);
    for (let build; (build = this.#world.wants) > 0;) {
      await this.#move(build);
      wrong = this.#world.load(log);
    }
    this.#keep("load", 0, log);
    return wrong;
  }

  /** What the world has to say to a session; empty when there is nothing. */
  take(session: number): Uint8Array<ArrayBuffer> {
    const batch = this.#world.take(session);
    if (batch.length > 0) this.#keep("take", session);
    return batch;
  }

  /** The trace from a sequence number on, encoded. */
  trace(since: number): Uint8Array<ArrayBuffer> {
    return this.#world.trace(since);
  }

  /** The commands that changed keys since the last call. */
  log(): Uint8Array<ArrayBuffer> {
    const log = this.#world.log();
    if (log.length > 0) this.#keep("log");
    return log;
  }

  /** The shortest log that makes the keys as they are. */
  rewrite(): Uint8Array<ArrayBuffer> {
    const log = this.#world.rewrite();
    this.#keep("rewrite");
    return log;
  }

  /**
   * Makes a twin known: what makes it like this world, and from now on what it
   * misses is kept for it. Null when there is too much to do, or to know.
   */
  twin(name: string): Origin | null {
    this.#twins.delete(name);
    const journal = this.#journal;
    if (!journal || journal.size > MOST_TWIN_BYTES) return null;
    if (this.#refusedUntil !== undefined) return null; // it ends at a time of ours
    this.#twins.set(name, new Journal());
    return {
      build: this.#build,
      startMillis: this.#startMillis,
      calls: journal.bytes(),
    };
  }

  /** What a twin has missed since it was last asked for; null: it is none any more. */
  missed(name: string): Uint8Array<ArrayBuffer> | null {
    if (this.#refusedUntil !== undefined) this.#twins.delete(name);
    const missed = this.#twins.get(name)?.bytes();
    if (missed) this.#twins.set(name, new Journal());
    return missed ?? null;
  }

  /** Does what has to be done at some time: nobody waits for the world now. */
  rest(): void {
    this.#world.rest();
  }

  /** Begins to load what some words, in lower case, are the commands of. */
  expect(words: string[]): void {
    const build = this.#world.needs(words);
    if (build > this.#build) this.#modules.warm(build);
  }

  /** Whether it waits for a module. Its trace ends where it will go on. */
  get waiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** Waits no longer for a module: what needs it fails, and says why. */
  giveUp(why: string): void {
    this.#waiting?.reject(new Error(why));
  }

  /** Tries again what was refused. */
  retry(): void {
    if (this.#refusedUntil === undefined) return;
    this.#refusedUntil = undefined;
    this.#refuse("");
  }

  /** Loads a module and makes the world anew there. */
  async #move(build: Build): Promise<void> {
    this.#waiting = deferred();
    const loading = this.#modules
      .get(build, this.#progress)
      .catch((error: unknown) => {
        throw notLoaded(build, error);
      });
    loading.catch(() => {}); // where it has been given up
    try {
      const module = await Promise.race([loading, this.#waiting.promise]);
      await this.#remake(build, module);
    } finally {
      this.#waiting = undefined;
    }
  }

  /** Makes the world anew where it is, and has it refuse what it lacks. */
  async #goWithout(cause: unknown): Promise<void> {
    const module = await this.#modules.get(this.#build);
    await this.#remake(this.#build, module);
    this.#refuse(`${reason(cause)}. Run tries again.`);
    this.#refusedUntil = performance.now() + REFUSED_MILLIS;
  }

  #refuse(why: string): void {
    this.#world.refuse(why);
    this.#keep("refuse", 0, new TextEncoder().encode(why));
  }

  async #remake(build: Build, module: WebAssembly.Module): Promise<void> {
    const world = await this.#create(module);
    this.#journal!.play(world);
    this.#enter(build, world);
  }

  #create(module: WebAssembly.Module): Promise<WasmWorld> {
    return WasmWorld.create(module, this.#Go, this.#startMillis);
  }

  #enter(build: Build, world: WasmWorld): void {
    this.#world = world;
    this.#build = build;
  }

  /** Keeps a call. When there are too many, the world moves ahead of need. */
  #keep(...call: Parameters<Journal["add"]>): void {
    for (const [name, missed] of this.#twins) {
      if (name === this.follows) continue;
      missed.add(...call);
      if (missed.size > MOST_TWIN_BYTES) this.#twins.delete(name);
    }
    if (!this.#journal) return;
    this.#journal.add(...call);
    if (this.#build === LARGEST) return this.#forget();
    const full = this.#journal.size > this.#mostBytes;
    if (full && !this.#outgrowing) void this.#outgrow();
  }

  /** In the largest module, the journal is for twins alone. */
  #forget(): void {
    if (this.#journal!.size > MOST_TWIN_BYTES) this.#journal = null;
  }

  /** Moves into the largest module while the world goes on. */
  async #outgrow(): Promise<void> {
    this.#outgrowing = true;
    try {
      const world = await this.#create(await this.#modules.get(LARGEST));
      const played = await this.#follow(world);
      await this.alone(() => {
        if (!this.#journal || this.#build === LARGEST) return; // it has got there another way
        this.#journal.play(world, played);
        this.#enter(LARGEST, world);
        this.#forget();
      });
    } catch (error) {
      await this.alone(() => this.#stay(error));
    } finally {
      this.#outgrowing = false;
    }
  }

  /** Plays most of the journal, a little at a time; returns up to where. */
  async #follow(world: WasmWorld): Promise<number> {
    let played = 0;
    while (this.#journal && this.#journal.size - played > CHUNK) {
      played = this.#journal.play(world, played, CHUNK);
      await macrotask();
    }
    return played;
  }

  /** Keeps more calls until the largest module can be had, or gives it up. */
  #stay(cause: unknown): void {
    this.#mostBytes *= 2;
    if (++this.#doublings <= MOST_DOUBLINGS || !this.#journal) return;
    const { message } = notLoaded(LARGEST, cause);
    this.#world.refuse(`${message}. Reloading the page helps.`);
    this.#journal = null;
    this.#refusedUntil = undefined;
  }
}

function notLoaded(build: Build, cause: unknown): LoadError {
  const what = nameOf(build);
  return new LoadError(`${what} could not be loaded: ${reason(cause)}`, {
    cause,
  });
}

/** Why something failed, without a full stop. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\.$/, "");
}
