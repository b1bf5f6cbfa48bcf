/**
 * A world that moves into a larger module when it is asked for a command that
 * the present one lacks. Equal calls make equal worlds, so it keeps the calls
 * that were made on it, makes them again in the new module, and nobody can
 * tell: whatever was delivered already comes out once more and is dropped.
 */

import { deferred, type Deferred } from "../border/deferred.ts";
import { LoadError } from "../border/errors.ts";
import { macrotask } from "../border/macrotask.ts";
import {
  LARGEST,
  nameOf,
  type Build,
  type Modules,
  type Progress,
} from "./load.ts";
import { WasmWorld, type GoClass } from "./wasm.ts";

/** Something that was done to a world. */
type Call<T = unknown> = (world: WasmWorld) => T;

/** How many calls, and bytes in them, are kept before the world moves ahead of need. */
const MOST_CALLS = 200_000;
const MOST_BYTES = 8 << 20;
/** How often these may double when the largest module cannot be had. */
const MOST_DOUBLINGS = 3;
/** How many calls are made again at a time while the world goes on. */
const CHUNK = 500;
/** How long commands are refused after a module could not be had, before it is tried again. */
const REFUSED_MILLIS = 5000;

export interface GrowingOptions {
  /** The wall clock at the start, in unix milliseconds; 0: always the same. */
  startMillis?: number;
  /** The module to begin in. */
  build?: Build;
  /** Told of a module that the world waits for. */
  progress?: Progress;
  /** How many calls are kept; for tests. */
  mostCalls?: number;
}

export class GrowingWorld {
  readonly #modules: Modules;
  readonly #Go: GoClass;
  readonly #startMillis: number;
  readonly #progress: Progress | undefined;
  #world: WasmWorld;
  #build: Build;
  /** What was done to the world so far; null: it never moves again. */
  #calls: Call[] | null = [];
  #bytes = 0;
  #mostCalls: number;
  #mostBytes = MOST_BYTES;
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
    this.#mostCalls = options.mostCalls;
    this.#progress = options.progress;
    if (this.#build === LARGEST) this.#calls = null;
  }

  static async create(
    modules: Modules,
    options: GrowingOptions = {},
  ): Promise<GrowingWorld> {
    const { startMillis = 0, build = 0, mostCalls = MOST_CALLS } = options;
    const [module, Go] = await Promise.all([
      modules.get(build, options.progress),
      modules.go(),
    ]);
    const world = await WasmWorld.create(module, Go, startMillis);
    const filled = { ...options, startMillis, build, mostCalls };
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
  turn(session: number, batch: Uint8Array): Promise<void> {
    return this.#do((world) => world.turn(session, batch), batch.length);
  }

  /** Replays a log, see WasmWorld. It rejects when a module that it needs cannot be had. */
  async load(log: Uint8Array): Promise<string | null> {
    const call: Call<string | null> = (world) => world.load(log);
    let wrong = call(this.#world);
    for (let build; (build = this.#world.wants) > 0;) {
      await this.#move(build);
      wrong = call(this.#world);
    }
    this.#keep(call, log.length);
    return wrong;
  }

  /** What the world has to say to a session; empty when there is nothing. */
  take(session: number): Uint8Array<ArrayBuffer> {
    const batch = this.#world.take(session);
    if (batch.length > 0) this.#keep((world) => world.take(session));
    return batch;
  }

  /** The trace from a sequence number on, encoded. */
  trace(since: number): Uint8Array<ArrayBuffer> {
    return this.#world.trace(since);
  }

  /** The commands that changed keys since the last call. */
  log(): Uint8Array<ArrayBuffer> {
    const log = this.#world.log();
    if (log.length > 0) this.#keep((world) => world.log());
    return log;
  }

  /** The shortest log that makes the keys as they are. */
  rewrite(): Uint8Array<ArrayBuffer> {
    const log = this.#world.rewrite();
    this.#keep((world) => world.rewrite());
    return log;
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

  /** Does something to the world, in whichever module has what it takes. */
  async #do(call: Call<void>, size: number): Promise<void> {
    if (performance.now() > (this.#refusedUntil ?? Infinity)) this.retry();
    call(this.#world);
    for (let build; (build = this.#world.wants) > 0; call(this.#world)) {
      await this.#move(build).catch((error: unknown) => this.#goWithout(error));
    }
    this.#keep(call, size);
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
    const call: Call = (world) => world.refuse(why);
    call(this.#world);
    this.#keep(call);
  }

  async #remake(build: Build, module: WebAssembly.Module): Promise<void> {
    const world = await this.#create(module);
    for (const call of this.#calls!) call(world);
    this.#enter(build, world);
  }

  #create(module: WebAssembly.Module): Promise<WasmWorld> {
    return WasmWorld.create(module, this.#Go, this.#startMillis);
  }

  #enter(build: Build, world: WasmWorld): void {
    this.#world = world;
    this.#build = build;
    if (build === LARGEST) this.#calls = null;
  }

  /** Keeps a call. When there are too many, the world moves ahead of need. */
  #keep(call: Call, size = 0): void {
    if (!this.#calls) return;
    this.#calls.push(call);
    this.#bytes += size;
    const full =
      this.#calls.length > this.#mostCalls || this.#bytes > this.#mostBytes;
    if (full && !this.#outgrowing) void this.#outgrow();
  }

  /** Moves into the largest module while the world goes on. */
  async #outgrow(): Promise<void> {
    this.#outgrowing = true;
    try {
      const world = await this.#create(await this.#modules.get(LARGEST));
      let made = await this.#follow(world);
      await this.alone(() => {
        if (!this.#calls) return; // it has got there another way
        while (made < this.#calls.length) this.#calls[made++]!(world);
        this.#enter(LARGEST, world);
      });
    } catch (error) {
      await this.alone(() => this.#stay(error));
    } finally {
      this.#outgrowing = false;
    }
  }

  /** Makes most calls again, a few at a time; returns how many. */
  async #follow(world: WasmWorld): Promise<number> {
    let made = 0;
    while (this.#calls && this.#calls.length - made > CHUNK) {
      for (const end = made + CHUNK; made < end; made++)
        this.#calls[made]!(world);
      await macrotask();
    }
    return made;
  }

  /** Keeps more calls until the largest module can be had, or gives it up. */
  #stay(cause: unknown): void {
    this.#mostCalls *= 2;
    this.#mostBytes *= 2;
    if (++this.#doublings <= MOST_DOUBLINGS || !this.#calls) return;
    const { message } = notLoaded(LARGEST, cause);
    this.#world.refuse(`${message}. Reloading the page helps.`);
    this.#calls = null;
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
