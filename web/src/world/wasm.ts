/** The world's module: batches go in and come out as bytes in its linear memory. */

import { RedisError } from "../border/errors.ts";
import type { Build } from "./load.ts";

const encoder = new TextEncoder();

/** What wasm/playground exports, see its border_js.go. */
interface Exports {
  mem: WebAssembly.Memory;
  resplay_create(startMillis: number): void;
  resplay_inbox(size: number): number;
  resplay_outbox(): number;
  resplay_turn(session: number, size: number): void;
  resplay_take(session: number): number;
  resplay_trace(since: number): number;
  resplay_log(): number;
  resplay_rewrite(): number;
  resplay_load(size: number): number;
  resplay_wants(): number;
  resplay_refuse(size: number): void;
  resplay_needs(size: number): number;
  resplay_rest(): void;
}

/** The class that Go's wasm_exec.js defines. */
export interface GoClass {
  new (): {
    importObject: WebAssembly.Imports;
    exit: (code: number) => void;
    env: Record<string, string>;
    run(instance: WebAssembly.Instance): Promise<void>;
  };
}

/** One world, in one module, in this thread. */
export class WasmWorld {
  readonly #exports: Exports;

  private constructor(exports: Exports) {
    this.#exports = exports;
  }

  /** Makes a world whose wall clock starts at a unix time in milliseconds; 0: always the same. */
  static async create(
    module: WebAssembly.Module,
    Go: GoClass,
    startMillis: number,
  ): Promise<WasmWorld> {
    const go = new Go();
    // The module collects garbage between turns, see wasm/playground/tidy.go;
    // by itself Go does where one turn makes this much.
    go.env = { GOGC: "off", GOMEMLIMIT: "192MiB" };
    // Go's own answer to a panic is a warning on the console; here the call
    // that it happened in throws, see #guard.
    go.exit = () => {};
    const instance = await WebAssembly.instantiate(module, go.importObject);
    void go.run(instance);
    const exports = instance.exports as unknown as Exports;
    exports.resplay_create(startMillis);
    return new WasmWorld(exports);
  }

  /** Hands a batch from a session to the world, and lets it run. */
  turn(session: number, batch: Uint8Array): void {
    this.#fill(batch);
    this.#guard(() => this.#exports.resplay_turn(session, batch.length));
  }

  /** What the world has to say to a session; empty when there is nothing. */
  take(session: number): Uint8Array<ArrayBuffer> {
    return this.#outbox(() => this.#exports.resplay_take(session));
  }

  /** The trace from a sequence number on, encoded. */
  trace(since: number): Uint8Array<ArrayBuffer> {
    return this.#outbox(() => this.#exports.resplay_trace(since));
  }

  /** The commands that changed keys since the last call. */
  log(): Uint8Array<ArrayBuffer> {
    return this.#outbox(() => this.#exports.resplay_log());
  }

  /** The shortest log that makes the keys as they are. */
  rewrite(): Uint8Array<ArrayBuffer> {
    return this.#outbox(() => this.#exports.resplay_rewrite());
  }

  /** Replays a log. It returns what is wrong with it, or null; what stands ahead of that is applied. */
  load(log: Uint8Array): string | null {
    this.#fill(log);
    const error = this.#outbox(() => this.#exports.resplay_load(log.length));
    return error.length > 0 ? new TextDecoder().decode(error) : null;
  }

  /**
   * The build that has a command which this module was asked for and lacks; 0:
   * there was none. The world is good for nothing more then.
   */
  get wants(): Build {
    return this.#guard(() => this.#exports.resplay_wants()) as Build;
  }

  /** Makes commands that this module lacks fail with a text; "": they are wanted again. */
  refuse(why: string): void {
    const text = encoder.encode(why);
    this.#fill(text);
    this.#guard(() => this.#exports.resplay_refuse(text.length));
  }

  /** The smallest build that has every command among some words, in lower case. */
  needs(words: string[]): Build {
    const text = encoder.encode(words.join(" "));
    this.#fill(text);
    return this.#guard(() => this.#exports.resplay_needs(text.length)) as Build;
  }

  /** Does what has to be done at some time: nobody waits for the world now. */
  rest(): void {
    this.#guard(() => this.#exports.resplay_rest());
  }

  #fill(bytes: Uint8Array): void {
    const address = this.#guard(() =>
      this.#exports.resplay_inbox(bytes.length),
    );
    new Uint8Array(this.#exports.mem.buffer, address, bytes.length).set(bytes);
  }

  /** Copies the outbox: its memory is the module's to reuse. */
  #outbox(call: () => number): Uint8Array<ArrayBuffer> {
    const size = this.#guard(call);
    const copy = new Uint8Array(size);
    if (size > 0) {
      const { mem, resplay_outbox } = this.#exports;
      copy.set(new Uint8Array(mem.buffer, resplay_outbox(), size));
    }
    return copy;
  }

  /** Says in whose name it failed when the module has come to an end. */
  #guard<T>(call: () => T): T {
    try {
      return call();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new RedisError(`the world has stopped: ${why}`, { cause: error });
    }
  }
}
