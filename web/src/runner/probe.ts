/** What an instrumented program reports: which task runs, what it awaits, and at which line. */

import { SourceError } from "./instrument.ts";
import { Scope } from "./scope.ts";

/** A call of an async function, or the program's top level. */
export interface Frame {
  /** On whose behalf it runs: its caller's, when that awaits it at once, or its own. */
  readonly task: string;
  /** Whose turn it is again when this call, of a task of its own, first waits. */
  readonly caller: string | undefined;
  waited: boolean;
  /** How it ends. */
  outcome: string;
}

/** An await that nothing has settled. */
export interface Wait {
  readonly task: string;
  readonly line: number;
  /** The expression that is awaited, as written. */
  readonly what: string;
}

/** Told what happens to tasks, for the trace. */
export type TaskListener = (
  task: string,
  event: "started" | "waiting" | "ended",
  text: string,
) => void;

/** What a program may import, by module and name. */
export type Modules = Record<string, Record<string, unknown>>;

/**
 * Follows one run of a program; instrument.ts puts the calls of it into the
 * program's text. The current task is kept right by two facts: an await
 * suspends its function as soon as wait has returned; and of two reactions
 * to one promise the one registered first, which is the probe's, runs just
 * ahead of the second, which is the function going on.
 */
export class Probe {
  /** The frame of the program's top level. */
  readonly main: Frame = frame("main", undefined);
  /** The task that runs now. */
  task = "main";
  /** Counts what the program does, so that one can see whether it does anything. */
  steps = 0;

  readonly #modules: Modules;
  readonly #tell: TaskListener;
  readonly #begun: () => void;
  readonly #waits = new Set<Wait>();
  #unreported: Wait[] = [];
  readonly #lines = new WeakMap<object, number>();
  readonly #names = new Map<string, number>();
  #directCall = false;
  /** What a throw statement threw last: what is no error has no stack. */
  #thrown: { readonly value: unknown; readonly line: number } | undefined;

  /** begun is called when the program's first line is about to run. */
  constructor(modules: Modules, tell: TaskListener, begun: () => void) {
    this.#modules = modules;
    this.#tell = tell;
    this.#begun = begun;
  }

  /** The awaits that nothing has settled, oldest first. */
  get waits(): Wait[] {
    return [...this.#waits];
  }

  /** The line at which an error was awaited, if it was; what is no Error: at which it was thrown. */
  lineOf(error: unknown): number | undefined {
    if (this.#thrown?.value === error) return this.#thrown?.line;
    return isObject(error) ? this.#lines.get(error) : undefined;
  }

  /** Puts into the trace what the program waits for, when it gives the turn away. */
  reportWaits(): void {
    for (const wait of this.#unreported) {
      if (!this.#waits.has(wait)) continue;
      this.#tell(wait.task, "waiting", `line ${wait.line}: ${wait.what}`);
    }
    this.#unreported = [];
  }

  /** Calls back into the program: an async function called so is the task's, and none of its own. */
  as<T>(task: string, callback: () => T): T {
    this.task = task;
    this.#directCall = true;
    try {
      return callback();
    } finally {
      this.#directCall = false;
    }
  }

  // From here on: called by the program's text.

  /** The program begins. */
  begin(): void {
    this.#begun();
  }

  /** A frame on behalf of whatever runs now. */
  current(): Frame {
    return frame(this.task, undefined);
  }

  /** What a block disposes of at its end. */
  scope(frame: Frame): Scope {
    return new Scope((disposal) => this.as(frame.task, disposal));
  }

  /** The function that is entered next is awaited by its caller. */
  direct(): [] {
    this.#directCall = true;
    return [];
  }

  /** An async function begins. */
  enter(name: string, line: number): Frame {
    this.steps++;
    const caller = this.task;
    if (this.#directCall) {
      this.#directCall = false;
      return frame(caller, undefined);
    }
    this.task = this.#unique(name || `line ${line}`);
    this.#tell(this.task, "started", `line ${line}`);
    return frame(this.task, caller);
  }

  /** An async function fails. */
  fail(frame: Frame, error: unknown): unknown {
    frame.outcome = error instanceof Error ? error.message : String(error);
    return error;
  }

  /** Passes on what is about to be thrown. */
  thrown(value: unknown, line: number): unknown {
    if (!(value instanceof Error)) this.#thrown = { value, line };
    return value;
  }

  /** An async function has ended. */
  leave(frame: Frame): void {
    this.steps++;
    if (frame.caller === undefined) return;
    this.#tell(frame.task, "ended", frame.outcome);
    if (!frame.waited) this.task = frame.caller;
  }

  /** Passes on what is about to be awaited. */
  wait(value: unknown, line: number, what: string, frame: Frame): unknown {
    this.steps++;
    this.#directCall = false;
    const promise = Promise.resolve(value);
    const wait: Wait = { task: frame.task, line, what };
    this.#waits.add(wait);
    this.#unreported.push(wait);
    promise.then(
      () => this.#goOn(wait),
      (error: unknown) => {
        this.#goOn(wait);
        // The innermost await of an error is the one that says most.
        if (isObject(error) && !this.#lines.has(error)) {
          this.#lines.set(error, line);
        }
      },
    );
    if (frame.caller !== undefined && !frame.waited) this.task = frame.caller;
    frame.waited = true;
    return promise;
  }

  /** Passes on what a `for await` is about to go through. */
  each(values: unknown, line: number, what: string, frame: Frame): unknown {
    const iterator = iteratorOf(values);
    if (!iterator) {
      const isPromise = values instanceof Promise;
      const name = isPromise ? "a promise, and not" : "not";
      throw new TypeError(`${what} is ${name} async iterable`);
    }
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => this.wait(iterator.next(), line, what, frame),
        return: async (value?: unknown) =>
          (await iterator.return?.(value)) ?? { done: true, value },
      }),
    };
  }

  /** What an import declaration takes from a module. */
  import(module: string, line: number, names: string[]): object {
    const found = this.#modules[module];
    if (!found) {
      throw new SourceError(`${this.#unknown(module)}\n  at line ${line}`);
    }
    for (const name of names) {
      if (Object.hasOwn(found, name)) continue;
      const known = Object.keys(found).join(", ");
      throw new SourceError(
        `"${module}" has no ${name}; it has ${known}\n  at line ${line}`,
      );
    }
    return found;
  }

  /** What import(module) resolves to. */
  async importLater(module: unknown): Promise<object> {
    const found = this.#modules[String(module)];
    if (!found) throw new Error(this.#unknown(String(module)));
    return found;
  }

  #goOn(wait: Wait): void {
    this.steps++;
    this.#waits.delete(wait);
    this.task = wait.task;
  }

  #unknown(module: string): string {
    const known = Object.keys(this.#modules).map((name) => `"${name}"`);
    const hint = /redis/i.test(module)
      ? "; without any import, world.client() makes a client"
      : "";
    return `cannot import "${module}": a program here may import ${known.join(", ")}${hint}`;
  }

  /** The name itself, or with a number when it is taken. */
  #unique(name: string): string {
    const count = (this.#names.get(name) ?? 0) + 1;
    this.#names.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  }
}

function frame(task: string, caller: string | undefined): Frame {
  return { task, caller, waited: false, outcome: "done" };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

interface AnyIterator {
  next(): unknown;
  return?(value?: unknown): unknown;
}

/** An iterator as `for await` would use it; undefined when there is none. */
function iteratorOf(values: unknown): AnyIterator | undefined {
  const iterable = values as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  > | null;
  const iterator = iterable?.[Symbol.asyncIterator]?.();
  if (iterator) return iterator;
  const plain = iterable?.[Symbol.iterator]?.();
  if (!plain) return undefined;
  return {
    next: async () => {
      const { done, value } = plain.next();
      return { done, value: await value };
    },
    return: (value) => plain.return?.(value),
  };
}
