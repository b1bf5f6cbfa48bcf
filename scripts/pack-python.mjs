// Packs a folder of Python modules into one JSON file, {path: text}, which the
// page fetches once and writes into Python's file system.
//
//   node scripts/pack-python.mjs web/python web/public/generated/python.json
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./files.mjs";

const [folder, out] = process.argv.slice(2);
const modules = filesBelow(folder).filter((path) => path.endsWith(".py"));
const texts = modules.map((path) => [
  path,
  readFileSync(join(folder, path), "utf8"),
]);
writeFileSync(out, JSON.stringify(Object.fromEntries(texts)));
