/** What a program has printed, as far as it is kept: the end of it, once it is too long to show. */

/** Text of one stream, joined. */
export interface Part {
  stream: "stdout" | "stderr";
  text: string;
}

export interface Printed {
  parts: readonly Part[];
  /** How many characters were printed ahead of the parts, and are left out. */
  omitted: number;
}

/** Characters that are kept; what came earlier is left out. */
export const KEPT_TEXT = 400_000;
/** A part that is longer grows no more: joining to it would cost too much. */
const PART_TEXT = KEPT_TEXT / 4;

export const noText: Printed = { parts: [], omitted: 0 };

/** What there is after one more part. */
export function withPart({ parts, omitted }: Printed, part: Part): Printed {
  const last = parts[parts.length - 1];
  const joins = last?.stream === part.stream && last.text.length < PART_TEXT;
  const all = joins
    ? [...parts.slice(0, -1), { ...part, text: last.text + part.text }]
    : [...parts, part];
  const size = sizeOf(all);
  const kept = lastOf(all, KEPT_TEXT);
  return { parts: kept, omitted: omitted + size - sizeOf(kept) };
}

/** The last characters of parts, at most so many. */
function lastOf(parts: readonly Part[], room: number): Part[] {
  const kept: Part[] = [];
  for (const { stream, text } of parts.toReversed()) {
    if (room <= 0) break;
    kept.unshift({ stream, text: endOf(text, room) });
    room -= text.length;
  }
  return kept;
}

/** The end of a text; it does not begin with the second half of a character. */
function endOf(text: string, length: number): string {
  return text.length <= length
    ? text
    : text.slice(-length).replace(/^[\udc00-\udfff]/, "");
}

function sizeOf(parts: readonly Part[]): number {
  return parts.reduce((size, { text }) => size + text.length, 0);
}
