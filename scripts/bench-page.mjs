// Measures the page in Chromium: what programs of learners get done in a
// second of real time, and how many bytes cross the border into the module.
// Prints medians.
//
//   node scripts/bench-page.mjs [rounds, 5 unless told]
import { launch } from "./browser.mjs";
import { median } from "./median.mjs";
import { startResplay } from "./servers.mjs";

const rounds = Number(process.argv[2] ?? 5);

// Each program does `count` commands; the link costs no time of its own.
const programs = [
  {
    name: "JavaScript, awaited one by one",
    language: "javascript",
    count: 2000,
    code: (count) =>
      `for (let i = 0; i < ${count}; i++) await redis.set("key", "value")`,
  },
  {
    name: "JavaScript, pipelines of 1,000",
    language: "javascript",
    count: 20_000,
    code: (count) => `for (let i = 0; i < ${count / 1000}; i++) {
  const pipe = redis.pipeline()
  for (let j = 0; j < 1000; j++) pipe.set("key", "value")
  await pipe.exec()
}`,
  },
  {
    name: "Python, awaited one by one",
    language: "python",
    count: 2000,
    code: (count) => `from redis.asyncio import Redis
r = Redis()
for i in range(${count}):
    await r.set("key", "value")
await r.aclose()`,
  },
  {
    name: "Python, pipelines of 1,000",
    language: "python",
    count: 20_000,
    code: (count) => `from redis.asyncio import Redis
r = Redis()
for i in range(${count / 1000}):
    async with r.pipeline(transaction=False) as pipe:
        for j in range(1000):
            pipe.set("key", "value")
        await pipe.execute()
await r.aclose()`,
  },
];

// What a learner waits for: each program is timed as a whole, from Run to its
// end, in milliseconds that the median must keep below.
const waits = [
  { name: "Python, a run of nothing", below: 100, code: "pass" },
  {
    name: "Python, 1,000 awaited GETs",
    below: 400,
    code: `from redis.asyncio import Redis
r = Redis()
for i in range(1000):
    await r.get("key")
await r.aclose()`,
  },
  {
    name: "Python, a gather of 1,000 GETs",
    below: 150,
    code: `import asyncio
from redis.asyncio import Redis
r = Redis(max_connections=1000)
await asyncio.gather(*(r.get("key") for i in range(1000)))
await r.aclose()`,
  },
  {
    name: "Python, a pipeline of 10,000",
    below: 400,
    code: `from redis.asyncio import Redis
r = Redis()
pipe = r.pipeline(transaction=False)
for i in range(10_000):
    pipe.set("key", "value")
await pipe.execute()
await r.aclose()`,
  },
];
const waitRounds = 9;

const server = await startResplay();
const browser = await launch();
try {
  console.log(
    `\nmilliseconds, median of ${waitRounds}, each in a page of its own`,
  );
  for (const wait of waits) await inPage((page) => reportWait(page, wait));
  await reportFirst();
  console.log(`\nin a page of its own each, median of ${rounds}`);
  for (const program of programs) await inPage((page) => report(page, program));
  await inPage(reportBorder);
  console.log("again: node scripts/bench-page.mjs");
} finally {
  await browser.close();
  await server.stop();
}

/** Does something in a page that has done nothing yet. */
async function inPage(action) {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => "resplay" in globalThis);
  await action(page);
  await page.close();
}

async function report(page, { name, language, count, code }) {
  await time(page, language, code(1000)); // loads the language, warms the code up
  const rates = [];
  for (let round = 0; round < rounds; round++) {
    rates.push(count / (await time(page, language, code(count))));
  }
  print(name, `${Math.round(median(rates)).toLocaleString("en")} commands/s`);
}

async function reportWait(page, { name, below, code }) {
  await time(page, "python", code);
  const taken = [];
  for (let round = 0; round < waitRounds; round++)
    taken.push(1000 * (await time(page, "python", code)));
  printWait(name, median(taken), below);
}

/** The first run of Python in pages whose files are in the browser's cache. */
async function reportFirst() {
  const context = await browser.newContext();
  const taken = [];
  for (let round = 0; round < 4; round++) {
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => "resplay" in globalThis);
    const seconds = await time(page, "python", "pass");
    if (round > 0) taken.push(1000 * seconds); // the first fills the cache
    await page.close();
  }
  printWait("Python, the first run, median of 3", median(taken), 3000);
}

function printWait(name, taken, below) {
  const verdict = taken < below ? "met" : "MISSED";
  print(name, `${taken.toFixed(0)} ms of ${below}: ${verdict}`);
}

/** The seconds that a program takes from Run to its end. */
async function time(page, language, code) {
  const { seconds, error } = await page.evaluate(
    async ([language, code]) => {
      const began = performance.now();
      const { error } = await globalThis.resplay.run(language, code, {
        latency: "0ms",
      });
      return { seconds: (performance.now() - began) / 1000, error };
    },
    [language, code],
  );
  if (error)
    throw new Error(`the program failed: ${JSON.stringify(error)}\n${code}`);
  return seconds;
}

/** Sends large values into a module of its own and takes them back. */
async function reportBorder(page) {
  await page.addScriptTag({ url: "generated/wasm_exec.js" });
  const rates = [];
  for (let round = 0; round < rounds; round++)
    rates.push(await page.evaluate(echoThroughBorder));
  print(
    "raw bytes through the border and back",
    `${median(rates).toFixed(0)} MB/s`,
  );
}

/** Runs in the page: the megabytes that ECHO carries in a second, in and out counted once each. */
async function echoThroughBorder() {
  const go = new Go();
  const source = fetch("generated/playground.wasm");
  const { instance } = await WebAssembly.instantiateStreaming(
    source,
    go.importObject,
  );
  void go.run(instance);
  const world = instance.exports;
  world.resplay_create(0);

  const encoder = new TextEncoder();
  const message = (...args) =>
    `*${args.length}\r\n${args.map((arg) => `$${arg.length}\r\n${arg}\r\n`).join("")}`;
  const turn = (batch) => {
    const address = world.resplay_inbox(batch.length);
    new Uint8Array(world.mem.buffer, address, batch.length).set(batch);
    world.resplay_turn(0, batch.length);
    const size = world.resplay_take(0);
    return new Uint8Array(
      world.mem.buffer,
      world.resplay_outbox(),
      size,
    ).slice();
  };
  // A future's number must be new each time; in five digits the length of
  // the message stays the same.
  const payload = "x".repeat(1 << 20);
  const batchOf = (future) =>
    encoder.encode(message("CALL", `${future}`, "1", "", "ECHO", payload));

  turn(encoder.encode(message("CLIENT", "10000", "1")));
  const batches = Array.from({ length: 32 }, (_, i) => batchOf(10_001 + i));
  let bytes = 0;
  const began = performance.now();
  for (const batch of batches) bytes += batch.length + turn(batch).length;
  return bytes / 1e6 / ((performance.now() - began) / 1000);
}

function print(name, figure) {
  console.log(name.padEnd(42) + figure.padStart(24));
}
