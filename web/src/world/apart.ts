/**
 * Go's glue for a thread that programs run in. What it asks of its surroundings
 * is taken when this module loads, ahead of any program, and what it puts into
 * them no program sees.
 */

import { fetchText } from "./load.ts";
import type { GoClass } from "./wasm.ts";

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

/** Loads the glue, with a global object of its own. */
export async function loadGoApart(): Promise<GoClass> {
  const text = await fetchText("wasm_exec.js");
  const scope: typeof surroundings & { Go?: GoClass } = { ...surroundings };
  const names = Object.keys(surroundings);
  const run = new Function("globalThis", ...names, text);
  run(scope, ...Object.values(surroundings));
  return scope.Go!;
}
