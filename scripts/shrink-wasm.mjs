// Shrinks a Go wasm module for the wire, without changing what it computes.
//
//   node scripts/shrink-wasm.mjs FILE
//
// Two things in a Go module compress badly and are of no use in a page:
//
// 1. The linker cuts the data at every run of zeros, into tens of thousands
//    of segments, each with a header. Here they become one.
// 2. The tables by which a Go stack trace names functions, files and lines. A
//    Go trace from the page then names nothing; the browser's own has the
//    numbers of wasm functions, which are those of a module that keeps its names.
//
// The layout of the table is Go's (runtime/symtab.go, cmd/link/internal/ld/pcln.go).
// A module with another layout keeps its tables, and a warning says so.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const dataSection = 11;

/** Reads numbers of a wasm file, one behind the other. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  byte() {
    return this.bytes[this.at++];
  }
  unsigned() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }
}

function unsigned(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80))
    bytes.push((value % 0x80) | 0x80);
  return [...bytes, value];
}

/** A positive number in the signed form that i32.const takes. */
function signed(value) {
  const bytes = unsigned(value);
  if ((bytes.at(-1) & 0x40) === 0) return bytes;
  return [...bytes.slice(0, -1), bytes.at(-1) | 0x80, 0];
}

/** The data segments as one image of memory, from the first byte that any of them sets. */
function mergeSegments(section) {
  const reader = new Reader(section);
  const segments = [];
  for (let left = reader.unsigned(); left > 0; left--) {
    const flags = reader.unsigned();
    const i32const = reader.byte();
    const start = reader.unsigned();
    const end = reader.byte();
    if (flags !== 0 || i32const !== 0x41 || end !== 0x0b)
      throw new Error("a data segment of an unknown form");
    segments.push({ start, bytes: reader.take(reader.unsigned()) });
  }
  const start = Math.min(
    ...segments.map((segment) => segment.start).slice(0, 1),
  );
  const last = segments.reduce(
    (end, { start, bytes }) => Math.max(end, start + bytes.length),
    0,
  );
  const image = Buffer.alloc(last - start);
  for (const segment of segments)
    image.set(segment.bytes, segment.start - start);
  return { start, image };
}

/** The bytes of Go's line table header: its magic, a quantum of 1, pointers of 8 bytes. */
const header = Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]);

/** The offsets, in a function's record, of what is read and cleared here. */
const record = {
  name: 4,
  pcsp: 16,
  pcfile: 20,
  pcln: 24,
  npcdata: 28,
  cuOffset: 32,
  startLine: 36,
  nfuncdata: 43,
  pcdata: 44,
};

/** Functions that the runtime knows by their names (runtime/stkframe.go). */
const knownByName = ["reflect.makeFuncStub", "reflect.methodValueCall"];

/** Clears what traces need in an image of memory; returns whether it was there. */
function clearTraces(image) {
  const at = image.indexOf(header);
  if (at < 0 || image.indexOf(header, at + 1) >= 0) return false;
  const field = (n) => Number(image.readBigUInt64LE(at + 8 * n));
  const [functions, , , names, units, files, table, records] = [
    1, 2, 3, 4, 5, 6, 7, 8,
  ].map(field);
  if (!(
    names < units &&
    units < files &&
    files < table &&
    table < records &&
    at + records < image.length
  ))
    return false;

  const nameTable = image.subarray(at + names, at + units);
  const isKnown = namesAt(nameTable);
  const kept = new Set();
  const cleared = new Set();
  for (let i = 0; i < functions; i++) {
    const f = at + records + image.readUInt32LE(at + records + 8 * i + 4);
    kept.add(image.readUInt32LE(f + record.pcsp));
    for (let k = 0; k < image.readUInt32LE(f + record.npcdata); k++)
      kept.add(image.readUInt32LE(f + record.pcdata + 4 * k));
    for (const name of ["pcfile", "pcln"]) {
      cleared.add(image.readUInt32LE(f + record[name]));
      image.writeUInt32LE(0, f + record[name]); // 0: there is no table, the runtime says "?"
    }
    const name = image.readUInt32LE(f + record.name);
    if (!isKnown(name)) image.writeUInt32LE(0, f + record.name);
    image.writeUInt32LE(0, f + record.cuOffset);
    image.writeUInt32LE(0, f + record.startLine);
  }
  // Equal tables are stored once, so a line table may be another's as well.
  for (const offset of cleared)
    if (offset !== 0 && !kept.has(offset))
      clearTable(image, at + table + offset);
  image.fill(0, at + units, at + table);
  clearNames(nameTable, isKnown);
  return true;
}

/** Says of an offset into a table of names whether a known name begins there. */
function namesAt(table) {
  const known = new Map();
  for (const name of knownByName) {
    const found = table.indexOf(`\0${name}\0`);
    if (found >= 0) known.set(found + 1, name.length);
  }
  return (offset) => known.get(offset);
}

/** Clears a table of names but for the known ones. */
function clearNames(table, isKnown) {
  for (let at = 0; at < table.length; at++) {
    const length = isKnown(at);
    if (length) at += length;
    else table[at] = 0;
  }
}

/** Clears one table: pairs of variable-length numbers, up to a first number of 0. */
function clearTable(image, at) {
  const reader = new Reader(image, at);
  for (let first = true; ; first = false) {
    const value = reader.unsigned();
    if (value === 0 && !first) break;
    reader.unsigned();
  }
  image.fill(0, at, reader.at);
}

/** The module, shrunk. */
export function shrink(module) {
  const reader = new Reader(module);
  const out = [reader.take(8)];
  while (reader.at < module.length) {
    const start = reader.at;
    const id = reader.byte();
    const body = reader.take(reader.unsigned());
    if (id !== dataSection) {
      out.push(module.subarray(start, reader.at));
      continue;
    }
    const { start: address, image } = mergeSegments(body);
    if (!clearTraces(image))
      console.warn(
        "shrink-wasm: this Go's function table has another layout; it stays",
      );
    const head = [
      1,
      0,
      0x41,
      ...signed(address),
      0x0b,
      ...unsigned(image.length),
    ];
    out.push(
      Buffer.from([
        dataSection,
        ...unsigned(head.length + image.length),
        ...head,
      ]),
      image,
    );
  }
  return Buffer.concat(out);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file] = process.argv.slice(2);
  if (!file) throw new Error("usage: node scripts/shrink-wasm.mjs FILE");
  writeFileSync(file, shrink(readFileSync(file)));
}
