/** The way of a file from the site over the page to a worker. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { generated } from "../site.ts";
import { FileServer } from "./file-server.ts";
import { answer, askPage, receive } from "./files.ts";

/** What was fetched, and told of it. */
let fetched: string[];
let told: [number, number][];
let server: FileServer;

beforeEach(() => {
  fetched = [];
  told = [];
  server = new FileServer((...progress) => void told.push(progress));
  askPage((name) => answer(name, server.take(name)));
});

afterEach(() => vi.unstubAllGlobals());

/** Has fetch answer with what a function makes, whatever the address. */
function stubFetch(respond: () => Response | Promise<Response>): void {
  vi.stubGlobal("fetch", async (url: URL, { signal }: RequestInit) => {
    fetched.push(url.href);
    signal!.throwIfAborted();
    return respond();
  });
}

/** As a worker reads it. */
async function read(name: string): Promise<string> {
  let text = "";
  await receive(name, (part) => (text += new TextDecoder().decode(part)));
  return text;
}

/** What reading a file comes to when it fails. */
function failure(name: string): Promise<string> {
  return read(name).then(
    () => "it was read",
    (error: Error) => error.message,
  );
}

test("a file of generated/ comes as it is", async () => {
  stubFetch(() => new Response("12345"));
  expect(await read("pyodide/pyodide-lock.json")).toBe("12345");
  expect(fetched).toEqual([generated("pyodide/pyodide-lock.json").href]);
});

test("what has begun ahead is fetched once, and anew when it is asked for again", async () => {
  let number = 0;
  stubFetch(() => new Response(`number ${++number}`));
  server.begin(["a.json", "b.json"]);
  expect(fetched.length).toBe(2);
  expect(await read("b.json")).toBe("number 2");
  expect(await read("a.json")).toBe("number 1");
  expect(await read("a.json")).toBe("number 3");
});

test("two may wait for one file", async () => {
  stubFetch(() => new Response("12345"));
  expect(await Promise.all([read("a.json"), read("a.json")])).toEqual([
    "12345",
    "12345",
  ]);
});

test("a file comes in the parts that it is fetched in", async () => {
  const parts = ["123", "45"].map((text) => new TextEncoder().encode(text));
  const body = () =>
    new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(part.slice());
        controller.close();
      },
    });
  stubFetch(() => new Response(body()));
  const got: Uint8Array[] = [];
  await receive("a.wasm", (part) => got.push(part));
  expect(got).toEqual(parts);
});

test("bytes of files that begin ahead are counted, and of no others", async () => {
  const headers = { "content-length": "5" };
  stubFetch(() => new Response("12345", { headers }));
  server.begin(["a", "b"]);
  await Promise.all([read("a"), read("b"), read("other")]);
  expect(told).toEqual([
    [5, 10],
    [10, 10],
  ]);
});

test("the total of compressed files is not known", async () => {
  const headers = { "content-length": "3", "content-encoding": "br" };
  stubFetch(() => new Response("12345", { headers }));
  server.begin(["a"]);
  await read("a");
  expect(told).toEqual([[5, 0]]);
});

test("an error names the file that cannot be fetched", async () => {
  stubFetch(() => Promise.reject(new TypeError("Failed to fetch")));
  expect(await failure("pyodide/pyodide.asm.wasm")).toBe(
    "pyodide.asm.wasm: Failed to fetch",
  );
});

test("and the one that is not there, with its status", async () => {
  stubFetch(() => new Response("", { status: 404, statusText: "Not Found" }));
  expect(await failure("pyodide/pyodide.asm.wasm")).toBe(
    "pyodide.asm.wasm: 404 Not Found",
  );
});

test("and the one that breaks off", async () => {
  const body = () =>
    new ReadableStream({
      pull: (controller) => controller.error(new TypeError("network error")),
    });
  stubFetch(() => new Response(body()));
  expect(await failure("pyodide/pyodide.asm.wasm")).toBe(
    "pyodide.asm.wasm: network error",
  );
});

test("a file that failed ahead can be asked for again", async () => {
  let status = 503;
  stubFetch(() => new Response("12345", { status }));
  server.begin(["a.json"]);
  expect(await failure("a.json")).toBe("a.json: 503");
  status = 200;
  expect(await read("a.json")).toBe("12345");
});

test("a server that is closed fetches no more", async () => {
  stubFetch(() => new Response("12345"));
  server.close();
  expect(await failure("a.json")).toMatch(/^a\.json: .*aborted/);
});

test.each([
  "",
  ".",
  "..",
  "../index.html",
  "pyodide/../../index.html",
  "pyodide/..",
  "pyodide//a",
  "pyodide/",
  "/index.html",
  "//elsewhere/a",
  "http://elsewhere/a",
  "data:,a",
  "a?b",
  "a#b",
  "a%2e",
  "%2e%2e/index.html",
  "a\\..\\b",
  " a",
  "a\n",
  ".copied",
])("%j is not a file of generated/", async (name) => {
  stubFetch(() => new Response("12345"));
  expect(await failure(name)).toMatch(/: not a file of this site$/);
  expect(fetched).toEqual([]);
});
