/** The examples of the manual of the JavaScript API, for tests in Node and in a browser. */

import { readFileSync } from "node:fs";

const manual = readFileSync("src/api/README.md", "utf8");
const parts = manual.split(/^##+ /m).slice(1);

/** By the titles of what they stand under. */
export const examples = parts.flatMap((part) => {
  const title = part.split("\n", 1)[0]!;
  return [...part.matchAll(/```js\n(.*?)```/gs)].map(
    ([, code], i) => [i ? `${title} ${i + 1}` : title, code!] as const,
  );
});

/** What an example says that it prints, in the order of its lines. */
export function promised(code: string): string[] {
  return code.split("\n").flatMap((line) => {
    const [, printed] =
      /(?:console\.log\(.*|^ *\);) \/\/ (.*)$/.exec(line) ?? [];
    return printed === undefined ? [] : [printed];
  });
}
