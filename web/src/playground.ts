/** A playground: one world, programs that run against it, and what there is to see of both. */

import { oneOf, text } from "./api/options.ts";
import { beginning, type CommandDoc, type World } from "./api/world.ts";
import { encodeCommand } from "./border/command.ts";
import { deferred } from "./border/deferred.ts";
import {
  describe,
  LoadError,
  UsageError,
  type RedisError,
} from "./border/errors.ts";
import { decodeTrace } from "./border/trace.ts";
import { commandsIn, savesData } from "./intent.ts";
import { PageSession } from "./page-session.ts";
import { Pace } from "./pace.ts";
import type { CodeLanguage } from "./runner/protocol.ts";
import type { Runner } from "./runner/runner.ts";
import { checkRunOptions, horizonOf, Settings } from "./settings.ts";
import type {
  KeyState,
  Language,
  PlaygroundEvents,
  PlaygroundState,
  RunOptions,
  RunResult,
  Summary,
  TraceEvent,
  Verdict,
  Wheel,
} from "./types.ts";
import { PROGRAM, type Clock } from "./world/protocol.ts";
import type { RemoteWorld } from "./world/remote.ts";

const languages: Language[] = ["python", "javascript", "redis-cli"];
const names = { python: "Python", javascript: "JavaScript" };
const STOPPED = "The program was stopped.";

/** What a run cost that never began. */
const nothing: Summary = {
  elapsed: 0,
  connections: 0,
  commands: 0,
  largestPipeline: 0,
  roundTrips: 0,
  bytes: 0,
  errors: 0,
};

/** What runs programs of a language, ready to. */
interface Executor {
  execute(
    code: string,
    options: RunOptions,
    port: MessagePort,
  ): Promise<string | null>;
  stop(): void;
}

export interface PlaygroundOptions {
  /** The name that keys are kept under in the browser; null: they are not kept. */
  keep?: string | null;
}

/** Nothing is loaded before start, run, preload or the first use of world. */
export class Playground extends EventTarget {
  readonly settings = new Settings(() => this.#setLink());

  readonly #keep: string | null;
  readonly #runners = new Map<CodeLanguage, Runner>();
  readonly #pace: Pace;
  #loading: Promise<RemoteWorld> | undefined;
  #remote: RemoteWorld | undefined;
  #page: PageSession;
  #state: PlaygroundState = "idle";
  #storage: string | null = null;
  #trace: TraceEvent[] = [];
  /** Whether the world has told of the run that was asked for last. */
  #begun = false;
  #output = "";
  #wheels: readonly Wheel[] = [];
  /** Words that may be commands of what is run next; the world has not been told of them. */
  #expected: string[] = [];
  #program: Executor | undefined;
  #stopAsked = false;
  /** Resolves when the program that runs, or is about to, is asked to end. */
  #stopped = deferred<undefined>();
  #ended: Promise<unknown> = Promise.resolve();

  constructor({ keep = "resplay" }: PlaygroundOptions = {}) {
    super();
    this.#keep = keep;
    this.#page = this.#makePage();
    this.#pace = new Pace(
      (nanoseconds) => this.#page.advance(nanoseconds),
      () => this.settings.speed,
    );
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#remote?.save();
    });
  }

  get state(): PlaygroundState {
    return this.#state;
  }

  /** What happened since the run began. */
  get trace(): TraceEvent[] {
    return this.#trace;
  }

  /** What cannot be kept and why; null is fine. */
  get storage(): string | null {
    return this.#storage;
  }

  /** The wheels that Python programs find, in the order in which they were added. */
  get wheels(): readonly Wheel[] {
    return this.#wheels;
  }

  /** The world, for the page and for automation. Its first use loads it. */
  get world(): World {
    return this.#page.world;
  }

  /** Virtual nanoseconds since the run began. */
  now(): number {
    return this.#pace.clock.now;
  }

  /** The world's wall clock, in unix milliseconds. */
  clock(): number {
    return this.#pace.clock.unix;
  }

  /** Loads the world. */
  async start(): Promise<void> {
    await this.#load();
  }

  /** Loads what programs of a language need. */
  async preload(language: Language): Promise<void> {
    oneOf(...languages)("language", language);
    await this.start();
    if (language !== "redis-cli") await (await this.#runner(language)).load();
  }

  /** Tells of a text whose commands may be run. Once the world is there, it loads what they need. */
  expect(language: Language | "prose", text: string): void {
    if (savesData()) return;
    this.#expected.push(...commandsIn(language, text));
    this.#tellExpected();
  }

  #tellExpected(): void {
    if (this.#remote && this.#expected.length > 0)
      this.#remote.expect(this.#expected.splice(0));
  }

  /** Runs a program to its end. One runs at a time. */
  async run(
    language: Language,
    code: string,
    options?: RunOptions,
  ): Promise<RunResult> {
    oneOf(...languages)("language", language);
    text("code", code);
    const filled = this.settings.fill(checkRunOptions(options));
    if (this.#state !== "idle") throw isRunning();
    this.expect(language, code);
    this.#stopAsked = false;
    this.#stopped = deferred();
    this.#setState("loading");
    const run = this.#run(language, code, filled);
    this.#ended = run.catch(() => {}); // the caller has the error
    return run;
  }

  /** Ends the program that runs; resolves when it has ended. */
  async stop(): Promise<void> {
    if (this.#state === "idle") return;
    this.#stopAsked = true;
    this.#stopped.resolve(undefined);
    this.#setState("stopping");
    this.#program?.stop();
    this.#remote?.stop();
    await this.#ended;
  }

  /**
   * Has the Python programs that are run from now on find a wheel's modules,
   * ahead of the page's own. It loads Python; a UsageError says why a file
   * cannot be used.
   */
  async addWheel(file: string, bytes: Uint8Array): Promise<Wheel> {
    text("file", file);
    if (!(bytes instanceof Uint8Array))
      throw new UsageError(`bytes is ${describe(bytes)}; give a Uint8Array`);
    const runner = await this.#loadRunner("python");
    const wheel = await runner.addWheel(file, bytes);
    this.#setWheels([...this.#without(wheel.name), wheel]);
    return wheel;
  }

  /** Takes a wheel away, by its name. */
  async removeWheel(name: string): Promise<void> {
    const left = this.#without(name);
    if (left.length === this.#wheels.length) return;
    (await this.#runner("python")).removeWheel(name);
    this.#setWheels(left);
  }

  #without(name: string): Wheel[] {
    return this.#wheels.filter((wheel) => wheel.name !== name);
  }

  #setWheels(wheels: readonly Wheel[]): void {
    this.#wheels = wheels;
    this.#tell("wheels", wheels);
  }

  /** Goes on with a program that is held at its horizon. */
  resume(): void {
    if (this.#state !== "horizon") return;
    this.#setState("running");
    this.#remote?.resume();
  }

  /** Takes all keys away, and ends the program that runs. */
  async reset(): Promise<void> {
    await this.stop();
    await this.world.restore(new Uint8Array());
    this.#tell("keys", undefined);
  }

  keys(db = 0): Promise<KeyState[]> {
    return this.world.keys("*", { db });
  }

  commands(): Promise<CommandDoc[]> {
    return this.world.commands();
  }

  /** Judges the last run by the text of a check.txt. */
  grade(check: string): Promise<Verdict[]> {
    return this.world.grade(check);
  }

  async #run(
    language: Language,
    code: string,
    options: RunOptions,
  ): Promise<RunResult> {
    this.#trace = [];
    this.#begun = false;
    this.#output = "";
    try {
      const remote = await this.#unlessStopped(this.#load());
      if (!remote) return this.#result(STOPPED, nothing);
      this.#program = await this.#unlessStopped(this.#executor(language));
      await this.#pace.stop();
      return await this.#perform(remote, code, options);
    } finally {
      this.#program = undefined;
      this.#setState("idle");
      if (this.#remote) this.#pace.go();
      this.#tell("keys", undefined);
    }
  }

  /** Waits for what is to be loaded; Stop does not, and gets undefined. */
  #unlessStopped<T>(loading: Promise<T>): Promise<T | undefined> {
    return Promise.race([loading, this.#stopped.promise]);
  }

  /** Runs a program between the opening and the closing of its session. */
  async #perform(
    remote: RemoteWorld,
    code: string,
    options: RunOptions,
  ): Promise<RunResult> {
    this.#pace.set({ ...this.#pace.clock, now: 0 });
    const begin = encodeCommand(...beginning(options, horizonOf(options)));
    const port = remote.attach(PROGRAM, begin);
    let error: string | null = STOPPED;
    let summary: Summary | undefined;
    try {
      if (!this.#stopAsked) this.#setState("running");
      // Whoever hears that it runs may stop it at once.
      if (this.#program && !this.#stopAsked) {
        error = await this.#program.execute(code, options, port);
      }
      // A program that ended well has told the world so: what it cost is
      // certain, and known while the rest of its trace is on its way.
      if (error === null) summary = await this.world.summary();
    } finally {
      this.#pace.set(await remote.detach(PROGRAM));
    }
    return this.#result(error, summary ?? (await this.world.summary()));
  }

  #result(error: string | null, summary: Summary): RunResult {
    return {
      output: this.#output,
      error,
      stopped: this.#stopAsked && error !== null,
      elapsed: summary === nothing ? 0 : this.now() / 1e6,
      summary,
      trace: this.#trace,
    };
  }

  /** How programs of a language are run; what they need is loaded. */
  async #executor(language: Language): Promise<Executor> {
    if (language !== "redis-cli") {
      const runner = await this.#loadRunner(language);
      return {
        execute: (code, options, port) => runner.run(code, options, port),
        stop: () => runner.stop(),
      };
    }
    const { CliRuntime } = await import("./runner/cli.ts");
    const { openPort } = await import("./world/port.ts");
    const runtime = new CliRuntime();
    return {
      execute: (code, _, port) => runtime.run(code, openPort(port).turn),
      stop: () => runtime.stop(),
    };
  }

  async #loadRunner(language: CodeLanguage): Promise<Runner> {
    const runner = await this.#runner(language);
    await runner.load().catch((error: unknown) => {
      throw notLoaded(names[language], error);
    });
    return runner;
  }

  async #runner(language: CodeLanguage): Promise<Runner> {
    const { Runner } = await import("./runner/runner.ts");
    const what = names[language];
    const runner =
      this.#runners.get(language) ??
      new Runner(language, (loaded, total) =>
        this.#tell("progress", { what, loaded, total }),
      );
    this.#runners.set(language, runner);
    return runner;
  }

  /** Loads the world once; after a failure the next call tries again. */
  #load(): Promise<RemoteWorld> {
    this.#loading ??= this.#open().catch((cause: unknown) => {
      const error = notLoaded("Redis", cause);
      this.#fail(error);
      throw error;
    });
    return this.#loading;
  }

  async #open(): Promise<RemoteWorld> {
    // Of the world's clients; needed no sooner than they are.
    const modules = import("./api/modules.ts");
    modules.catch(() => {}); // whoever waits for it below is told
    const { RemoteWorld } = await import("./world/remote.ts");
    const remote: RemoteWorld = new RemoteWorld(this.#keep, {
      progress: (what, loaded, total) =>
        this.#tell("progress", { what, loaded, total }),
      storage: (message) => {
        this.#storage = message;
        this.#tell("storage", message);
      },
      trace: (chunk, clock, ran) => this.#hear(chunk, clock, ran),
      horizon: (clock) => this.#atHorizon(clock),
      failed: (error) => {
        if (remote === this.#remote) this.#fail(error); // else it has not started: see #load
      },
    });
    await remote.started;
    await modules;
    this.#remote = remote;
    this.#page.open(remote.openPage());
    this.#tellExpected();
    this.#setLink();
    if (this.#state === "idle") this.#pace.go();
    return remote;
  }

  #makePage(): PageSession {
    return new PageSession(() => this.start());
  }

  /** After the end of a world, the next use makes another, with the keys that were kept. */
  #fail(error: RedisError): void {
    const ended = this.#page;
    this.#remote = this.#loading = undefined;
    this.#page = this.#makePage();
    ended.end(error);
    void this.#pace.stop();
  }

  #setLink(): void {
    if (this.#remote) this.world.link(this.settings.link);
  }

  #atHorizon(clock: Clock): void {
    this.#pace.set(clock);
    if (this.#stopAsked) this.#remote?.resume();
    else this.#setState("horizon");
  }

  /**
   * Takes in a piece of trace; one that begins at 0 begins a new run. That of
   * a new world, in which nothing ran yet, does not begin the run that is on its way.
   */
  #hear(chunk: Uint8Array, clock: Clock, ran: boolean): void {
    const events = decodeTrace(chunk);
    if (events[0]?.seq === 0 && (ran || this.#state === "idle")) {
      this.#trace = [];
      this.#begun = true;
    }
    if (!this.#begun) return; // of the run before the one that was asked for
    this.#pace.set(clock);
    let changed = false;
    for (const event of events) {
      this.#trace.push(event);
      changed ||= event.kind === "key.changed";
      if (event.kind !== "printed") continue;
      const stream = event.name === "stderr" ? "stderr" : "stdout";
      this.#output += event.text;
      this.#tell("output", { stream, text: event.text });
    }
    this.#tell("trace", events);
    if (changed && this.#state === "idle") this.#tell("keys", undefined);
  }

  #setState(state: PlaygroundState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#tell("state", state);
  }

  #tell<N extends keyof PlaygroundEvents>(
    name: N,
    detail: PlaygroundEvents[N],
  ): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Why a program cannot be run now. */
export function isRunning(): UsageError {
  return new UsageError("a program is running; wait for its end, or stop() it");
}

/** What could not be loaded and why; Python's runtime says both itself. */
function notLoaded(what: string, cause: unknown): LoadError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const whole = `${what} could not be loaded: ${why.replace(/\.$/, "")}. Run tries again.`;
  const said = why.startsWith(whole.slice(0, whole.indexOf(":")));
  return new LoadError(said ? why : whole, { cause });
}

/** Events as PlaygroundEvents has them. */
type Listener<N extends keyof PlaygroundEvents> = (
  event: CustomEvent<PlaygroundEvents[N]>,
) => void;

export interface Playground {
  addEventListener<N extends keyof PlaygroundEvents>(
    name: N,
    listener: Listener<N>,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(...given: Parameters<EventTarget["addEventListener"]>): void;
  removeEventListener<N extends keyof PlaygroundEvents>(
    name: N,
    listener: Listener<N>,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    ...given: Parameters<EventTarget["removeEventListener"]>
  ): void;
}
