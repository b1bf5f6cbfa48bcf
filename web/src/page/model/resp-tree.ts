/** Reads RESP as a tree that remembers where each part stands, so that bytes can be shown with their meaning. */

/** One value, with its place in the bytes it was read from. */
export interface RespNode {
  /** The first byte: "*", "$", "+", and so on; "" for an inline command. */
  type: string;
  from: number;
  to: number;
  /** The first line without its type and line end. */
  line: string;
  /** What a "$", "=" or "!" carries; for others the line. */
  text: string;
  items: RespNode[];
  absent: boolean;
}

const AGGREGATES = new Map([
  ["*", 1],
  ["~", 1],
  [">", 1],
  ["%", 2],
  ["|", 2],
]);
const BLOBS = "$=!";
const LINES = "+-:,#(_";

const none = new Uint8Array();
const latin = new TextDecoder("latin1");
const utf8 = new TextDecoder();

/** The value that starts at from, or null when its end has not come yet. */
export function readNode(bytes: Uint8Array, from = 0): RespNode | null {
  const lineEnd = findLineEnd(bytes, from);
  if (lineEnd < 0) return null;
  const type = String.fromCharCode(bytes[from] ?? 0);
  const known =
    AGGREGATES.has(type) || BLOBS.includes(type) || LINES.includes(type);
  const line = latin.decode(bytes.subarray(from + (known ? 1 : 0), lineEnd));
  const node: RespNode = {
    type: known ? type : "",
    from,
    to: lineEnd + 2,
    line,
    text: line,
    items: [],
    absent:
      type === "_" ||
      (known && line === "-1" && (type === "$" || type === "*")),
  };
  if (node.absent) return node;
  const size = sizeIn(bytes, from + 1, lineEnd);
  if (AGGREGATES.has(type)) return readItems(bytes, node, size);
  if (BLOBS.includes(type)) return readBlob(bytes, node, size);
  return node;
}

function readItems(
  bytes: Uint8Array,
  node: RespNode,
  size: number,
): RespNode | null {
  const count = size * AGGREGATES.get(node.type)!;
  for (let i = 0; i < count; i++) {
    const item = readNode(bytes, node.to);
    if (item === null) return null;
    node.items.push(item);
    node.to = item.to;
  }
  return node;
}

function readBlob(
  bytes: Uint8Array,
  node: RespNode,
  size: number,
): RespNode | null {
  const start = node.to;
  if (size < 0) return node; // not a length: shown as the line it is
  if (start + size + 2 > bytes.length) return null;
  node.text = utf8.decode(bytes.subarray(start, start + size));
  node.to = start + size + 2;
  return node;
}

/** All whole values in bytes, one after another. */
export function readNodes(bytes: Uint8Array): RespNode[] {
  const nodes: RespNode[] = [];
  for (
    let node = readNode(bytes);
    node !== null;
    node = readNode(bytes, node.to)
  )
    nodes.push(node);
  return nodes;
}

function findLineEnd(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(13, from);
  if (at < 0) return -1;
  return bytes[at + 1] === 10 ? at : findLineEnd(bytes, at + 1);
}

/** Where the value ends that starts at from, as readNode has it; -1 when its end has not come yet. */
export function endOf(bytes: Uint8Array, from: number): number {
  const lineEnd = findLineEnd(bytes, from);
  if (lineEnd < 0) return -1;
  const type = String.fromCharCode(bytes[from]!);
  const size = sizeIn(bytes, from + 1, lineEnd);
  const end = lineEnd + 2;
  if (size < 0) return end;
  if (BLOBS.includes(type)) {
    return end + size + 2 <= bytes.length ? end + size + 2 : -1;
  }
  const items = size * (AGGREGATES.get(type) ?? 0);
  let at = end;
  for (let i = 0; i < items && at >= 0; i++) at = endOf(bytes, at);
  return at;
}

/** The size that a line gives, or -1 when it gives none. */
function sizeIn(bytes: Uint8Array, from: number, to: number): number {
  let size = from === to ? -1 : 0;
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) return -1;
    size = size * 10 + digit;
  }
  return size;
}

/** Cuts one direction of a connection into whole values, however the bytes were chunked. */
export class RespSplitter {
  #rest = none;

  /** The raw values that chunk completes. After a chunk whose end is missing (cut), what is left is given as it is. */
  feed(chunk: Uint8Array, cut: boolean): Uint8Array[] {
    const bytes = concat(this.#rest, chunk);
    const whole: Uint8Array[] = [];
    let from = 0;
    for (let to; (to = endOf(bytes, from)) >= 0; from = to)
      whole.push(bytes.subarray(from, to));
    this.#rest = from === bytes.length ? none : bytes.slice(from);
    if (cut && this.#rest.length > 0) {
      whole.push(this.#rest);
      this.#rest = none;
    }
    return whole;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
