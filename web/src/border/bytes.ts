/** Rows of bytes. */

/** One row of all parts. */
export function joined(parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((size, p) => size + p.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two rows are the same. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && endsIn(a, b);
}

/** Bytes as redis-cli writes them between its quotes: ASCII, and escapes for all else. */
export function escaped(bytes: Uint8Array): string {
  return Array.from(bytes, escapedByte).join("");
}

const escapes: Record<string, string> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\x07": "\\a",
  "\b": "\\b",
};

function escapedByte(byte: number): string {
  const char = String.fromCharCode(byte);
  if (escapes[char] !== undefined) return escapes[char];
  if (byte >= 0x20 && byte < 0x7f) return char;
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}

/** Whether bytes end in the given ones. */
export function endsIn(bytes: Uint8Array, end: Uint8Array): boolean {
  const start = bytes.length - end.length;
  return start >= 0 && end.every((byte, i) => bytes[start + i] === byte);
}

/** The bytes in a buffer of their own, which may be handed to another thread. */
export function transferable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength &&
    bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : bytes.slice();
}
