/** Reads zip archives that are compressed as a whole, such as scripts/precompile.mjs writes. */

type Bytes = Uint8Array<ArrayBuffer>;

const END = 22; // of the record at the end, which has no comment
const ENTRY = 46;
const HEADER = 30;

/** The files of an archive, by their paths: parts of its bytes. */
export function unzip(archive: Bytes): Record<string, Bytes> {
  const { buffer, byteOffset, byteLength } = archive;
  const view = new DataView(buffer, byteOffset, byteLength);
  const short = (at: number) => view.getUint16(at, true);
  const long = (at: number) => view.getUint32(at, true);
  const files: Record<string, Bytes> = {};
  let entry = long(byteLength - END + 16);
  for (let left = short(byteLength - END + 10); left > 0; left--) {
    const name = entry + ENTRY;
    const end = name + short(entry + 28);
    const header = long(entry + 42);
    const start = header + HEADER + short(header + 26) + short(header + 28);
    const path = new TextDecoder().decode(archive.subarray(name, end));
    files[path] = archive.subarray(start, start + long(entry + 20));
    entry = end + short(entry + 30) + short(entry + 32);
  }
  return files;
}

/** What was compressed, or as it is: some servers have the browser undo it. */
export async function gunzip(bytes: Bytes): Promise<Bytes> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const unzipped = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unzipped).arrayBuffer());
}
