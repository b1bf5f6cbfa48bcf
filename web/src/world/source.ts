/** Where a thread has the files of generated/ from: the site, unless it says otherwise. */

import { generated, onDisk } from "../site.ts";
import type { GoClass } from "./wasm.ts";

export interface Source {
  /** The glue that Go needs around its modules. */
  go(): Promise<GoClass>;
  /** A module by the name of its file, with how many bytes of it have come. */
  module(
    file: string,
    progress: (loaded: number, total: number) => void,
  ): Promise<WebAssembly.Module>;
  /** A file of text, such as JSON. */
  text(file: string): Promise<string>;
}

/** What is fetched; what lies on disk, in Node. */
const site: Source = onDisk
  ? {
      go: () => goOf(runFile(generated("wasm_exec.js"))),
      module: async (file) => WebAssembly.compile(await read(file)),
      text: async (file) => new TextDecoder().decode(await read(file)),
    }
  : {
      go: () => goOf(import(/* @vite-ignore */ generated("wasm_exec.js").href)),
      module: async (file, progress) =>
        compile(await fetched(generated(file)), progress),
      text: async (file) => (await fetched(generated(file))).text(),
    };

let source = site;

/** Where this thread has its files from. */
export function ofThread(): Source {
  return source;
}

/** Has this thread take its files from elsewhere. */
export function takeFrom(elsewhere: Source): void {
  source = elsewhere;
}

/** What a file of JSON says. */
export async function loadJSON<T>(file: string): Promise<T> {
  return JSON.parse(await source.text(file)) as T;
}

async function fetched(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (response.ok) return response;
  const { status, statusText } = response;
  throw new Error(`cannot load ${url}: ${status} ${statusText}`);
}

function compile(
  { body, headers }: Response,
  progress: (loaded: number, total: number) => void,
): Promise<WebAssembly.Module> {
  // A compressed response tells the size of what travels, not of what comes out.
  const total = headers.has("content-encoding")
    ? 0
    : Number(headers.get("content-length") ?? 0);
  const counted = body!.pipeThrough(counter(total, progress));
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

async function read(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const { readFile } = process.getBuiltinModule("node:fs/promises");
  return new Uint8Array(await readFile(generated(file)));
}

/** The class that the glue leaves behind, once it has run. */
async function goOf(running: Promise<unknown>): Promise<GoClass> {
  await running;
  return (globalThis as unknown as { Go: GoClass }).Go;
}

/** Runs a script for its effect on globalThis. */
async function runFile(file: URL): Promise<void> {
  const { readFile } = process.getBuiltinModule("node:fs/promises");
  const { runInThisContext } = process.getBuiltinModule("node:vm");
  runInThisContext(await readFile(file, "utf8"), { filename: file.pathname });
}
