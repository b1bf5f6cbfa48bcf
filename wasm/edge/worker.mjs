// The entry that the runtime loads. Requests to a worker may land in any
// number of isolates, so the keys live in one durable object, and with them
// the Go program, which runs for as long as the object does.
import "./wasm_exec.js";
import { createRuntimeContext, loadModule } from "./runtime.mjs";

// The Go library calls JavaScript that may throw through this.
globalThis.tryCatch = (fn) => {
  try {
    return { result: fn() };
  } catch (error) {
    return { error };
  }
};

/** Starts the Go program; resolves to what it offers once it serves. */
async function start(env, ctx) {
  const module = await loadModule();
  const go = new Go();
  const binding = {};
  await new Promise((ready, failed) => {
    const instance = new WebAssembly.Instance(module, {
      ...go.importObject,
      workers: { ready },
    });
    go.run(instance, createRuntimeContext({ env, ctx, binding })).then(
      () => failed(new Error("the Go program ended: its last output says why")),
      failed,
    );
  });
  return binding;
}

/** The durable object that holds the keys, in memory: a cache may forget. */
export class Cache {
  constructor(ctx, env) {
    this.program = start(env, ctx);
  }

  async fetch(request) {
    const { handleRequest } = await this.program;
    return handleRequest(request);
  }
}

export default {
  fetch(request, env) {
    return env.CACHE.get(env.CACHE.idFromName("cache")).fetch(request);
  },
};
