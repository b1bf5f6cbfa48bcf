/** Makes wheels for tests: archives that are stored, not compressed. */
import { crc32 } from "node:zlib";

/** A wheel of pure Python, as a file that a page can be given. */
export function wheel(
  name: string,
  version: string,
  files: Record<string, string>,
): { name: string; mimeType: string; buffer: Buffer } {
  const info = `${name}-${version}.dist-info`;
  const all = {
    ...files,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${info}/WHEEL`]:
      "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    [`${info}/RECORD`]: "",
  };
  return {
    name: `${name}-${version}-py3-none-any.whl`,
    mimeType: "application/zip",
    buffer: archive(all),
  };
}

function archive(files: Record<string, string>): Buffer {
  const entries: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [path, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const name = Buffer.from(path);
    const sums = numbers(
      [4, crc32(content)],
      [4, content.length],
      [4, content.length],
    );
    // Version 2.0, no flags, stored, midnight of the first of January 1980.
    const common = Buffer.concat([
      numbers([2, 20], [2, 0], [2, 0], [2, 0], [2, 33]),
      sums,
    ]);
    const lengths = numbers([2, name.length], [2, 0]);
    const entry = Buffer.concat([
      numbers([4, 0x04034b50]),
      common,
      lengths,
      name,
      content,
    ]);
    const rest = numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at]);
    directory.push(
      Buffer.concat([
        numbers([4, 0x02014b50], [2, 20]),
        common,
        lengths,
        rest,
        name,
      ]),
    );
    entries.push(entry);
    at += entry.length;
  }
  const size = Buffer.concat(directory).length;
  const count = entries.length;
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, at],
    [2, 0],
  );
  return Buffer.concat([...entries, ...directory, end]);
}

/** Numbers of so many bytes each, the lowest byte first. */
function numbers(...list: [bytes: number, value: number][]): Buffer {
  return Buffer.concat(
    list.map(([bytes, value]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
