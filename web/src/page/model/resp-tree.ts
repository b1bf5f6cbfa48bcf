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
  if (AGGREGATES.has(type)) return readItems(bytes, node);
  if (BLOBS.includes(type)) return readBlob(bytes, node);
  return node;
}

function readItems(bytes: Uint8Array, node: RespNode): RespNode | null {
  const count = Number(node.line) * AGGREGATES.get(node.type)!;
  for (let i = 0; i < count; i++) {
    const item = readNode(bytes, node.to);
    if (item === null) return null;
    node.items.push(item);
    node.to = item.to;
  }
  return node;
}

function readBlob(bytes: Uint8Array, node: RespNode): RespNode | null {
  const start = node.to;
  const size = Number(node.line);
  if (!(size >= 0)) return node; // not a length: shown as the line it is
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

/** Cuts one direction of a connection into whole values, however the bytes were chunked. */
export class RespSplitter {
  #rest = new Uint8Array(0);

  /** The raw values that chunk completes. After a chunk whose end is missing (cut), what is left is given as it is. */
  feed(chunk: Uint8Array, cut: boolean): Uint8Array[] {
    const bytes = concat(this.#rest, chunk);
    const nodes = readNodes(bytes);
    const whole = nodes.map((node) => bytes.subarray(node.from, node.to));
    this.#rest = bytes.slice(nodes[nodes.length - 1]?.to ?? 0);
    if (cut && this.#rest.length > 0) {
      whole.push(this.#rest);
      this.#rest = new Uint8Array(0);
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
