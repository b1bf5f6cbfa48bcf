/** Following what is fetched. */

import { afterEach, expect, test, vi } from "vitest";
import { watchFetches } from "./progress.ts";

const folder = new URL("http://site/python/");

afterEach(() => vi.unstubAllGlobals());

/** Has fetch answer with a body and headers, whatever the address. */
function stubFetch(body: BodyInit, init: ResponseInit): void {
  vi.stubGlobal("fetch", async () => new Response(body, init));
}

/** What is reported while files are fetched. */
async function reports(...urls: string[]): Promise<[number, number][]> {
  const heard: [number, number][] = [];
  const progress = (...report: [number, number]) => void heard.push(report);
  await watchFetches(folder, progress, async () => {
    for (const url of urls) await (await fetch(url)).text();
  });
  return heard;
}

/** A loader that fetches a file, and never hears of a failure. */
const deaf = () => {
  void fetch("http://site/python/pyodide.asm.wasm?1")
    .then((response) => response.text())
    .catch(() => {});
  return new Promise<never>(() => {});
};

test("bytes of files in the folder are counted", async () => {
  stubFetch("12345", { headers: { "content-length": "5" } });
  const urls = [
    "http://site/python/a",
    "http://site/other",
    "http://site/python/b",
  ];
  expect(await reports(...urls)).toEqual([
    [5, 5],
    [10, 10],
  ]);
});

test("the total of compressed files is not known", async () => {
  const headers = { "content-length": "3", "content-encoding": "br" };
  stubFetch("12345", { headers });
  expect(await reports("http://site/python/a")).toEqual([[5, 0]]);
});

test("afterwards fetch is what it was", async () => {
  stubFetch("", {});
  const before = globalThis.fetch;
  await reports("http://site/python/a");
  expect(globalThis.fetch).toBe(before);
});

test("a file that cannot be fetched ends a loader that would wait for ever", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  const before = globalThis.fetch;
  await expect(watchFetches(folder, () => {}, deaf)).rejects.toThrow(
    /^pyodide\.asm\.wasm: Failed to fetch$/,
  );
  expect(globalThis.fetch).toBe(before);
});

test("so does one that is not there", async () => {
  stubFetch("", { status: 404, statusText: "Not Found" });
  await expect(watchFetches(folder, () => {}, deaf)).rejects.toThrow(
    /^pyodide\.asm\.wasm: 404 Not Found$/,
  );
});

test("so does one that breaks off", async () => {
  const body = new ReadableStream({
    pull: (controller) => controller.error(new TypeError("network error")),
  });
  stubFetch(body, {});
  await expect(watchFetches(folder, () => {}, deaf)).rejects.toThrow(
    /^pyodide\.asm\.wasm: network error$/,
  );
});

test("so does one that is no WebAssembly", async () => {
  const headers = { "content-type": "application/wasm" };
  stubFetch("no wasm at all", { headers });
  const load = () => {
    const response = fetch("http://site/python/pyodide.asm.wasm");
    WebAssembly.instantiateStreaming(response).catch(() => {});
    return new Promise<never>(() => {});
  };
  await expect(watchFetches(folder, () => {}, load)).rejects.toThrow(
    WebAssembly.CompileError,
  );
});
