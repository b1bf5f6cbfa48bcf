// Writes a .tar.gz: the same bytes for the same files.
import { gzipSync } from "node:zlib";

const BLOCK = 512;

/** An archive of [path, text]. */
export function tarball(files) {
  const parts = files.flatMap(([path, text]) => {
    const content = Buffer.from(text);
    const padding = Buffer.alloc(-content.length & (BLOCK - 1));
    return [header(path, content.length), content, padding];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), {
    level: 9,
  });
}

/** The header of a file that everybody may read, as old as the epoch. */
function header(path, size) {
  const block = Buffer.alloc(BLOCK);
  const octal = (value, length) =>
    value.toString(8).padStart(length - 1, "0") + "\0";
  block.write(path, 0);
  block.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8), 100);
  block.write(octal(size, 12) + octal(0, 12), 124);
  block.write(" ".repeat(8) + "0", 148);
  block.write("ustar\0" + "00", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(sum.toString(8).padStart(6, "0") + "\0 ", 148);
  return block;
}
