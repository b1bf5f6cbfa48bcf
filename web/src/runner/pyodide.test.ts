/** What Pyodide finds in place of the network while it starts. */

import { expect, test } from "vitest";
import { withFiles } from "./pyodide.ts";

/** A module that imports a function, env.f, and exports it as g. */
const source = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 4, 1, 0x60, 0, 0], // the type of the function
  ...[2, 9, 1, 3, 0x65, 0x6e, 0x76, 1, 0x66, 0, 0], // env.f
  ...[7, 5, 1, 1, 0x67, 0, 0], // g
]);
const wasm = await WebAssembly.compile(source);

/** Makes an instance in the loader's way, which never hears of a failure. */
const deaf = (imports: WebAssembly.Imports) => () =>
  new Promise<WebAssembly.WebAssemblyInstantiatedSource>((resolve) => {
    const address = fetch("http://site/pyodide.asm.wasm");
    WebAssembly.instantiateStreaming(address, imports).then(resolve, () => {});
  });

test("the module is there, compiled", async () => {
  const imports = { env: { f() {} } };
  const { module, instance } = await withFiles(wasm, "", deaf(imports));
  expect(module).toBe(wasm);
  expect(Object.keys(instance.exports)).toEqual(["g"]);
});

test("the library is what is fetched", async () => {
  const load = async () =>
    (await fetch(new URL("http://site/python_stdlib.zip"))).text();
  expect(await withFiles(wasm, "12345", load)).toBe("12345");
});

test("a module that does not fit ends a loader that would wait for ever", async () => {
  await expect(withFiles(wasm, "", deaf({ env: {} }))).rejects.toThrow(
    WebAssembly.LinkError,
  );
});

test("afterwards all is what it was", async () => {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  await withFiles(wasm, "", async () => {});
  await withFiles(wasm, "", deaf({})).catch(() => {});
  expect(globalThis.fetch).toBe(fetch);
  expect(WebAssembly.instantiateStreaming).toBe(instantiateStreaming);
});
