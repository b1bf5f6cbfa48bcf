import { expect, test } from "vitest";
import type { Language } from "../../types.ts";
import { highlight } from "./highlight.ts";

/** Pieces as "kind:text", plain text left out. */
function marked(code: string, language: Language): string[] {
  return highlight(code, language)
    .filter(({ kind }) => kind !== "")
    .map(({ kind, text }) => `${kind}:${text}`);
}

test.each<[Language, string, string[]]>([
  [
    "python",
    "await r.get(f'k:{1}') # now",
    ["keyword:await", "string:f'k:{1}'", "comment:# now"],
  ],
  ["python", 'x = """a\n# b""" + 12', ['string:"""a\n# b"""', "number:12"]],
  ["python", "'open", ["string:'open"]],
  [
    "javascript",
    "const a = `x ${1}`; // b",
    ["keyword:const", "string:`x ${1}`", "comment:// b"],
  ],
  ["javascript", "awaited(/* all */ 3)", ["comment:/* all */", "number:3"]],
  [
    "redis-cli",
    'SET a "x y"\n# c\nbob> GET a',
    [
      "command:SET",
      'string:"x y"',
      "comment:# c",
      "keyword:bob>",
      "command:GET",
    ],
  ],
  ["redis-cli", "@wait 5s", ["command:@wait"]],
])("%s %j", (language, code, expected) => {
  expect(marked(code, language)).toEqual(expected);
  expect(
    highlight(code, language)
      .map(({ text }) => text)
      .join(""),
  ).toBe(code);
});
