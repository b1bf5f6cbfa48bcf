// Prints what the page weighs beside its budgets, and fails past one.
//
// What files weigh is measured here, as brotli at its best. What takes a
// browser is measured by web/e2e/figures.test.ts, which writes
// web/test-results/figures.json: {"memory": bytes, "firstCommand":
// milliseconds, "loaded": [paths that the page loaded before any intent]}.
import { existsSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { dynamicImports, follow, shellOf } from "./bundle.mjs";

const site = "web/dist";
const figuresFile = "web/test-results/figures.json";
const figures = existsSync(figuresFile)
  ? JSON.parse(readFileSync(figuresFile, "utf8"))
  : {};

const shell = shellOf(site, "index.html");
const loaded = new Set([...shell, ...(figures.loaded ?? [])]);

const KB = 1000;
const MB = 1 << 20;
const kilobytes = { unit: "KB", of: KB };

const budgets = [
  {
    what: "embed script before intent",
    budget: 15,
    ...kilobytes,
    missing: "later: there is no embed script yet",
  },
  {
    what: "page shell before intent, all files",
    budget: 80,
    ...kilobytes,
    today: weigh(loaded),
  },
  {
    what: "first wasm module",
    budget: 700,
    ...kilobytes,
    today: weigh(["generated/playground.wasm"]),
  },
  {
    what: "the module with all but Lua, when asked for",
    budget: 1000,
    ...kilobytes,
    today: weigh(["generated/playground-whole.wasm"]),
  },
  {
    what: "the module with everything, when asked for",
    budget: 1160,
    ...kilobytes,
    today: weigh(["generated/playground-scripting.wasm"]),
  },
  {
    what: "editor, loaded on focus",
    budget: 120,
    ...kilobytes,
    today: weigh(editor()),
  },
  {
    what: "help in it, of Python, when asked for",
    budget: 40,
    ...kilobytes,
    today: weigh([
      ...helpers(),
      "generated/commands.json",
      "generated/methods-python.json",
    ]),
  },
  {
    what: "memory after first command",
    budget: 32,
    unit: "MB",
    of: MB,
    today: figures.memory,
  },
  {
    what: "first command on a warm cache, from intent",
    budget: 300,
    unit: "ms",
    of: 1,
    today: figures.firstCommand,
  },
];

console.log("what                                            budget     today");
for (const row of budgets) console.log(line(row));
const passed = budgets.filter(({ today, budget, of }) => today > budget * of);
for (const { what } of passed) console.error(`past its budget: ${what}`);
process.exit(passed.length > 0 ? 1 : 0);

function line({
  what,
  budget,
  unit,
  of,
  today,
  missing = `not measured: ${figuresFile} is not there`,
}) {
  const name = what.padEnd(44);
  const limit = `${budget} ${unit}`.padStart(10);
  if (today === undefined) return `${name}${limit}  ${missing}`;
  const amount = `${(today / of).toFixed(1)} ${unit}`.padStart(10);
  return `${name}${limit}${amount}${`${Math.round((100 * today) / of / budget)} %`.padStart(7)}`;
}

/** The bytes of files of the site, each compressed by itself. */
function weigh(files) {
  let total = 0;
  for (const file of files)
    total += compressed(readFileSync(`${site}/${file}`));
  return total;
}

function compressed(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
}

/** What the import of the editor adds to what is there: the chunk that holds CodeMirror, and its imports. */
function editor() {
  const chunks = [...dynamicImports(site, shell)].map((entry) =>
    follow(site, entry, new Set(shell)),
  );
  const holding = chunks.filter((files) => [...files].some(holdsEditor));
  if (holding.length === 0)
    throw new Error(`no dynamic import of ${site}/index.html loads CodeMirror`);
  return new Set(
    holding.flatMap((files) => [...files]).filter((file) => !shell.has(file)),
  );
}

/** What the editor imports when it is first asked for completion or help. */
function helpers() {
  const there = new Set([...shell, ...editor()]);
  const chunks = [...dynamicImports(site, editor())].filter((file) =>
    readFileSync(`${site}/${file}`, "utf8").includes("methods-"),
  );
  if (chunks.length === 0)
    throw new Error(`no dynamic import of the editor loads what help knows`);
  return chunks
    .flatMap((file) => [...follow(site, file, new Set(there))])
    .filter((file) => !there.has(file));
}

function holdsEditor(file) {
  return (
    /\.m?js$/.test(file) &&
    readFileSync(`${site}/${file}`, "utf8").includes("cm-content")
  );
}
