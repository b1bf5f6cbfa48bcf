/** Starts Pyodide: from the package in Node, from the page's files in a browser. */

import type { loadPyodide, PyodideInterface } from "pyodide";
import { deferred } from "../border/deferred.ts";
import { generated, onDisk } from "../site.ts";
import { file, scriptFile, wasmFile } from "./files.ts";
import { PYTHON } from "./protocol.ts";

type Options = NonNullable<Parameters<typeof loadPyodide>[0]>;
type Loader = typeof import("pyodide");

/** What Pyodide could install: nothing here. It compares the version with its own. */
const lockFileContents = '{"info": {"abi_version": "2026_0"}, "packages": {}}';

export async function startPyodide(
  options: Options,
): Promise<PyodideInterface> {
  return onDisk ? startPackage(options) : startFiles(options);
}

/** The package knows where its files are. The library is that of the page, which has more in it. */
async function startPackage(options: Options): Promise<PyodideInterface> {
  const name = "pyodide"; // in a variable, so that the bundler leaves it out
  const { loadPyodide } = (await import(/* @vite-ignore */ name)) as Loader;
  const stdLibURL = generated(PYTHON.library).href;
  return loadPyodide({ ...options, stdLibURL, lockFileContents });
}

/** Pyodide begins when everything is there: it has no answer to what does not come, and waits on. */
async function startFiles(options: Options): Promise<PyodideInterface> {
  hideImportScripts();
  const [wasm, core, library, loader] = await Promise.all([
    wasmFile(PYTHON.wasm),
    scriptFile<{ default: Options["createPyodideModule"] }>(PYTHON.core),
    file(PYTHON.library),
    scriptFile<Loader>(PYTHON.loader),
  ]);
  const folder = generated("pyodide/").href; // it wants one, and reads nothing there
  return withFiles(wasm, library, () =>
    loader.loadPyodide({
      ...options,
      indexURL: folder,
      packageBaseUrl: folder,
      createPyodideModule: core.default,
      lockFileContents,
    }),
  );
}

/**
 * Calls load, which finds its WebAssembly compiled, and its library in fetch.
 * It rejects when the former does not fit, even if load itself would wait for ever.
 */
export async function withFiles<T>(
  wasm: WebAssembly.Module,
  library: BodyInit,
  load: () => Promise<T>,
): Promise<T> {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  const failed = deferred<never>();
  globalThis.fetch = async (address) =>
    new Response(String(address).endsWith(".zip") ? library : null);
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const instance = await WebAssembly.instantiate(wasm, imports);
      return { module: wasm, instance };
    } catch (error) {
      failed.reject(error);
      throw error;
    }
  };
  try {
    return await Promise.race([load(), failed.promise]);
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/**
 * Pyodide refuses to start in a classic worker, where it expects no import().
 * The runner's worker has import(), and what Pyodide looks for goes.
 */
function hideImportScripts(): void {
  if ("importScripts" in globalThis)
    Object.defineProperty(globalThis, "importScripts", { value: undefined });
}
