/** Lesson text: a small part of Markdown, as templates. Text can never become markup. */

import { html, type TemplateResult } from "lit";

export type Inline =
  | { kind: "text" | "code" | "strong" | "em"; text: string }
  | { kind: "link"; text: string; url: string };

export type Block =
  | { kind: "heading"; level: number; content: Inline[] }
  | { kind: "paragraph" | "quote"; content: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "code"; text: string }
  | { kind: "table"; rows: Inline[][][] };

/** The blocks of a text. */
export function parse(source: string): Block[] {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!;
    const end = blockEnd(lines, at);
    if (line.startsWith("```"))
      blocks.push({ kind: "code", text: codeOf(lines.slice(at + 1, end)) });
    else if (line.trim() !== "") blocks.push(block(lines.slice(at, end)));
    at = end;
  }
  return blocks;
}

const ITEM = /^\s*(?:[-*]|\d+\.)\s+/;

/** What stands in a code block, without the line that closes it. */
function codeOf(lines: string[]): string {
  return (lines.at(-1)?.startsWith("```") ? lines.slice(0, -1) : lines).join(
    "\n",
  );
}

/** One past the last line of the block that starts at a line. */
function blockEnd(lines: string[], at: number): number {
  if (lines[at]!.startsWith("```")) {
    const close = lines.findIndex(
      (line, i) => i > at && line.startsWith("```"),
    );
    return close < 0 ? lines.length : close + 1;
  }
  if (lines[at]!.startsWith("#") || lines[at]!.trim() === "") return at + 1;
  const list = ITEM.test(lines[at]!);
  let end = at + 1;
  while (
    end < lines.length &&
    lines[end]!.trim() !== "" &&
    !/^(```|#)/.test(lines[end]!) &&
    (list || !ITEM.test(lines[end]!))
  )
    end++;
  return end;
}

function block(lines: string[]): Block {
  const [first] = lines as [string];
  const heading = /^(#{1,4})\s+(.*)/.exec(first);
  if (heading)
    return {
      kind: "heading",
      level: heading[1]!.length,
      content: inline(heading[2]!),
    };
  if (ITEM.test(first))
    return {
      kind: "list",
      ordered: /^\s*\d/.test(first),
      items: listItems(lines).map(inline),
    };
  if (first.startsWith("|")) return { kind: "table", rows: tableRows(lines) };
  if (first.startsWith(">"))
    return {
      kind: "quote",
      content: inline(lines.map((l) => l.replace(/^>\s?/, "")).join(" ")),
    };
  return { kind: "paragraph", content: inline(lines.join(" ")) };
}

function listItems(lines: string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ""));
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  return items;
}

function tableRows(lines: string[]): Inline[][][] {
  const rows = lines.map((line) =>
    line
      .replace(/^\||\|\s*$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
  return rows
    .filter((cells) => !cells.every((cell) => /^:?-+:?$/.test(cell)))
    .map((cells) => cells.map(inline));
}

const INLINE =
  /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** The pieces of a line of text. */
export function inline(text: string): Inline[] {
  const pieces: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at)
      pieces.push({ kind: "text", text: text.slice(at, match.index) });
    pieces.push(piece(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ kind: "text", text: text.slice(at) });
  return pieces;
}

function piece([all, code, strong, em, label, url]: RegExpMatchArray): Inline {
  if (code !== undefined) return { kind: "code", text: code };
  if (strong !== undefined) return { kind: "strong", text: strong };
  if (em !== undefined) return { kind: "em", text: em };
  if (/^(https?:\/\/|#)/.test(url!))
    return { kind: "link", text: label!, url: url! };
  return { kind: "text", text: all! }; // an address such as javascript: stays text
}

/** A text as templates. */
export function markdown(source: string): TemplateResult[] {
  return parse(source).map(blockTemplate);
}

function blockTemplate(block: Block): TemplateResult {
  switch (block.kind) {
    case "heading":
      return block.level <= 2
        ? html`<h3>${inlines(block.content)}</h3>`
        : html`<h4>${inlines(block.content)}</h4>`;
    case "list": {
      const items = block.items.map((item) => html`<li>${inlines(item)}</li>`);
      return block.ordered
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case "code":
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
    case "quote":
      return html`<blockquote>${inlines(block.content)}</blockquote>`;
    case "table":
      return tableTemplate(block.rows);
    case "paragraph":
      return html`<p>${inlines(block.content)}</p>`;
  }
}

function tableTemplate([head, ...rows]: Inline[][][]): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        ${head?.map((cell) => html`<th scope="col">${inlines(cell)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${inlines(cell)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function inlines(pieces: Inline[]) {
  return pieces.map((piece) => {
    if (piece.kind === "code") return html`<code>${piece.text}</code>`;
    if (piece.kind === "strong") return html`<strong>${piece.text}</strong>`;
    if (piece.kind === "em") return html`<em>${piece.text}</em>`;
    return piece.kind === "link"
      ? html`<a href=${piece.url}>${piece.text}</a>`
      : piece.text;
  });
}
