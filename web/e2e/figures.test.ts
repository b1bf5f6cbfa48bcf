/** What the page loads, holds and takes: figures for `make size`, which compares them with their budgets. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import type { CDPSession } from "playwright-core";
import { serveSite } from "./harness.ts";

const site = serveSite();

const figures: { loaded?: string[]; firstCommand?: number; memory?: number } =
  {};

afterAll(async () => {
  const folder = fileURLToPath(new URL("../test-results/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}figures.json`, JSON.stringify(figures, null, 2));
});

test("nothing but the first view loads before intent", async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  const loaded: string[] = [];
  page.on("requestfinished", (request) =>
    loaded.push(new URL(request.url()).pathname.slice(1) || "index.html"),
  );
  await page.goto(site.url, { waitUntil: "networkidle" });
  figures.loaded = loaded;
  expect(loaded.filter((path) => path.startsWith("generated/"))).toEqual([]);
  await context.close();
});

test("the first command on a warm cache", async () => {
  const context = await site.browser.newContext();
  await firstCommand(await context.newPage()); // fills the cache
  const taken: number[] = [];
  for (let i = 0; i < 5; i++) {
    const page = await context.newPage();
    taken.push(await firstCommand(page));
    if (i === 4)
      figures.memory = await memory(await context.newCDPSession(page));
    await page.close();
  }
  taken.sort((a, b) => a - b);
  figures.firstCommand = taken[2];
  console.log(
    `first command: ${taken.map(Math.round).join(", ")} ms; memory: ${figures.memory} bytes`,
  );
  expect(figures.memory).toBeGreaterThan(1 << 20); // or it was not measured at all
  await context.close();
});

/** Milliseconds from intent, the world not yet loaded, to the first reply. */
async function firstCommand(
  page: import("playwright-core").Page,
): Promise<number> {
  await page.goto(site.url, { waitUntil: "load" });
  return page.evaluate(async () => {
    const began = performance.now();
    await (globalThis as any).resplay.run("redis-cli", "SET a 1\n");
    return performance.now() - began;
  });
}

/** Bytes that the page and its workers hold: JavaScript's heap, and buffers such as WebAssembly's memory. */
async function memory(page: CDPSession): Promise<number> {
  const usage = (await page.send("Runtime.getHeapUsage")) as HeapUsage;
  let total = bytesOf(usage);
  const workers: string[] = [];
  page.on("Target.attachedToTarget", ({ sessionId }) =>
    workers.push(sessionId),
  );
  await page.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  for (const sessionId of workers)
    total += bytesOf(await askWorker(page, sessionId));
  return total;
}

interface HeapUsage {
  totalSize: number;
  backingStorageSize: number;
}

function bytesOf({ totalSize, backingStorageSize }: HeapUsage): number {
  return totalSize + backingStorageSize;
}

/** A worker's heap usage; what it is told and says goes through the page's session. */
function askWorker(page: CDPSession, sessionId: string): Promise<HeapUsage> {
  return new Promise((resolve, reject) => {
    let id = 0;
    const ask = () => {
      const message = JSON.stringify({
        id: ++id,
        method: "Runtime.getHeapUsage",
      });
      page
        .send("Target.sendMessageToTarget", { sessionId, message })
        .catch(reject);
    };
    page.on("Target.receivedMessageFromTarget", (event) => {
      const { id: answered, result, error } = JSON.parse(event.message);
      if (event.sessionId !== sessionId || answered !== id) return;
      if (result) resolve(result);
      else if (id < 50)
        ask(); // the worker is busy being attached to
      else reject(new Error(`a worker tells no heap usage: ${error.message}`));
    });
    ask();
  });
}
