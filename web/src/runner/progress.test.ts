/** Counting what is fetched. */

import { afterEach, expect, test, vi } from "vitest";
import { countFetches } from "./progress.ts";

afterEach(() => vi.unstubAllGlobals());

/** Has fetch answer with a body and headers, whatever the address. */
function stubFetch(body: string, headers: Record<string, string>): void {
  vi.stubGlobal("fetch", async (url: string) => {
    const response = new Response(body, { headers });
    return Object.defineProperty(response, "url", { value: url });
  });
}

/** What is reported while files are fetched. */
async function reports(...urls: string[]): Promise<[number, number][]> {
  const heard: [number, number][] = [];
  const done = countFetches(new URL("http://site/python/"), (...report) =>
    heard.push(report),
  );
  for (const url of urls) await (await fetch(url)).text();
  done();
  return heard;
}

test("bytes of files in the folder are counted", async () => {
  stubFetch("12345", { "content-length": "5" });
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
  stubFetch("12345", { "content-length": "3", "content-encoding": "br" });
  expect(await reports("http://site/python/a")).toEqual([[5, 0]]);
});

test("afterwards fetch is what it was", async () => {
  stubFetch("", {});
  const before = globalThis.fetch;
  await reports("http://site/python/a");
  expect(globalThis.fetch).toBe(before);
});
