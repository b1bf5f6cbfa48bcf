/** Runs Python programs: CPython in WebAssembly, with the modules of web/python around the learner's text. */

import type { PyodideInterface } from "pyodide";
import { UsageError } from "../border/errors.ts";
import type { RunOptions, Runtime, Turn, Wheel } from "../types.ts";
import { file } from "./files.ts";
import { Interrupts } from "./interrupt.ts";
import { limitMemory } from "./memory.ts";
import { PYTHON } from "./protocol.ts";
import { startPyodide } from "./pyodide.ts";
import { gunzip, unzip } from "./unzip.ts";

/** Where the modules lie in Python's file system. */
const root = "/resplay";

/** What a program may hold, the interpreter itself included. */
const memoryMegabytes = 512;

/** Whether Python can wait for JavaScript within a plain function, see web/python/resplay/blocking.py. */
const canBlock = "Suspending" in WebAssembly;

/** A Python function, as JavaScript calls it; with a stack of its own it may wait for promises. */
interface Callable<A extends unknown[], R> {
  (...args: A): R;
  callPromising(...args: A): Promise<R>;
  destroy(): void;
}

/** A run of resplay/page.py. */
interface Run {
  /** Whether it may wait within a plain function, see web/python/resplay/stacks.py. */
  readonly may_wait: boolean;
  step: Callable<[Uint8Array], Uint8Array | undefined>;
  stop(): void;
  error(): string | undefined;
  destroy(): void;
}

/** resplay/page.py. */
interface Page {
  install(root: string, memoryMegabytes: number): void;
  Run(
    text: string,
    root: string,
    seed: number,
    aioredis: string,
    block: ((batch: Uint8Array) => Promise<Uint8Array>) | undefined,
    early: ((messages: Uint8Array) => void) | undefined,
    hosts: string,
  ): Run;
  /** JSON: a Wheel without its file's name, or why it is refused. */
  add_wheel(file: string, bytes: Uint8Array): string;
  remove_wheel(name: string): void;
}

/** Files of Python, by their paths. */
type Modules = Record<string, string | Uint8Array>;

export class PythonRuntime implements Runtime {
  readonly #modules: Modules | undefined;
  readonly #interrupts: Interrupts;
  #page: Promise<Page> | undefined;
  #run: Run | undefined;

  /**
   * Takes the Python modules; the site's own by default.
   * stopAsked is called while a program is at work, and ends it.
   */
  constructor(
    modules?: Modules,
    stopAsked: (now: number) => boolean = () => false,
  ) {
    this.#modules = modules;
    this.#interrupts = new Interrupts(stopAsked);
  }

  async load(): Promise<void> {
    this.#page ??= this.#start();
    try {
      await this.#page;
    } catch (error) {
      this.#page = undefined; // the next attempt may have better luck
      throw error;
    }
  }

  async run(
    code: string,
    turn: Turn,
    options: RunOptions,
  ): Promise<string | null> {
    await this.load();
    const page = await this.#page!;
    const run = page.Run(
      code,
      root,
      options.seed ?? 0,
      options.aioredis ?? "2.0",
      canBlock ? (batch) => turn(batch) : undefined,
      turn.early ? (messages) => turn.early!(messages) : undefined,
      (options.hosts ?? []).join(" "),
    );
    this.#run = run;
    this.#interrupts.begin();
    try {
      await takeTurns(run, turn);
      const error = run.error() ?? null;
      run.destroy();
      return error;
    } catch (error) {
      this.#page = undefined; // an interpreter that failed cannot even tidy up
      return failure(error);
    } finally {
      this.#run = undefined;
    }
  }

  stop(): void {
    this.#run?.stop();
  }

  /** Has later programs find what a wheel holds, ahead of the page's own modules. */
  async addWheel(file: string, bytes: Uint8Array): Promise<Wheel> {
    await this.load();
    const copy = new Uint8Array(bytes); // Pyodide takes no subclass, such as Node's Buffer
    const said = JSON.parse((await this.#page!).add_wheel(file, copy));
    if (typeof said === "string") throw new UsageError(said);
    const [name, version, modules] = said;
    return { name, version, modules, file };
  }

  async removeWheel(name: string): Promise<void> {
    (await this.#page)?.remove_wheel(name);
  }

  async #start(): Promise<Page> {
    const [python, modules] = await Promise.all([
      this.#interrupts.whileLoading(loadPython),
      this.#modules ?? loadModules(),
    ]);
    mount(python, modules);
    python.runPython(
      `import sys; sys.dont_write_bytecode = False; sys.path.insert(0, "${root}")`,
    );
    const page = python.pyimport("resplay.page") as Page;
    page.install(root, memoryMegabytes);
    return page;
  }
}

async function loadPython(): Promise<PyodideInterface> {
  const python = await startPyodide({
    env: { HOME: "/home/learner", PYTHONHASHSEED: "0" }, // sets print in one order, always
  });
  limitMemory(python, memoryMegabytes * 2 ** 20);
  return python;
}

/** What ended the interpreter, and with it the program; the next run starts another. */
function failure(error: unknown): string {
  if (error instanceof RangeError)
    return (
      "RecursionError: the program called itself so deeply that the browser's stack was full, " +
      "and Python ended with it. The next run starts Python anew."
    );
  const message = error instanceof Error ? error.message : String(error);
  return `Python itself failed, and the next run starts it anew: ${message}`;
}

async function loadModules(): Promise<Modules> {
  return unzip(await gunzip(await file(PYTHON.modules)));
}

function mount({ FS }: PyodideInterface, modules: Modules): void {
  const folders = new Set<string>();
  for (const [path, content] of Object.entries(modules)) {
    const file = `${root}/${path}`;
    const folder = file.slice(0, file.lastIndexOf("/"));
    if (!folders.has(folder)) FS.mkdirTree(folder);
    folders.add(folder);
    FS.writeFile(file, content, { canOwn: true }); // it need not be copied
  }
}

/** Has program and world take turns until the program has no more to say. */
async function takeTurns(run: Run, turn: Turn): Promise<void> {
  const { step, may_wait } = run;
  let deliveries: Uint8Array = new Uint8Array();
  for (;;) {
    const batch = may_wait
      ? await step.callPromising(deliveries)
      : step(deliveries);
    if (!batch) return step.destroy();
    deliveries = await turn(batch);
  }
}
