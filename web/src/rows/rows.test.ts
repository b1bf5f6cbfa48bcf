/** Every row under Node, and that the table is whole. */

import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play } from "../runner/python.harness.ts";
import { canWait, defaults, nameOf, type Row } from "./row.ts";
import { ids, rows } from "./table.ts";
import { playTwinned } from "./twinned.ts";
import { programOf, shared, sharedBy, verify } from "./verify.ts";

beforeAll(loadPython, 60_000);

function playHere(row: Row) {
  return play(programOf(row), { ...defaults, ...row.options });
}

let answered = 0;

/** The same with a twin of the world, which nobody may notice. */
async function playBeside(row: Row) {
  const run = await playTwinned(programOf(row), {
    ...defaults,
    ...row.options,
  });
  answered += run.answered;
  return run;
}

const runsHere = (row: Row) => canWait || !row.waits;

describe("rows", () => {
  test.for(
    rows.filter(runsHere).map((row) => [nameOf(row), row.title, row] as const),
  )("%s %s", async ([, , row]) => verify(row, await playBeside(row)));

  test("a twin has answered most turns", () => {
    expect(answered).toBeGreaterThan(1000);
  });
});

describe("rows that wait within plain functions say where that works", () => {
  test.for(
    rows
      .filter((row) => !runsHere(row))
      .map((row) => [nameOf(row), row] as const),
  )("%s", async ([, row]) => {
    const { error } = await playHere(row);
    expect(error).toMatch(
      /it lacks JavaScript promise integration \(Chrome and Edge have it from version 137\)/,
    );
  });
});

describe("the table", () => {
  test("has every capability", () => {
    const there = new Set(rows.map(({ id }) => id));
    expect([...there].sort()).toEqual([...ids].sort());
  });

  test("names each row once, and has a program for each, and no other", () => {
    const names = rows.map(nameOf);
    expect(new Set(names).size).toBe(names.length);
    const programs = readdirSync(new URL("programs/", import.meta.url));
    expect(programs.sort()).toEqual(names.map((name) => `${name}.py`).sort());
  });

  test("shares what several programs begin with, and nothing else", () => {
    const used = rows.flatMap(sharedBy);
    const often = shared.filter(
      (name) => used.indexOf(name) < used.lastIndexOf(name),
    );
    expect(often).toEqual(shared);
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
