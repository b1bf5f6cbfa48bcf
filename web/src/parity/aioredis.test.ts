/** The page's aioredis has the names and signatures of 1.3.1, and the docs say where it has not. */

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { loadPython, play } from "../runner/python.harness.ts";
import { compare, page, type Names, type Row } from "./aioredis.ts";

const here = (path: string) => new URL(path, import.meta.url);
const facts = JSON.parse(readFileSync(here("aioredis-1.3.1.json"), "utf8")) as {
  names: Names;
};

let rows: Map<string, Row[]>;

beforeAll(async () => {
  await loadPython();
  const program = readFileSync(here("aioredis-surface.py"), "utf8");
  const text = JSON.stringify(JSON.stringify(facts));
  const run = await play(
    program.replace("FACTS", () => text),
    { aioredis: "1.3" },
  );
  expect(run.error).toBe(null);
  rows = compare(facts.names, JSON.parse(run.output) as Names);
}, 60_000);

test("what is not equal has its reason", () => {
  const unexplained = [...rows].flatMap(([path, list]) =>
    list
      .filter(({ state, reason }) => state !== "equal" && !reason)
      .map(({ name, theirs, ours }) => `${path}.${name} ${theirs}, ${ours}`),
  );
  expect(unexplained).toEqual([]);
});

test("of what is not about sentinels, at least 98 of 100 are equal", () => {
  const list = [...rows]
    .filter(([path]) => !path.includes("Sentinel"))
    .flatMap(([, list]) => list);
  const equal = list.filter(({ state }) => state === "equal").length;
  expect(equal / list.length).toBeGreaterThan(0.98);
});

test("every command of Redis is equal", () => {
  const different = rows
    .get("aioredis.Redis")!
    .filter(({ state }) => state !== "equal");
  expect(different).toEqual([]);
});

test("docs/aioredis.md is current", async () => {
  await expect(page(rows)).toMatchFileSnapshot("../../../docs/aioredis.md");
});
