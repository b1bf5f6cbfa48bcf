/** Wheels that a page is given, and clients of others' making: redis-py itself, as Debian packages it, over raw streams. */

import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { UsageError } from "../border/errors.ts";
import { loadPython, play, runtime } from "./python.harness.ts";
import {
  debianWheels,
  fortyCalls,
  makeWheel,
  notInstalled,
  zip,
} from "./wheels.harness.ts";

beforeAll(loadPython, 60_000);

const added: string[] = [];
afterEach(async () => {
  for (const name of added.splice(0)) await runtime.removeWheel(name);
});

async function add(file: string, bytes: Uint8Array) {
  const wheel = await runtime.addWheel(file, bytes);
  added.push(wheel.name);
  return wheel;
}

describe("a wheel", () => {
  const files = {
    "small/__init__.py": "import small.part\nname = 'the wheel'\n",
    "small/part.py": "count = 0\n",
    "alone.py": "def twice(x):\n    return 2 * x\n",
  };

  test("is found by the programs that are run from then on, each with modules of its own", async () => {
    const file = "small-1.0-py3-none-any.whl";
    expect(await add(file, makeWheel(files))).toEqual({
      name: "small",
      version: "1.0",
      modules: ["alone", "small"],
      file,
    });
    const program = `
import alone, small, importlib.metadata
small.part.count += 1
print(small.name, small.part.count, alone.twice(4), importlib.metadata.version("small"))
`;
    for (let i = 0; i < 2; i++)
      expect(await play(program)).toMatchObject({
        output: "the wheel 1 8 1.0\n",
        error: null,
      });
    await runtime.removeWheel("small");
    expect((await play(program)).error).toContain("No module named 'alone'");
  });

  test("takes the place of the one before, of the page's modules, and of what the page has not got", async () => {
    await add("small-1.0-py3-none-any.whl", makeWheel(files));
    await add(
      "small-1.1-py2.py3-none-any.whl",
      makeWheel(
        {
          "redis/__init__.py": "made_by = 'somebody'\n",
          "small-1.1.data/purelib/requests.py": "answer = 42\n",
          "small-1.1.data/scripts/run": "#!python\n",
        },
        { name: "Small", version: "1.1" },
      ),
    );
    const run = await play(`
import redis, requests
print(redis.made_by, requests.answer)
try:
    import alone
except ImportError as error:
    print(error)
`);
    expect(run).toMatchObject({
      output: "somebody 42\nNo module named 'alone'\n",
      error: null,
    });
    await runtime.removeWheel("small");
    expect(await play("import redis; print(redis.Redis)")).toMatchObject({
      output: "<class 'redis.client.Redis'>\n",
      error: null,
    });
  });

  const whole = makeWheel(files);
  const cut = whole.slice(0, whole.length - 60);
  const broken = Uint8Array.from(whole);
  broken[60]! ^= 1;
  const compiled =
    "has compiled code, which cannot run in this page: only wheels of pure Python can, whose names end in -py3-none-any.whl.";
  test.each([
    [
      "notes.txt",
      Buffer.from("hello"),
      "is no wheel: a wheel is a zip archive, and its name ends in .whl.",
    ],
    [
      "small-1.0.tar.gz",
      Buffer.from("\x1f\x8b"),
      "is no wheel: take the project's file that ends in -py3-none-any.whl.",
    ],
    [
      "small.whl",
      zip({ "small.py": "" }),
      "is no wheel: it has no description of a package (a folder .dist-info).",
    ],
    [
      "empty.whl",
      new Uint8Array(),
      "is no wheel: a wheel is a zip archive, and its name ends in .whl.",
    ],
    [
      "cut.whl",
      cut,
      "is damaged: it cannot be unpacked. Download it once more.",
    ],
    [
      "broken.whl",
      broken,
      "is damaged: it cannot be unpacked. Download it once more.",
    ],
    [
      "c.whl",
      makeWheel(files, { tag: "cp314-cp314-manylinux_2_17_x86_64" }),
      compiled,
    ],
    [
      "so.whl",
      makeWheel({ ...files, "small/fast.cpython-314.so": "" }),
      compiled,
    ],
    [
      "old.whl",
      makeWheel(files, { tag: "py2-none-any" }),
      "is for Python 2: this page runs Python 3.",
    ],
    [
      "new.whl",
      makeWheel(files, { more: "Requires-Python: >=3.15\n" }),
      "wants Python >=3.15: this page runs 3.14.",
    ],
    [
      "out.whl",
      makeWheel({ "../small.py": "" }),
      "is damaged: it has files outside of its own folder.",
    ],
  ])("%s is refused in a sentence", async (file, bytes, why) => {
    await expect(add(file, bytes)).rejects.toEqual(
      new UsageError(`${file} ${why}`),
    );
    expect((await play("import small")).error).toContain(
      "No module named 'small'",
    );
  });
});

async function addDebian(): Promise<void> {
  for (const [file, bytes] of debianWheels()) await add(file, bytes);
}

describe("Debian's python3-redis", () => {
  if (notInstalled) console.warn(notInstalled);

  test.skipIf(notInstalled)(
    "runs over raw streams, and a program of 40 calls gets what it gets from the page's own module",
    async () => {
      const ours = await play(fortyCalls);
      await addDebian();
      const theirs = await play(fortyCalls);
      expect(theirs).toMatchObject({ output: ours.output, error: null });
      expect(ours.error).toBeNull();
      const calls = ({ trace }: typeof ours) =>
        trace.filter(({ kind }) => kind === "future.created").length;
      expect(calls(ours)).toBeGreaterThan(60);
      expect(calls(theirs)).toBe(0); // it is a client of its own
      expect(theirs.elapsed).toBeGreaterThan(600);
    },
    30_000,
  );
});
