/** How Python starts in the page: from bytecode, which nobody sees but by the time. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";
import { beforeAll, expect, test } from "vitest";
import { generated } from "../site.ts";
import { PYTHON } from "./protocol.ts";
import { play } from "./python.harness.ts";
import { PythonRuntime } from "./python.ts";

/** With the archives that the page loads. */
const runtime = new PythonRuntime();
beforeAll(() => runtime.load(), 60_000);

const output = async (code: string) => {
  const { output, error } = await play(code, {}, undefined, runtime);
  expect(error).toBeNull();
  return output;
};

const lookingAtModules = `
import sys, zipimport
from importlib.util import MAGIC_NUMBER

def files(loaded):
    for module in loaded:
        spec = getattr(module, "__spec__", None)
        if spec and isinstance(spec.loader, zipimport.zipimporter):
            yield spec, spec.origin + "c"
        elif spec and (spec.origin or "").startswith("/resplay"):
            yield spec, spec.cached

def is_shipped(spec, bytecode):
    try:
        head = spec.loader.get_data(bytecode)[:8]
    except OSError:
        return False
    return head == MAGIC_NUMBER + bytes([1, 0, 0, 0])  # taken without a look at the source
`;

test("what a first program loads is there as bytecode", async () => {
  const program = `import sys
import asyncio
from redis.asyncio import Redis
r = Redis()
await asyncio.gather(*(r.get("key") for _ in range(3)))
await r.aclose()
loaded = list(sys.modules.values())
${lookingAtModules}
found = list(files(loaded))
print(len(found) > 180, [spec.name for spec, bytecode in found if not is_shipped(spec, bytecode)])
aioredis = __import__("aioredis")
print(is_shipped(aioredis.__spec__, aioredis.__spec__.cached))`;
  expect(await output(program)).toBe("True []\nFalse\n");
});

test("modules look as if they came from their sources", async () => {
  const naming = `
import sys, zipimport
def places():
    for name, module in sorted(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if spec and isinstance(spec.loader, zipimport.zipimporter):
            yield f"{name} {module} {spec} {spec.cached} {module.__cached__} {module.__file__}"
`;
  const python = await loadPyodide(); // with the library as it is in the package
  const there = python.runPython(`${naming}
import colorsys
"\\n".join(places())`);
  const places = new Set(
    (
      await output(`import importlib, sys
${naming}
importlib.invalidate_caches()
import colorsys
sys.modules.pop("textwrap")
import textwrap
print("\\n".join(places()))`)
    ).split("\n"),
  );
  const different = there.split("\n").filter((place: string) => {
    return !places.has(place);
  });
  expect(there.split("\n").length).toBeGreaterThan(100);
  expect(different).toEqual([]);
}, 60_000);

test("sources and help are at hand, and tracebacks of the library", async () => {
  const program = `import asyncio, inspect, linecache, pydoc, textwrap
print(inspect.getsource(asyncio.gather).splitlines()[0])
print(inspect.getsourcefile(asyncio.gather), asyncio.gather.__code__.co_filename)
print(inspect.getsource(textwrap).splitlines()[0])
print(pydoc.plain(pydoc.render_doc(asyncio.sleep)).splitlines()[2:5])
try:
    textwrap.wrap("a", width=0)
except ValueError as error:
    frame = error.__traceback__
    while frame.tb_next:
        frame = frame.tb_next
    code = frame.tb_frame.f_code
    print(code.co_filename, linecache.getline(code.co_filename, frame.tb_lineno, frame.tb_frame.f_globals).strip())
import resplay.loop
print(inspect.getsourcefile(resplay.loop), resplay.loop.__file__, inspect.getsource(resplay.loop)[:3])`;
  expect(await output(program))
    .toBe(`def gather(*coros_or_futures, return_exceptions=False):
/lib/python314.zip/asyncio/tasks.py /lib/python314.zip/asyncio/tasks.py
"""Text wrapping and filling.
['async sleep(delay, result=None)', '    Coroutine that completes after a given time (in seconds).']
/lib/python314.zip/textwrap.py raise ValueError("invalid width %r (must be > 0)" % self.width)
/resplay/resplay/loop.py /resplay/resplay/loop.py """
`);
});

test("what is built of equal modules is equal", () => {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const out = mkdtempSync(join(tmpdir(), "resplay-"));
  try {
    mkdirSync(join(out, "pyodide"));
    const script = ["scripts/precompile.mjs", "web/python", out];
    execFileSync(process.execPath, script, { cwd: root });
    for (const name of [PYTHON.modules, PYTHON.library]) {
      const again = readFileSync(join(out, name));
      expect(again.equals(readFileSync(generated(name)))).toBe(true);
    }
  } finally {
    rmSync(out, { recursive: true });
  }
}, 60_000);
