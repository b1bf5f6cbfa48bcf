/** The Python modules have redis-py's names and signatures, and the document that shows them is current. */

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { loadPython, play } from "../runner/python.harness.ts";
import {
  document,
  equal,
  merged,
  reason,
  rows,
  type Later,
  type Surface,
} from "./redis-py.ts";

const here = (name: string) => new URL(name, import.meta.url);
const read = (name: string) => readFileSync(here(name), "utf8");

const introspected = JSON.parse(read("redis-py-4.3.4.json")) as Surface;
const theirs = merged(
  introspected,
  JSON.parse(read("redis-py-8.json")) as Later,
);
let ours: Surface;

beforeAll(async () => {
  await loadPython();
  const { output, error } = await play(read("redis-py-surface.py"));
  expect(error).toBe(null);
  ours = JSON.parse(output) as Surface;
}, 60_000);

test.each(["redis.asyncio.client.Redis", "redis.client.Redis"])(
  "95 % of the methods of %s are redis-py's",
  (path) => {
    const all = rows(theirs.classes[path], ours.classes[path]);
    expect(all.length).toBeGreaterThan(390);
    const part = equal(all).length / all.length;
    expect(part).toBeGreaterThanOrEqual(0.95);
  },
);

test("every command has its signature", () => {
  const path = "redis.asyncio.client.Redis";
  const differing = rows(theirs.classes[path], ours.classes[path]).filter(
    ({ name, theirs, ours }) => theirs !== ours && name !== "__init__",
  );
  expect(differing).toEqual([]);
});

test("what is not equal has its reason", () => {
  const differing = Object.entries(theirs.classes).flatMap(([path, all]) =>
    rows(all, ours.classes[path])
      .filter(({ theirs, ours }) => theirs !== ours)
      .map(({ name }) => [path, name] as const),
  );
  const absent = Object.entries(theirs.modules).flatMap(([path, names]) =>
    names
      .filter((name) => !ours.modules[path]?.includes(name))
      .map((name) => [path, name] as const),
  );
  const unexplained = [...differing, ...absent].filter(
    ([path, name]) => reason(path, name) === "",
  );
  expect(unexplained).toEqual([]);
});

test("docs/redis-py.md is current", async () => {
  await expect(document(theirs, ours)).toMatchFileSnapshot(
    "../../../docs/redis-py.md",
  );
});

const python = "/usr/bin/python3";
const client = "/usr/lib/python3/dist-packages/redis/__init__.py";

test.skipIf(!existsSync(python) || !existsSync(client))(
  "the reference is what redis-py 4.3.4 says of itself",
  ({ skip }) => {
    const script = here("redis-py-surface.py").pathname;
    const printed = execFileSync(python, [script], { encoding: "utf8" });
    const found = JSON.parse(printed) as Surface;
    skip(found.version !== introspected.version, `has ${found.version}`);
    expect(found).toEqual(introspected);
  },
);
