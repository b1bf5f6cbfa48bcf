/** Colours for program text before the real editor is loaded: a rough look, by regular expressions. */

import type { Language } from "../../types.ts";

export interface Piece {
  /** "" is plain text. */
  kind: "" | "comment" | "string" | "number" | "keyword" | "command";
  text: string;
}

const WORDS = {
  python:
    "and as assert async await break class continue def del elif else except finally for from global if import in is lambda None nonlocal not or pass raise return True False try while with yield",
  javascript:
    "async await break case catch class const continue default do else export false finally for from function if import in instanceof let new null of return throw true try typeof undefined while yield",
};

const STRING = String.raw`[bfr]{0,2}(?:"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)`;
/** The end of the text; "$" would be the end of a line. */
const END = "(?![^])";
const NUMBER = String.raw`\b\d[\d_.]*\b`;

const PATTERNS: Record<Language, RegExp> = {
  python: pattern(
    "#.*",
    `"""[^]*?(?:"""|${END})|${STRING}`,
    NUMBER,
    words(WORDS.python),
  ),
  javascript: pattern(
    String.raw`//.*|/\*[^]*?(?:\*/|${END})`,
    `\`(?:\\\\.|[^\`\\\\])*\`?|${STRING}`,
    NUMBER,
    words(WORDS.javascript),
  ),
  "redis-cli": pattern(
    "^#.*",
    STRING,
    NUMBER,
    String.raw`^\w+>`,
    String.raw`(?<=^(?:\w+> *)?)@?[A-Za-z.]+(?![\w.]*>)`,
  ),
};

function words(list: string): string {
  return `\\b(?:${list.replaceAll(" ", "|")})\\b`;
}

function pattern(
  comment: string,
  string: string,
  number: string,
  keyword: string,
  command = "(?!)",
): RegExp {
  return new RegExp(
    `(${comment})|(${string})|(${command})|(${keyword})|(${number})`,
    "gm",
  );
}

const KINDS: Piece["kind"][] = [
  "comment",
  "string",
  "command",
  "keyword",
  "number",
];

/** The pieces of code, which joined are the code again. */
export function highlight(code: string, language: Language): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of code.matchAll(PATTERNS[language])) {
    if (match.index > at)
      pieces.push({ kind: "", text: code.slice(at, match.index) });
    const group = match.slice(1).findIndex((part) => part !== undefined);
    pieces.push({ kind: KINDS[group]!, text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < code.length) pieces.push({ kind: "", text: code.slice(at) });
  return pieces;
}
