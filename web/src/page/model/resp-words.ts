/** What bytes on the wire mean: each piece with its note, and a whole value on one line. */

import { readNode, readNodes, type RespNode } from "./resp-tree.ts";

/** A piece of the wire: text is safe to show, note says what it means. */
export interface Token {
  kind: "mark" | "end" | "payload" | "error";
  text: string;
  note: string;
}

const MARKS: Record<string, (line: string) => string> = {
  "*": (n) => (n === "-1" ? "no array: null" : `an array of ${n}`),
  "~": (n) => `a set of ${n}`,
  ">": (n) => `a push message of ${n}`,
  "%": (n) => `a map of ${n} pairs`,
  "|": (n) => `${n} attributes of what follows`,
  $: (n) => (n === "-1" ? "no string: null" : `a string of ${n} bytes`),
  "=": (n) => `a text of ${n} bytes, its format first`,
  "!": (n) => `an error of ${n} bytes`,
  "+": () => "a simple string",
  "-": () => "an error",
  ":": () => "an integer",
  ",": () => "a double",
  "#": (b) => (b === "t" ? "true" : "false"),
  "(": () => "a big number",
  _: () => "null",
};

/** The pieces of raw values, at most limit of them. */
export function tokens(raw: Uint8Array, limit = 300): Token[] {
  const out: Token[] = [];
  const nodes = readNodes(raw);
  for (const node of nodes) addTokens(node, out, limit);
  const rest = raw.subarray(nodes[nodes.length - 1]?.to ?? 0);
  if (rest.length > 0) {
    out.push({
      kind: "payload",
      text: visible(decode(rest)),
      note: "a part of a value: the rest was not kept",
    });
  }
  if (out.length > limit)
    out.splice(limit, out.length, {
      kind: "mark",
      text: " …",
      note: "more follows",
    });
  return out;
}

/** The first tokens, whose texts have room for so many characters; null: that is all of them. */
export function folded(all: readonly Token[], room: number): Token[] | null {
  const kept: Token[] = [];
  for (const token of all) {
    kept.push({ ...token, text: token.text.slice(0, room) });
    room -= token.text.length;
    if (room < 0) return kept;
  }
  return null;
}

function addTokens(node: RespNode, out: Token[], limit: number): void {
  if (out.length > limit) return;
  const note = MARKS[node.type]?.(node.line) ?? "an inline command";
  const kind = node.type === "-" || node.type === "!" ? "error" : "mark";
  out.push(
    { kind, text: node.type + visible(node.line), note },
    lineEnd("ends the line"),
  );
  if ("$=!".includes(node.type) && node.type !== "" && !node.absent) {
    out.push(
      { kind: "payload", text: visible(node.text), note: "the string itself" },
      lineEnd("ends the string"),
    );
  }
  for (const item of node.items) addTokens(item, out, limit);
}

function lineEnd(note: string): Token {
  return { kind: "end", text: "\\r\\n", note };
}

function decode(raw: Uint8Array): string {
  return new TextDecoder().decode(raw);
}

/** Text with its control characters written out. */
function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, (c) => {
    if (c === "\r") return "\\r";
    if (c === "\n") return "\\n";
    return `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}

/** Bytes that are no RESP, as text. */
export function plainText(raw: Uint8Array): string {
  return visible(decode(raw));
}

/** A request as the command line somebody would type. */
export function requestLine(raw: Uint8Array): string {
  const node = readNode(raw);
  if (node === null) return "a part of a command";
  if (node.type !== "*") return node.type + node.line;
  return node.items.map((item) => quoteWhereNeeded(item.text)).join(" ");
}

function quoteWhereNeeded(text: string): string {
  return text !== "" && /^[^\s"'\\\u0000-\u001f]+$/.test(text)
    ? text
    : JSON.stringify(text);
}

/** A reply on one line, in redis-cli's words. */
export function replyLine(raw: Uint8Array): string {
  return readNodes(raw).map(inWords).join(", ") || "a part of a reply";
}

function inWords(node: RespNode): string {
  if (node.absent) return "(nil)";
  switch (node.type) {
    case "-":
    case "!":
      return `(error) ${node.text}`;
    case ":":
      return `(integer) ${node.text}`;
    case ",":
      return `(double) ${node.text}`;
    case "#":
      return node.text === "t" ? "(true)" : "(false)";
    case "$":
      return JSON.stringify(node.text);
    case "=":
      return node.text.slice(4);
    case "*":
    case "~":
    case ">":
      return node.items.length === 0 ? "(empty)" : `[${listWords(node)}]`;
    case "%":
      return `{${pairWords(node)}}`;
  }
  return node.text;
}

function listWords(node: RespNode): string {
  const shown = node.items.slice(0, 24).map(inWords);
  if (node.items.length > shown.length) shown.push("…");
  return shown.join(", ");
}

function pairWords(node: RespNode): string {
  const pairs: string[] = [];
  for (let i = 0; i + 1 < node.items.length && i < 48; i += 2) {
    pairs.push(`${inWords(node.items[i]!)}: ${inWords(node.items[i + 1]!)}`);
  }
  return pairs.join(", ");
}
