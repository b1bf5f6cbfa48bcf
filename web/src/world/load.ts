/** What a world is made of: the wasm modules, each loaded once, and the glue that Go needs around them. */

import { ofThread, type Source } from "./source.ts";
import type { GoClass } from "./wasm.ts";

/** Told how many bytes have come; total is 0 where it is not known. */
export type Progress = (what: string, loaded: number, total: number) => void;

/** A module by how much of Redis it has: each has what those ahead of it have. */
export type Build = 0 | 1 | 2;

/** The module that has everything. */
export const LARGEST: Build = 2;

/** Where each module is, and what a learner gets by it. */
const builds: { file: string; what: string }[] = [
  { file: "playground.wasm", what: "Redis" },
  { file: "playground-whole.wasm", what: "streams, geo and more" },
  { file: "playground-scripting.wasm", what: "all of Redis, with Lua" },
];

/** What a learner gets by a build. */
export function nameOf(build: Build): string {
  return builds[build]!.what;
}

/** One download. */
interface Loading {
  module: Promise<WebAssembly.Module>;
  loaded: number;
  total: number;
  /** Who waits for it, and wants to show so. */
  watch: Progress | undefined;
}

/** The modules that have been asked for. A failed load may be tried again. */
export class Modules {
  readonly #loading = new Map<Build, Loading>();
  readonly #source: Source;
  #go: Promise<GoClass> | undefined;

  /** They come from where this thread has its files, unless told. */
  constructor(source = ofThread()) {
    this.#source = source;
  }

  /** The module of a build, from now on with its progress. */
  async get(build: Build, watch?: Progress): Promise<WebAssembly.Module> {
    const loading = this.#loading.get(build) ?? this.#begin(build);
    loading.watch = watch;
    watch?.(nameOf(build), loading.loaded, loading.total);
    try {
      return await loading.module;
    } catch (error) {
      if (this.#loading.get(build) === loading) this.#loading.delete(build);
      throw error;
    } finally {
      if (loading.watch === watch) loading.watch = undefined;
      const end = Math.max(loading.loaded, 1);
      watch?.(nameOf(build), end, end); // it is over, whether the size was known or not
    }
  }

  /** Begins to load a build that will be asked for, it seems. */
  warm(build: Build): void {
    if (!this.#loading.has(build)) this.get(build).catch(() => {}); // whoever asks for it tries again
  }

  /** The glue around a module. */
  go(): Promise<GoClass> {
    this.#go ??= this.#source.go().catch((error: unknown) => {
      this.#go = undefined;
      throw error;
    });
    return this.#go;
  }

  #begin(build: Build): Loading {
    const loading: Omit<Loading, "module"> = {
      loaded: 0,
      total: 0,
      watch: undefined,
    };
    const progress = (loaded: number, total: number) => {
      Object.assign(loading, { loaded, total });
      loading.watch?.(nameOf(build), loaded, total);
    };
    const module = this.#source.module(builds[build]!.file, progress);
    const begun = Object.assign(loading, { module });
    this.#loading.set(build, begun);
    return begun;
  }
}
