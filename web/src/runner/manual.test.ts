/** Runs every example of the manual of the JavaScript API. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { run } from "./testing.ts";

const manual = readFileSync("src/api/README.md", "utf8");
const parts = manual.split(/^##+ /m).slice(1);
const examples = parts.flatMap((part) => {
  const title = part.split("\n", 1)[0]!;
  return [...part.matchAll(/```js\n(.*?)```/gs)].map(
    ([, code], i) => [i ? `${title} ${i + 1}` : title, code!] as const,
  );
});

/** What an example says that it prints, in the order of its lines. */
function promised(code: string): string[] {
  return code.split("\n").flatMap((line) => {
    const [, printed] =
      /(?:console\.log\(.*|^ *\);) \/\/ (.*)$/.exec(line) ?? [];
    return printed === undefined ? [] : [printed];
  });
}

test("the manual has an example of each feature", () => {
  expect(examples.length).toBe(17);
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
