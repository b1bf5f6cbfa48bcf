/** Runs every example of the manual of the JavaScript API. */

import { expect, test } from "vitest";
import { examples, promised } from "./manual.harness.ts";
import { run } from "./testing.ts";

test("the manual has an example of each feature", () => {
  expect(examples.length).toBe(19);
});

test.each(examples)("%s", async (_, code) => {
  const { output, error, trace } = await run(code, {
    seed: 1,
    latency: "10ms",
  });
  expect(error).toBe(null);
  expect(output.trimEnd().split("\n")).toEqual(promised(code));
  // Whatever it opened is closed again, by itself or with the run.
  const count = (wanted: string) =>
    trace.filter(({ kind }) => kind === wanted).length;
  expect(count("conn.closed")).toBe(count("conn.dialed"));
});
