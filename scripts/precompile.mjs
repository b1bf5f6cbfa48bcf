// Writes archives of what Python in the page imports, with bytecode of what it
// starts with, so that no page compiles that:
//
//   python.zip.gz                a folder of modules
//   pyodide/python_stdlib.zip    the standard library that Pyodide comes with
//
// Few servers compress archives, so these are as small as they can be: in the
// library each file is compressed, and Python reads but what it imports; of the
// modules, which a page unpacks, the archive is. Equal modules and an equal
// Pyodide give equal bytes.
//
//   node scripts/precompile.mjs web/python web/public/generated
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { loadPyodide } from "../web/node_modules/pyodide/pyodide.mjs";
import { filesBelow } from "./files.mjs";

const [folder, out] = process.argv.slice(2);
const root = "/resplay"; // as in web/src/runner/python.ts: bytecode says where it is from

const python = await loadPyodide({
  env: { HOME: "/home/learner", PYTHONHASHSEED: "0" },
});
const { FS } = python;
for (const path of filesBelow(folder).filter((path) => path.endsWith(".py"))) {
  FS.mkdirTree(dirname(`${root}/${path}`));
  FS.writeFile(`${root}/${path}`, readFileSync(join(folder, path)));
}

const script = new URL("precompile.py", import.meta.url);
FS.writeFile("/tmp/precompile.py", readFileSync(script));
python.runPython(`import sys; sys.path[:0] = ["${root}", "/tmp"]`);
const precompile = python.pyimport("precompile");
precompile.start(root);
precompile.write_ours(root, "/tmp/ours.zip");
precompile.write_library("/tmp/library.zip");
const ours = gzipSync(FS.readFile("/tmp/ours.zip"), { level: 9 });
writeFileSync(join(out, "python.zip.gz"), ours);
const library = FS.readFile("/tmp/library.zip");
writeFileSync(join(out, "pyodide/python_stdlib.zip"), library);
