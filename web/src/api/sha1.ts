/** SHA-1, by which a server knows scripts. (The browser's own is asynchronous, and not there on every page.) */

const encoder = new TextEncoder();

/** The hash of a text's UTF-8, as 40 hexadecimal digits. */
export function sha1(text: string): string {
  const bytes = encoder.encode(text);
  const padded = new DataView(
    new ArrayBuffer(((bytes.length + 8) >> 6) * 64 + 64),
  );
  bytes.forEach((byte, i) => padded.setUint8(i, byte));
  padded.setUint8(bytes.length, 0x80);
  padded.setBigUint64(padded.byteLength - 8, BigInt(bytes.length) * 8n);
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let at = 0; at < padded.byteLength; at += 64) mix(hash, padded, at);
  return hash.map((n) => (n >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Mixes a block of 64 bytes into the hash. */
function mix(hash: number[], block: DataView, at: number): void {
  const w: number[] = [];
  let [a, b, c, d, e] = hash as [number, number, number, number, number];
  for (let i = 0; i < 80; i++) {
    w[i] =
      i < 16
        ? block.getInt32(at + i * 4)
        : rotate(w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!, 1);
    const next = (rotate(a, 5) + round(i, b, c, d) + e + w[i]!) | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  }
  [a, b, c, d, e].forEach((n, i) => (hash[i] = (hash[i]! + n) | 0));
}

function round(i: number, b: number, c: number, d: number): number {
  if (i < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (i < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (i < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function rotate(n: number, by: number): number {
  return (n << by) | (n >>> (32 - by));
}
