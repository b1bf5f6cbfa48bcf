# Runs the worker under workerd, the runtime of Cloudflare's workers, on this
# machine: `make edge-test`. Paths are relative to where the build puts this.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "edge", worker = .edge)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "edge")],
);

const edge :Workerd.Worker = (
  compatibilityDate = "2026-10-01",
  modules = [
    (name = "worker.mjs", esModule = embed "worker.mjs"),
    (name = "runtime.mjs", esModule = embed "runtime.mjs"),
    (name = "wasm_exec.js", esModule = embed "wasm_exec.js"),
    (name = "app.wasm", wasm = embed "app.wasm"),
  ],
  durableObjectNamespaces = [(className = "Cache", uniqueKey = "resplay-cache")],
  durableObjectStorage = (inMemory = void),
  bindings = [
    (name = "CACHE", durableObjectNamespace = "Cache"),
    # Not set: the program's own default.
    (name = "MAX_MEMORY", fromEnvironment = "MAX_MEMORY"),
  ],
);
