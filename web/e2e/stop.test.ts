/** Stop while a program in Python computes: it is told, it cleans up, and Python stays. */
import { beforeEach, describe, expect, test } from "vitest";
import type { RunResult } from "../src/types.ts";
import { visitSite } from "./harness.ts";

const visit = visitSite();

/** Python is there, and in a frame that the test can tell from another. */
beforeEach(async () => {
  await visit.run("python", "pass");
  await visit.page.evaluate(() =>
    document
      .querySelectorAll("iframe")
      .forEach((frame) => (frame.dataset.known = "yes")),
  );
});

function sameFrame(): Promise<boolean> {
  return visit.page.evaluate(() =>
    [...document.querySelectorAll("iframe")].every(
      ({ dataset }) => dataset.known === "yes",
    ),
  );
}

/** Runs a program in Python, and stops it once it has printed. */
async function stopped(code: string): Promise<RunResult> {
  const printed = visit.page.evaluate(() => {
    const { playground } = (globalThis as any).resplay;
    return new Promise<void>((done) =>
      playground.addEventListener("output", () => done(), { once: true }),
    );
  });
  const run = visit.run("python", code);
  await printed;
  await visit.page.evaluate(
    () => void (globalThis as any).resplay.playground.stop(),
  );
  return run;
}

/** The lines of the program that an error names, and its last line. */
function where({ error }: RunResult): string[] {
  const lines = error!.matchAll(/line \d+, in .+/g);
  return [...lines].map(String).concat(error!.split("\n").at(-1)!);
}

const interrupted = "KeyboardInterrupt: the program was stopped";

test("the page shows where it was, and the next run finds Python as it was", async () => {
  await visit.write(
    "python",
    `print("on")
try:
    while True:
        pass
finally:
    print("finally")
`,
  );
  await visit.page.keyboard.press("ControlOrMeta+Enter");
  await expect.poll(() => visit.output(), { timeout: 30_000 }).toContain("on");
  await visit.page.getByRole("button", { name: "Stop" }).click();
  await visit.page.getByText("The program was stopped.").waitFor();
  const shown = await visit.output();
  expect(shown).toMatch(/^on\nfinally\n/);
  expect(shown).toMatch(/File "program.py", line [34], in <module>/);
  expect(shown).toContain(interrupted);
  expect(await visit.page.getByRole("log").getByRole("alert").count()).toBe(0);

  const next = await visit.run("python", "print('next')");
  expect(next).toMatchObject({ output: "next\n", error: null });
  expect(next.real).toBeLessThan(500);
  expect(await sameFrame()).toBe(true);
});

const programs: [what: string, code: string, output: string, ...string[]][] = [
  [
    "a task that computes, beside one that waits",
    `import asyncio
from redis import asyncio as redis
async def spin(r):
    try:
        print("on")
        while True: pass
    finally:
        print(await r.incr("spun"))
async def main():
    async with redis.Redis() as r:
        await r.delete("spun")
        for n in range(300): await r.get("spun")
        await asyncio.gather(spin(r), asyncio.sleep(9))
asyncio.run(main())
`,
    "on\n1\n",
    "line 14, in <module>",
    "line 13, in main",
    "line 6, in spin",
  ],
  [
    "a program of the synchronous client's, on a stack of its own",
    `import redis
r = redis.Redis()
r.set("spun", 1)
print("on")
try:
    while True: pass
finally:
    print(r.incr("spun"))
`,
    "on\n2\n",
    "line 6, in <module>",
  ],
  [
    "a regular expression",
    `import re
print("on")
re.match("(a*)*b", "a" * 50)
`,
    "on\n",
    "line 3, in <module>",
  ],
];

test.each(programs)("%s is interrupted", async (_, code, output, ...lines) => {
  const run = await stopped(code);
  expect(run).toMatchObject({ output, stopped: true });
  expect(where(run)).toEqual([...lines, interrupted]);
  expect(await sameFrame()).toBe(true);
});

describe("what will not end", () => {
  test.each([
    [
      "catches it",
      "while True:\n    try:\n        while True: pass\n    except:\n        pass",
    ],
    ["is one long call", "sum(range(10**12))"],
  ])("is ended: it %s", async (_, code) => {
    const run = await stopped(`print("on")\n${code}\n`);
    expect(run).toMatchObject({
      output: "on\n",
      stopped: true,
      error: "The program was stopped.",
    });
    expect(await sameFrame()).toBe(false);
    expect((await visit.run("python", "print('next')")).output).toBe("next\n");
  });
});

test("a program that nobody stops computes on", async () => {
  const run = await visit.run(
    "python",
    "import time, js\nuntil = js.Date.now() + 1500\nwhile js.Date.now() < until: pass\nprint('done')",
  );
  expect(run).toMatchObject({ output: "done\n", error: null });
});
