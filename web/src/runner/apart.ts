/**
 * Where a thread that programs run in has its files from, and its twin what it
 * is made of. What Go's glue asks of its surroundings is taken when this module
 * loads, ahead of any program, and what it puts into them no program sees.
 */

import { onDisk } from "../site.ts";
import type { Source } from "../world/source.ts";
import type { GoClass } from "../world/wasm.ts";
import { file, textFile, wasmFile } from "./files.ts";

const surroundings = {
  performance: { now: performance.now.bind(performance) },
  crypto: { getRandomValues: crypto.getRandomValues.bind(crypto) },
  setTimeout: setTimeout.bind(globalThis),
  clearTimeout: clearTimeout.bind(globalThis),
  console,
  Object,
  Array,
  Uint8Array,
  Reflect,
  Date,
  Error,
  TextEncoder,
  TextDecoder,
};

/** The page's files; in Node, those on disk. */
export const apart: Source = {
  go: loadGo,
  module: async (name) =>
    onDisk ? WebAssembly.compile(await file(name)) : wasmFile(name),
  text: textFile,
};

/** Loads the glue, with a global object of its own. */
async function loadGo(): Promise<GoClass> {
  const text = await textFile("wasm_exec.js");
  const scope: typeof surroundings & { Go?: GoClass } = { ...surroundings };
  const names = Object.keys(surroundings);
  const run = new Function("globalThis", ...names, text);
  run(scope, ...Object.values(surroundings));
  return scope.Go!;
}
