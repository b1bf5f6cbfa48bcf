import { describe, expect, test } from "vitest";
import { inline, parse, type Block } from "./markdown.ts";

const plain = (text: string) => [{ kind: "text" as const, text }];

test.each<[string, Block[]]>([
  [
    "one\ntwo\n\nthree",
    [
      { kind: "paragraph", content: plain("one two") },
      { kind: "paragraph", content: plain("three") },
    ],
  ],
  [
    "## Title\ntext",
    [
      { kind: "heading", level: 2, content: plain("Title") },
      { kind: "paragraph", content: plain("text") },
    ],
  ],
  [
    "- a\n  more\n- b",
    [{ kind: "list", ordered: false, items: [plain("a more"), plain("b")] }],
  ],
  [
    "1. a\n2. b",
    [{ kind: "list", ordered: true, items: [plain("a"), plain("b")] }],
  ],
  [
    "text\n- a",
    [
      { kind: "paragraph", content: plain("text") },
      { kind: "list", ordered: false, items: [plain("a")] },
    ],
  ],
  [
    "```\n# no title\n\n- no list\n```",
    [{ kind: "code", text: "# no title\n\n- no list" }],
  ],
  ["```\nnever closed", [{ kind: "code", text: "never closed" }]],
  ["> a\n> b", [{ kind: "quote", content: plain("a b") }]],
  [
    "| a | b |\n|---|:-:|\n| 1 | 2 |",
    [
      {
        kind: "table",
        rows: [
          [plain("a"), plain("b")],
          [plain("1"), plain("2")],
        ],
      },
    ],
  ],
])("%j", (source, blocks) => {
  expect(parse(source)).toEqual(blocks);
});

describe("within a line", () => {
  test("code, strong, emphasis and links are told apart", () => {
    expect(inline("a `b*c*` **d** *e* [f](https://g.example/) h")).toEqual([
      { kind: "text", text: "a " },
      { kind: "code", text: "b*c*" },
      { kind: "text", text: " " },
      { kind: "strong", text: "d" },
      { kind: "text", text: " " },
      { kind: "em", text: "e" },
      { kind: "text", text: " " },
      { kind: "link", text: "f", url: "https://g.example/" },
      { kind: "text", text: " h" },
    ]);
  });

  test.each([
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "2 * 3 * 4",
  ])("%s stays text", (text) => {
    expect(
      inline(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
    expect(inline(text).every(({ kind }) => kind === "text")).toBe(true);
  });
});
