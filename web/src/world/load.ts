/** Fetches what a world is made of: the wasm modules, and the glue that Go needs around them. */

import { generated, onDisk } from "../site.ts";
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

/** Where modules and their glue come from. */
export interface Source {
  go(): Promise<GoClass>;
  /** A module by the name of its file, with how many bytes of it have come. */
  module(
    file: string,
    progress: (loaded: number, total: number) => void,
  ): Promise<WebAssembly.Module>;
}

const site: Source = {
  go: loadGo,
  module: (file, progress) =>
    onDisk
      ? readModule(generated(file))
      : fetchModule(generated(file), progress),
};

/** The modules that have been asked for. A failed load may be tried again. */
export class Modules {
  readonly #loading = new Map<Build, Loading>();
  readonly #source: Source;
  #go: Promise<GoClass> | undefined;

  /** They come from the site unless told. */
  constructor(source = site) {
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

/** The content of a file that the build has written. */
export async function loadJSON<T>(name: string): Promise<T> {
  const url = generated(name);
  if (onDisk) {
    const { readFile } = process.getBuiltinModule("node:fs/promises");
    return JSON.parse(await readFile(url, "utf8")) as T;
  }
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(
      `cannot load ${url}: ${response.status} ${response.statusText}`,
    );
  }
  return (await response.json()) as T;
}

async function fetchModule(
  url: URL,
  progress: (loaded: number, total: number) => void,
): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok || !response.body) {
    throw new Error(
      `cannot load ${url}: ${response.status} ${response.statusText}`,
    );
  }
  // A compressed response tells the size of what travels, not of what comes out.
  const total = response.headers.has("content-encoding")
    ? 0
    : Number(response.headers.get("content-length") ?? 0);
  const counted = response.body.pipeThrough(counter(total, progress));
  return WebAssembly.compileStreaming(
    new Response(counted, { headers: { "content-type": "application/wasm" } }),
  );
}

/** Passes bytes on, and says how many. */
function counter(
  total: number,
  progress: (loaded: number, total: number) => void,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let loaded = 0;
  return new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.length;
      progress(loaded, total);
      controller.enqueue(chunk);
    },
  });
}

async function readModule(file: URL): Promise<WebAssembly.Module> {
  const { readFile } = process.getBuiltinModule("node:fs/promises");
  return WebAssembly.compile(await readFile(file));
}

async function loadGo(): Promise<GoClass> {
  const exec = generated("wasm_exec.js");
  await (onDisk ? runFile(exec) : import(/* @vite-ignore */ exec.href));
  return (globalThis as unknown as { Go: GoClass }).Go;
}

/** Runs a script for its effect on globalThis. */
async function runFile(file: URL): Promise<void> {
  const { readFile } = process.getBuiltinModule("node:fs/promises");
  const { runInThisContext } = process.getBuiltinModule("node:vm");
  runInThisContext(await readFile(file, "utf8"), { filename: file.pathname });
}
