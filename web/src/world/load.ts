/** Fetches what a world is made of: the wasm module, and the glue that Go needs around it. */

import { generated, onDisk } from "../site.ts";
import type { GoClass } from "./wasm.ts";

/** Told how many bytes have come; total is 0 where it is not known. */
export type Progress = (loaded: number, total: number) => void;

/** The parts of a world, ready to be made. */
export interface Parts {
  module: WebAssembly.Module;
  Go: GoClass;
}

/** Loads both parts at once. */
export async function loadParts(progress: Progress = () => {}): Promise<Parts> {
  const wasm = generated("playground.wasm");
  const exec = generated("wasm_exec.js");
  const [module] = await Promise.all(
    onDisk
      ? [readModule(wasm), runFile(exec)]
      : [fetchModule(wasm, progress), import(/* @vite-ignore */ exec.href)],
  );
  return { module, Go: (globalThis as unknown as { Go: GoClass }).Go };
}

async function fetchModule(
  url: URL,
  progress: Progress,
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
  progress: Progress,
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

/** Runs a script for its effect on globalThis. */
async function runFile(file: URL): Promise<void> {
  const { readFile } = process.getBuiltinModule("node:fs/promises");
  const { runInThisContext } = process.getBuiltinModule("node:vm");
  runInThisContext(await readFile(file, "utf8"), { filename: file.pathname });
}
