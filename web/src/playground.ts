/** A playground: one world, programs that run against it, and what there is to see of both. */

import { oneOf, text } from "./api/options.ts";
import { beginning, World, type CommandDoc } from "./api/world.ts";
import { encodeCommand } from "./border/command.ts";
import { UsageError } from "./border/errors.ts";
import { decodeTrace } from "./border/trace.ts";
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
  TraceEvent,
  Verdict,
} from "./types.ts";
import { PROGRAM, type Clock } from "./world/protocol.ts";
import type { RemoteWorld } from "./world/remote.ts";

const languages: Language[] = ["python", "javascript", "redis-cli"];
const names = { python: "Python", javascript: "JavaScript" };

/** What can be asked to end, for as long as it runs. */
interface Stoppable {
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
  #output = "";
  #program: Stoppable | undefined;
  #stopAsked = false;
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

  /** Runs a program to its end. One runs at a time. */
  async run(
    language: Language,
    code: string,
    options?: RunOptions,
  ): Promise<RunResult> {
    oneOf(...languages)("language", language);
    text("code", code);
    const filled = this.settings.fill(checkRunOptions(options));
    if (this.#state !== "idle") {
      throw new UsageError(
        "a program is running; wait for its end, or stop() it",
      );
    }
    this.#stopAsked = false;
    this.#setState("loading");
    const run = this.#run(language, code, filled);
    this.#ended = run.catch(() => {}); // the caller has the error
    return run;
  }

  /** Ends the program that runs; resolves when it has ended. */
  async stop(): Promise<void> {
    if (this.#state === "idle") return;
    this.#stopAsked = true;
    this.#setState("stopping");
    this.#program?.stop();
    this.#remote?.resume();
    await this.#ended;
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
    try {
      const remote = await this.#load();
      const execute = await this.#executor(language);
      await this.#pace.stop();
      return await this.#perform(remote, options, (port) =>
        execute(code, options, port),
      );
    } finally {
      this.#program = undefined;
      this.#setState("idle");
      if (this.#remote) this.#pace.go();
      this.#tell("keys", undefined);
    }
  }

  /** Runs a program between the opening and the closing of its session. */
  async #perform(
    remote: RemoteWorld,
    options: RunOptions,
    execute: (port: MessagePort) => Promise<string | null>,
  ): Promise<RunResult> {
    this.#trace = [];
    this.#output = "";
    this.#pace.set({ ...this.#pace.clock, now: 0 });
    const begin = encodeCommand(...beginning(options, horizonOf(options)));
    const port = remote.attach(PROGRAM, begin);
    let error: string | null = "The program was stopped.";
    try {
      if (!this.#stopAsked) {
        this.#setState("running");
        error = await execute(port);
      }
    } finally {
      this.#pace.set(await remote.detach(PROGRAM));
    }
    return {
      output: this.#output,
      error,
      elapsed: this.now() / 1e6,
      summary: await this.world.summary(),
      trace: this.#trace,
    };
  }

  /** How programs of a language are run; what they need is loaded. */
  async #executor(
    language: Language,
  ): Promise<
    (
      code: string,
      options: RunOptions,
      port: MessagePort,
    ) => Promise<string | null>
  > {
    if (language !== "redis-cli") {
      const runner = await this.#runner(language);
      await runner.load();
      this.#program = runner;
      return (code, options, port) => runner.run(code, options, port);
    }
    const { CliRuntime } = await import("./runner/cli.ts");
    const { openPort } = await import("./world/port.ts");
    const runtime = new CliRuntime();
    this.#program = runtime;
    return (code, _, port) => runtime.run(code, openPort(port).turn);
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
    this.#loading ??= this.#open().catch((error: unknown) => {
      this.#fail();
      throw error;
    });
    return this.#loading;
  }

  async #open(): Promise<RemoteWorld> {
    const { RemoteWorld } = await import("./world/remote.ts");
    const remote = new RemoteWorld(this.#keep, {
      progress: (loaded, total) =>
        this.#tell("progress", { what: "Redis", loaded, total }),
      storage: (message) => {
        this.#storage = message;
        this.#tell("storage", message);
      },
      trace: (chunk, clock) => this.#hear(chunk, clock),
      horizon: (clock) => this.#atHorizon(clock),
      failed: () => this.#fail(),
    });
    await remote.started;
    this.#remote = remote;
    this.#page.open(remote.openPage());
    this.#setLink();
    if (this.#state === "idle") this.#pace.go();
    return remote;
  }

  #makePage(): PageSession {
    return new PageSession(() => this.start());
  }

  /** After the end of a world, the next use makes another, with the keys that were kept. */
  #fail(): void {
    this.#remote?.close();
    this.#remote = this.#loading = undefined;
    this.#page = this.#makePage();
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

  /** Takes in a piece of trace; one that begins at 0 begins a new run. */
  #hear(chunk: Uint8Array, clock: Clock): void {
    const events = decodeTrace(chunk);
    if (events[0]?.seq === 0) this.#trace = [];
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
