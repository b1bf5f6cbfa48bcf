/** The playground as the page holds it, with the run that is on show. Nothing is loaded before it is asked for. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { deferred } from "../border/deferred.ts";
import { LoadError } from "../border/errors.ts";
import { isRunning, Playground } from "../playground.ts";
import type {
  KeyState,
  Language,
  PlaygroundState,
  RunOptions,
  RunResult,
  Summary,
  TraceEvent,
  Wheel,
} from "../types.ts";
import { RunModel } from "./model/run.ts";
import { Playback } from "./playback.ts";
import { recallJSON, remember } from "./prefs.ts";
import { areKnobs, usualKnobs, type Knobs } from "./knobs.ts";
import { noText, withPart, type Printed } from "./printed.ts";
import type { Ending } from "./resplay-output.ts";
import type { Progress } from "./resplay-status.ts";
import type { WheelShelf } from "./wheels.ts";

const DATABASES = 16;
/** How long a program stays as it is before what it needs begins to load. */
const EXPECT_MILLIS = 500;

/** What is shown before a run has brought anything. */
const nothingYet = {
  printed: noText,
  error: null,
  ending: "done",
  elapsed: -1,
  summary: null,
} as const;

export class Workbench implements ReactiveController, WheelShelf {
  readonly #host: ReactiveControllerHost;
  readonly playground = new Playground();
  readonly playback: Playback;
  state: PlaygroundState = "idle";
  knobs: Knobs = recallJSON("knobs", areKnobs) ?? usualKnobs;
  printed: Printed = noText;
  /** The error that ended the last run, or null. */
  error: string | null = null;
  /** How the last run ended; "done" before it did. */
  ending: Ending = "done";
  /** Virtual nanoseconds of the last run; -1 before it ended. */
  elapsed = -1;
  /** What it cost; null before it ended. */
  summary: Summary | null = null;
  progress: Progress | null = null;
  model = new RunModel();
  /** Grows whenever the model does; 0 before the first run. */
  version = 0;
  /** What Redis holds now, in the database on show. */
  keys: readonly KeyState[] = [];
  db = 0;
  /** Whether the world is there, so that looking at its keys loads nothing. */
  #started = false;
  #keysBefore: readonly KeyState[] = [];
  /** Resolves when the run that is on its way is to end, though it may not have begun yet. */
  #stopped = deferred<void>();
  #stopAsked = false;
  #ended: Promise<unknown> = Promise.resolve();
  /** Whether what happens now belongs to the run on show. */
  #recording = false;
  /** The text that may be run next. */
  #expected = "";
  #expecting: ReturnType<typeof setTimeout> | undefined;
  /** The frame that will show what was recorded; 0: none is asked for. */
  #frame = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.playback = new Playback(host, this.model);
    Object.assign(this.playground.settings, this.knobs);
    this.#listen(this.playground);
    host.addController(this);
  }

  hostConnected(): void {}

  /** What cannot be kept and why; null is fine. */
  get storage(): string | null {
    return this.playground.storage;
  }

  /** The wheels that Python programs find. */
  get wheels(): readonly Wheel[] {
    return this.playground.wheels;
  }

  /** Has programs find a wheel's modules from the next run on. */
  async addWheel(file: string, bytes: Uint8Array): Promise<void> {
    try {
      await this.playground.addWheel(file, bytes);
    } finally {
      this.#update({ progress: null }); // Python may have been loaded for it
    }
  }

  removeWheel(name: string): Promise<void> {
    return this.playground.removeWheel(name);
  }

  #listen(playground: Playground): void {
    playground.addEventListener("wheels", () => this.#update({}));
    playground.addEventListener("state", ({ detail }) =>
      this.#update({ state: detail, progress: null }),
    );
    playground.addEventListener("storage", () => this.#update({}));
    playground.addEventListener("progress", ({ detail }) => {
      const done = detail.total > 0 && detail.loaded >= detail.total;
      this.#update({ progress: done ? null : detail });
    });
    playground.addEventListener("output", ({ detail }) =>
      this.#update({ printed: withPart(this.printed, detail) }),
    );
    playground.addEventListener("trace", ({ detail }) => this.#record(detail));
    playground.addEventListener("keys", () => void this.refreshKeys());
  }

  #update(change: Partial<Workbench>): void {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }

  /** Takes what happens in the run on show. */
  #record(events: readonly TraceEvent[]): void {
    if (!this.#recording) return;
    if (events[0]?.seq === 0) this.#beginModel();
    this.model.add(events);
    this.version++;
    this.#frame ||= requestAnimationFrame(() => this.#show());
  }

  /** Shows how the run has grown; no more than once for each frame. */
  #show(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.playback.grown();
  }

  /** Puts an empty model in the old one's place; the last run was on show while this one was loading. */
  #beginModel(): void {
    this.model = new RunModel(this.#keysBefore);
    this.playback.follow(this.model);
  }

  /** Takes the last run off the page, as when a lesson is opened. */
  forget(): void {
    if (this.state !== "idle") return;
    this.#beginModel();
    this.version = 0;
    this.#update(nothingYet);
  }

  /** Loads the world, and shows the keys that were kept. */
  async start(): Promise<void> {
    await this.playground.start();
    this.#started = true;
    this.#update({ progress: null }); // where the size is not known, nothing else says that it is over
    await this.refreshKeys();
  }

  /** Tells of the program that may be run next, once it has not changed for a moment. */
  expect(language: Language, text: string): void {
    if (text === this.#expected) return;
    this.#expected = text;
    clearTimeout(this.#expecting);
    this.#expecting = setTimeout(
      () => this.playground.expect(language, text),
      EXPECT_MILLIS,
    );
  }

  /** Runs a program, and shows it. */
  async run(
    language: Language,
    code: string,
    options: RunOptions,
  ): Promise<RunResult> {
    if (this.state !== "idle") throw isRunning();
    this.#stopAsked = false;
    this.#stopped = deferred();
    this.#update({ state: "loading", ...nothingYet });
    const run = this.#run(language, code, options);
    this.#ended = run.catch(() => {}); // the caller has the error
    return run;
  }

  async #run(
    language: Language,
    code: string,
    options: RunOptions,
  ): Promise<RunResult> {
    try {
      await Promise.race([this.#ready(), this.#stopped.promise]);
      this.#recording = true;
      const running = this.playground.run(language, code, options);
      if (this.#stopAsked) void this.playground.stop();
      const result = await running;
      if (result.trace.length === 0) this.#beginModel();
      this.#show();
      const { error, summary } = result;
      const ending = result.stopped ? "stopped" : error ? "error" : "done";
      this.#update({ error, ending, summary, elapsed: result.elapsed * 1e6 });
      return result;
    } catch (error) {
      this.fail(error);
      throw error;
    } finally {
      this.#recording = false;
      this.#update({ state: "idle", progress: null });
    }
  }

  /** Prepares for a run: the world is there, and its keys are known. */
  async #ready(): Promise<void> {
    if (this.#started)
      await this.playground.start(); // anew, where it has ended
    else await this.start();
    this.#keysBefore = await this.#allKeys();
  }

  /** Ends the program that runs, or is about to; resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stopAsked = true;
    this.#stopped.resolve();
    void this.playground.stop();
    await this.#ended;
  }

  /** Every key, or none: what only the picture needs keeps no program from running. */
  async #allKeys(): Promise<KeyState[]> {
    const databases = Array.from({ length: DATABASES }, (_, db) => db);
    const keys = await Promise.all(
      databases.map((db) => this.playground.keys(db).catch(() => [])),
    );
    return keys.flat();
  }

  /** Shows what went wrong where a program's error would stand. */
  fail(error: unknown): void {
    this.#update({
      error: error instanceof Error ? error.message : String(error),
      ending: error instanceof LoadError ? "unstarted" : "error",
    });
  }

  /** Deletes all keys, and ends the program that runs. */
  async clear(): Promise<void> {
    try {
      await this.stop();
      await this.start();
      await this.playground.reset();
      await this.refreshKeys();
    } catch (error) {
      this.fail(error);
    }
  }

  turn(knobs: Knobs): void {
    remember("knobs", JSON.stringify(knobs));
    Object.assign(this.playground.settings, knobs);
    this.#update({ knobs });
  }

  /** Unix milliseconds of virtual time: at the cursor, or now. */
  clock = (): number => {
    const now = this.playground.clock();
    return this.playback.live
      ? now
      : now + (this.playback.at - this.playground.now()) / 1e6;
  };

  /** The keys at the cursor's moment. */
  get shownKeys(): readonly KeyState[] {
    if (this.playback.live) return this.keys;
    const event = this.model.events[this.playback.index];
    return this.model.keys.after(event?.seq ?? -1, this.db);
  }

  async showDatabase(db: number): Promise<void> {
    this.#update({ db });
    await this.refreshKeys();
  }

  async refreshKeys(): Promise<void> {
    if (!this.#started) return;
    const keys = await this.playground.keys(this.db).catch(() => []); // the world has ended; the next run makes another
    this.#update({ keys });
  }
}
