/** What the page does when things go wrong, and what it keeps. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Language } from "../src/types.ts";
import { launchProfile, serveSite, visitSite } from "./harness.ts";

const site = serveSite();
const visit = visitSite(site);

beforeEach(() => visit.emptyKeys());

const setThenLoop: [Language, string][] = [
  [
    "python",
    `import asyncio
import redis.asyncio as redis


async def main():
    await redis.Redis().set("kept", "yes")
    print("looping")
    while True:
        pass


asyncio.run(main())
`,
  ],
  [
    "javascript",
    `const redis = world.client();
await redis.set("kept", "yes");
console.log("looping");
for (;;);
`,
  ],
];

describe("an endless loop is stopped within a second, and the keys are there", () => {
  for (const [language, code] of setThenLoop)
    test(language, async () => {
      await visit.write(language, code);
      await visit.page.keyboard.press("ControlOrMeta+Enter");
      const stop = visit.page.getByRole("button", { name: "Stop" });
      await expect
        .poll(() => visit.output(), { timeout: 30_000 })
        .toContain("looping");
      const began = performance.now();
      await stop.click();
      await stop.waitFor({ state: "detached" });
      expect(performance.now() - began).toBeLessThan(1000);
      expect(await visit.keyNames()).toEqual(["kept"]);
      expect(await visit.output()).toContain("looping");

      const next = await visit.type("redis-cli", "GET kept\n");
      expect(next.output).toContain('"yes"');
    });
});

test("a subscriber's endless wait between messages is stopped too", async () => {
  await visit.write(
    "python",
    `import asyncio
import redis.asyncio as redis


async def main():
    async with redis.Redis().pubsub() as pubsub:
        await pubsub.subscribe("news")
        print("waiting")
        while True:
            await pubsub.get_message(timeout=1)


asyncio.run(main())
`,
  );
  await visit.page.keyboard.press("ControlOrMeta+Enter");
  const goOn = visit.page.getByRole("button", { name: "Go on" });
  await goOn.waitFor({ timeout: 30_000 });
  const held = await visit.elapsed();
  expect(held).toBeGreaterThanOrEqual(599e9); // the horizon, ten minutes
  await goOn.click();
  await expect
    .poll(() => visit.elapsed(), { timeout: 30_000 })
    .toBeGreaterThan(held);
  await visit.page.getByRole("button", { name: "Stop" }).click();
  await visit.runButton().waitFor();
  expect(await visit.output()).toContain("waiting");
});

test("an endless run without latency is held at its events, and is stopped", async () => {
  await visit.page.evaluate(() => {
    const { resplay } = globalThis as any;
    const code =
      'const redis = world.client();\nfor (;;) await redis.incr("n");\n';
    void resplay.run("javascript", code, { latency: "0" });
  });
  const goOn = visit.page.getByRole("button", { name: "Go on" });
  await goOn.waitFor({ timeout: 110_000 });
  expect(await visit.elapsed()).toBe(0);
  await visit.page.getByRole("button", { name: "Stop" }).click();
  await visit.runButton().waitFor();
}, 120_000);

const errors: {
  what: string;
  language: Language;
  code: string;
  says: RegExp[];
}[] = [
  {
    what: "a future nobody completes",
    language: "python",
    code: "import asyncio\n\n\nasync def main():\n    await asyncio.get_running_loop().create_future()\n\n\nasyncio.run(main())\n",
    says: [/line 5/, /future/],
  },
  {
    what: "a blpop nobody feeds",
    language: "python",
    code: 'import asyncio\nimport redis.asyncio as redis\n\n\nasync def main():\n    print(await redis.Redis().blpop("empty"))\n\n\nasyncio.run(main())\n',
    says: [/line 6/, /blpop/i],
  },
  {
    what: "a promise nobody settles",
    language: "javascript",
    code: "console.log(1);\nawait new Promise(() => {});\n",
    says: [/line 2/],
  },
  {
    what: "a line that nothing answers",
    language: "redis-cli",
    code: "SET a 1\nBLPOP q 0\n",
    says: [/line 2/, /BLPOP q 0/],
  },
  {
    what: "a syntax error",
    language: "python",
    code: "import asyncio\nprint('a'\nx = 1\n",
    says: [/line 2/, /SyntaxError/],
  },
  {
    what: "a syntax error",
    language: "javascript",
    code: "const a = 1;\nconst b = ;\n",
    says: [/line 2|:2/, /SyntaxError|Unexpected/],
  },
  {
    what: "an exception",
    language: "python",
    code: "def f():\n    return 1 / 0\n\n\nf()\n",
    says: [/line 2/, /ZeroDivisionError/],
  },
  {
    what: "an exception",
    language: "javascript",
    code: "function f() {\n  null.x;\n}\nf();\n",
    says: [/TypeError/, /:2|line 2/],
  },
  {
    what: "a wrong command",
    language: "python",
    code: 'import redis.asyncio as redis\nawait redis.Redis().execute_command("GTE", "a")\n',
    says: [/unknown command 'GTE', with args beginning with: 'a'/],
  },
  {
    what: "a wrong type",
    language: "javascript",
    code: 'const redis = world.client();\nawait redis.set("a", "x");\nawait redis.incr("a");\n',
    says: [/ERR value is not an integer or out of range/],
  },
];

describe("errors say what was wrong, and where", () => {
  for (const { what, language, code, says } of errors)
    test(`${what}, ${language}`, async () => {
      const { error, output } = await visit.type(language, code);
      for (const part of says) expect(`${error}\n${output}`).toMatch(part);
      expect(error).not.toBeNull();
    });

  test("wrong lines in redis-cli", async () => {
    const { output, error } = await visit.type(
      "redis-cli",
      'GTE a\nGET\nSET a x\nLPUSH a 1\nGET "a\n',
    );
    expect(error).toBeNull();
    expect(output).toContain(
      "(error) ERR unknown command 'GTE', with args beginning with: 'a'",
    );
    expect(output).toContain(
      "(error) ERR wrong number of arguments for 'get' command",
    );
    expect(output).toContain(
      "(error) WRONGTYPE Operation against a key holding the wrong kind of value",
    );
    expect(output).toContain("Invalid argument(s)");
  });

  const badCalls: [string, unknown[], RegExp][] = [
    ["language", ["ruby", ""], /ruby.*python/s],
    ["program", ["python", 7], /program|code/i],
    ["latency", ["python", "", { latency: "fast" }], /latency.*fast/s],
    ["seed", ["python", "", { seed: -1 }], /seed/],
    ["option", ["python", "", { colour: "red" }], /colour/],
  ];
  for (const [what, args, says] of badCalls)
    test(`a bad ${what} given to resplay.run`, async () => {
      const message = await visit.page.evaluate(
        (args) =>
          (globalThis as any).resplay
            .run(...args)
            .then(String, (error: Error) => error.message),
        args,
      );
      expect(message).toMatch(says);
    });
});

describe("what is kept", () => {
  test("a reload keeps the editor's text and the keys", async () => {
    await visit.type(
      "redis-cli",
      "SET lasting 1\nHSET car wheels 4\nSET brief 1 EX 1000\n",
    );
    await visit.page.reload();
    await visit.page.getByRole("tab", { name: "redis-cli" }).click();
    await expect
      .poll(() =>
        visit.page
          .getByRole("textbox", { name: "Program" })
          .innerText()
          .catch(() => "")
          .then(
            async (text) =>
              text ||
              visit.page.getByRole("textbox", { name: "Program" }).inputValue(),
          ),
      )
      .toContain("HSET car wheels 4");
    expect(await visit.keyNames()).toEqual(["brief", "car", "lasting"]);
    const { output } = await visit.type(
      "redis-cli",
      "HGET car wheels\nTTL brief\n",
    );
    expect(output).toContain('"4"');
    expect(output).toMatch(/\(integer\) (1000|99\d)/);
  });

  test("with storage blocked everything works, and the page says what it cannot keep", async () => {
    const profile = mkdtempSync(join(tmpdir(), "resplay-"));
    mkdirSync(join(profile, "Default"));
    writeFileSync(
      join(profile, "Default", "Preferences"),
      JSON.stringify({
        profile: { default_content_setting_values: { cookies: 2 } },
      }),
    );
    const context = await launchProfile(profile);
    try {
      const blocked = await site.openIn(context);
      expect(
        await blocked.page.evaluate(() => {
          try {
            return String(localStorage);
          } catch (e) {
            return (e as Error).name;
          }
        }),
      ).toBe("SecurityError");
      const { output, error } = await blocked.type(
        "redis-cli",
        "SET a 1\nGET a\n",
      );
      expect(error).toBeNull();
      expect(output).toContain('"1"');
      const python = await blocked.type("python", "print(1 + 1)\n");
      expect(python.output).toBe("2\n");
      const notice = blocked.page
        .getByRole("status")
        .filter({ hasText: /kept|keep/ });
      expect(await notice.first().innerText()).toMatch(/keys/i);
      expect(blocked.errors).toEqual([]);
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
});
