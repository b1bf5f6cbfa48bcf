/** Every row under Node, and that the table is whole. */

import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play } from "../runner/python.harness.ts";
import { defaults, nameOf } from "./row.ts";
import { ids, missing, rows } from "./table.ts";
import { programOf, verify } from "./verify.ts";

beforeAll(loadPython, 60_000);

describe("rows", () => {
  test.for(rows.map((row) => [nameOf(row), row.title, row] as const))(
    "%s %s",
    async ([, , row]) => {
      const { options } = row;
      verify(row, await play(programOf(row), { ...defaults, ...options }));
    },
  );
});

describe("the table", () => {
  test("has every capability, or says why not", () => {
    const there = new Set([
      ...rows.map(({ id }) => id),
      ...Object.keys(missing),
    ]);
    expect([...there].sort()).toEqual([...ids].sort());
    const both = rows.filter(({ id }) => id in missing);
    expect(both.map(nameOf)).toEqual([]);
    for (const [id, reason] of Object.entries(missing))
      expect(reason, id).toMatch(/\w{3}/);
  });

  test("names each row once, and has a program for each, and no other", () => {
    const names = rows.map(nameOf);
    expect(new Set(names).size).toBe(names.length);
    const programs = readdirSync(new URL("programs/", import.meta.url));
    expect(programs.sort()).toEqual(names.map((name) => `${name}.py`).sort());
  });

  test.for(rows.map((row) => [nameOf(row), row] as const))(
    "%s says what it expects of output, trace and time",
    ([, { output, error, elapsed, trace }]) => {
      expect(output.length > 0 || error !== undefined).toBe(true);
      expect([elapsed].flat().every(Number.isFinite)).toBe(true);
      const expected = Object.values(trace);
      expect(expected.length).toBeGreaterThan(0);
      for (const view of expected)
        expect(Object.keys(view).length).toBeGreaterThan(0);
    },
  );
});
