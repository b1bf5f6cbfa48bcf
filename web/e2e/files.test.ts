/** What Python is made of comes through the page: kept by its browser, named when it fails, tried again. */
import { expect, test } from "vitest";
import { serveSite, type Visit } from "./harness.ts";

const site = serveSite();

/** Python's own files, in generated/. */
const files = [
  "pyodide/pyodide.asm.mjs",
  "pyodide/pyodide.asm.wasm",
  "pyodide/pyodide.mjs",
  "pyodide/python_stdlib.zip",
  "python.zip.gz",
];

const WASM = "**/generated/pyodide/pyodide.asm.wasm";
const program = "import sys\nprint(sys.version_info[0])\n";

/** Runs the program, and tells how many bytes came for whom meanwhile: the page with its frames. */
async function weigh(visit: Visit): Promise<Record<string, number>> {
  const weights: Record<string, number> = {};
  const weighing: Promise<void>[] = [];
  visit.page.on("requestfinished", (request) => {
    const name = request.url().slice(site.url.length);
    const weighed = request.sizes().then(({ responseBodySize }) => {
      // What comes from the cache without a question counts as less than nothing.
      weights[name] = (weights[name] ?? 0) + Math.max(responseBodySize, 0);
    });
    weighing.push(weighed);
  });
  const { output } = await visit.run("python", program);
  expect(output).toBe("3\n");
  await Promise.all(weighing);
  return weights;
}

/** Those of Python's files that weights are of. */
function ofPython(weights: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    files
      .filter((name) => `generated/${name}` in weights)
      .map((name) => [name, weights[`generated/${name}`]!]),
  );
}

test("a second visit asks whether Python has changed, and loads none of it", async () => {
  const first = await site.open();
  const loaded = ofPython(await weigh(first));
  expect(Object.keys(loaded)).toEqual(files);
  expect(Math.min(...Object.values(loaded))).toBeGreaterThan(5000);

  const second = await site.openIn(first.context);
  const weights = await weigh(second);
  expect(ofPython(weights)).toEqual(
    Object.fromEntries(files.map((name) => [name, 0])),
  );
  const all = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  expect(all).toBeLessThan(10_000); // the scripts of the frame, which has no cache
  expect([...first.errors, ...second.errors]).toEqual([]);
  await first.close();
});

test("a program's twin of the world, and its help, come the same way", async () => {
  const visit = await site.open();
  await visit.run("javascript", "0");
  const came: [string, boolean][] = [];
  visit.page.on("requestfinished", (request) => {
    if (!request.url().startsWith("http")) return;
    const ofPage = request.frame() === visit.page.mainFrame();
    came.push([request.url().slice(site.url.length), ofPage]);
  });
  const { output } = await visit.run(
    "javascript",
    `for (let i = 0; i < 2000; i++) await redis.incr("n")
console.log((await world.commands()).length > 100)`,
  );
  expect(output).toBe("true\n");
  await expect
    .poll(() => came.sort())
    .toEqual([
      ["generated/commands.json", true],
      ["generated/playground.wasm", true],
      ["generated/wasm_exec.js", true],
    ]);
  expect(visit.errors).toEqual([]);
  await visit.close();
});

test("a file that cannot be had is named, and the next run tries again", async () => {
  const visit = await site.open();
  const broken: [string, string][] = [
    ["generated/python.zip.gz", "python.zip.gz: 503 Service Unavailable"],
    [
      "generated/pyodide/python_stdlib.zip",
      "python_stdlib.zip: 503 Service Unavailable",
    ],
    [
      "generated/pyodide/pyodide.asm.wasm",
      "pyodide.asm.wasm: 503 Service Unavailable",
    ],
  ];
  for (const [path, why] of broken) {
    await visit.page.route(`**/${path}`, (route) =>
      route.fulfill({ status: 503 }),
    );
    const { error } = await visit.type("python", program);
    expect(error).toContain(
      `Python could not be loaded: ${why}. Run tries again.`,
    );
    await visit.page.unroute(`**/${path}`);
  }
  await visit.page.route(WASM, (route) => route.abort());
  const { error } = await visit.type("python", program);
  expect(error).toContain(
    "Python could not be loaded: pyodide.asm.wasm: Failed to fetch. Run tries again.",
  );
  await visit.page.unroute(WASM);
  await visit.page.route(WASM, (route) => route.fulfill({ body: "no wasm" }));
  expect((await visit.type("python", program)).error).toMatch(
    /Python could not be loaded: .*WebAssembly/,
  );
  await visit.page.unroute(WASM);

  const { output, error: none } = await visit.type("python", program);
  expect([output, none]).toEqual(["3\n", null]);
  await visit.close();
});

test("Python does not start from files of another build", async () => {
  const visit = await site.open();
  const MODULES = "**/generated/python.zip.gz";
  await visit.page.route(MODULES, async (route) => {
    const response = await route.fetch();
    const body = Buffer.concat([await response.body(), Buffer.from("more")]);
    await route.fulfill({ response, body });
  });
  const { error } = await visit.type("python", program);
  expect(error).toContain(
    "Python could not be loaded: python.zip.gz: the site has changed since; reload the page. Run tries again.",
  );
  await visit.page.unroute(MODULES);
  const { output } = await visit.type("python", program);
  expect(output).toBe("3\n");
  await visit.close();
});

test("an interpreter that has ended is loaded anew, in the frame that there is", async () => {
  const visit = await site.open();
  const endless =
    "class Mirror:\n    def __repr__(self):\n        return repr(self)\nrepr(Mirror())\n";
  const { error } = await visit.run("python", endless);
  expect(error).toContain("The next run starts Python anew.");
  const { output } = await visit.run("python", program);
  expect(output).toBe("3\n");
  await visit.close();
});

test("while Python loads, the page says so, and Stop does not wait for it", async () => {
  const visit = await site.open();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await visit.page.route(WASM, async (route) => {
    await held;
    await route.continue();
  });
  await visit.write("python", program);
  await visit.page.keyboard.press("ControlOrMeta+Enter");
  const loading = visit.page.getByText("Loading Python…");
  await loading.waitFor();
  const began = performance.now();
  await visit.page.getByRole("button", { name: "Stop" }).click();
  await visit.runButton().waitFor();
  expect(performance.now() - began).toBeLessThan(1000);
  expect(await visit.output()).toContain("The program was stopped.");

  release();
  const { output, error } = await visit.type("python", program);
  expect([output, error]).toEqual(["3\n", null]);
  await loading.waitFor({ state: "detached" });
  await visit.close();
});
