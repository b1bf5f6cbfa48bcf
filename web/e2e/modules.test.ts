/** The page's three wasm modules: a world moves from one to the next when a command asks for it. */
import { describe, expect, test } from "vitest";
import type { BrowserContext } from "playwright-core";
import type { Language } from "../src/types.ts";
import { serveSite, type Visit } from "./harness.ts";

const FIRST = "**/generated/playground.wasm";
const WHOLE = "**/generated/playground-whole.wasm";
const SCRIPTING = "**/generated/playground-scripting.wasm";

/** A key of a kind that the first module does not know. */
const STORED = {
  set: "PFADD h x y\n",
  get: "PFCOUNT h\n",
  answer: "(integer) 2",
};

const site = serveSite();

/** Visits the page as a new visitor, whose browser prepare has a hand in. */
async function visiting<T>(
  prepare: (context: BrowserContext) => Promise<unknown>,
  action: (visit: Visit) => Promise<T>,
): Promise<T> {
  const context = await site.browser.newContext();
  await prepare(context);
  const visit = await site.openIn(context);
  try {
    const result = await action(visit);
    expect(visit.errors).toEqual([]);
    return result;
  } finally {
    await visit.close();
  }
}

/** The modules that a page has loaded. */
function modulesOf(visit: Visit): string[] {
  const names: string[] = [];
  visit.context.on("requestfinished", (request) => {
    const name = /generated\/(playground.*)\.wasm$/.exec(request.url())?.[1];
    if (name) names.push(name);
  });
  return names;
}

/** Runs a program, and returns everything that can be seen of it as text, bytes included. */
function seen(visit: Visit, language: Language, code: string): Promise<string> {
  return visit.page.evaluate(
    async ([language, code]) => {
      const { resplay } = globalThis as any;
      const result = await resplay.run(language, code, { latency: "10ms" });
      return JSON.stringify(result, (_, value) =>
        value instanceof Uint8Array ? [...value] : value,
      );
    },
    [language, code] as const,
  );
}

const programs: Record<Language, string> = {
  "redis-cli": `SET a 1
SADD set b c d e f g h i j k
SPOP set 3
anna> SUBSCRIBE news
bob> BLPOP queue 0
MULTI
ZADD board 5 anna
SETBIT bits 7 1
RPUSH queue x
EXEC
CLIENT ID
SRANDMEMBER set 5
COMMAND COUNT
EVAL "return redis.call('INCR', KEYS[1])" 1 a
PUBLISH news hello
INCR a
`,
  javascript: `const redis = world.client();
await redis.set("a", 1);
const waiting = redis.blpop("queue", 0);
console.log(await redis.execute("ZADD", "board", 5, "anna"), await redis.execute("SETBIT", "bits", 7, 1));
const replies = await redis.pipeline().incr("a").execute("COMMAND", "COUNT").rpush("queue", "x").exec();
console.log(replies, await waiting, await redis.execute("CLIENT", "ID"));
`,
  python: `import asyncio
import redis.asyncio as redis


async def main():
    r = redis.Redis()
    await r.set("a", 1)
    waiting = asyncio.create_task(r.blpop("queue"))
    await asyncio.sleep(1)
    print(await r.execute_command("ZADD", "board", 5, "anna"), await r.execute_command("PFADD", "h", 1))
    async with r.pipeline(transaction=True) as pipe:
        pipe.incr("a")
        pipe.execute_command("COMMAND COUNT")
        pipe.rpush("queue", "x")
        print(await pipe.execute())
    print(await waiting, await r.client_id())


asyncio.run(main())
`,
};

describe("a run that moves twice on its way is that of a page which had everything", () => {
  for (const [language, code] of Object.entries(programs) as [
    Language,
    string,
  ][])
    test(language, async () => {
      const moved = await visiting(
        async () => {},
        async (visit) => {
          const loaded = modulesOf(visit);
          const result = await seen(visit, language, code);
          expect(loaded).toContain("playground");
          expect(loaded).toContain("playground-scripting");
          return result;
        },
      );
      const stayed = await visiting(
        (context) =>
          context.route(FIRST, (route) =>
            route.continue({
              url: route.request().url().replace(".wasm", "-scripting.wasm"),
            }),
          ),
        (visit) => seen(visit, language, code),
      );
      expect(JSON.parse(moved).error).toBe(null);
      expect(moved).toBe(stayed);
    });
});

test("what most begin with stays in the first module", async () => {
  await visiting(
    async () => {},
    async (visit) => {
      const loaded = modulesOf(visit);
      const { output } = await visit.run(
        "redis-cli",
        "ZADD board 5 anna 7 bert\nZRANGE board 0 -1 WITHSCORES\nZPOPMAX board\nCLIENT LIST\nOBJECT ENCODING board\n",
      );
      expect(output).toContain('3) "bert"\n4) "7"');
      expect(loaded).toEqual(["playground"]);
    },
  );
});

test.each([
  ["XADD log 1-1 a 1", '"1-1"'],
  ["HSET h f v\nHEXPIRE h 10 FIELDS 1 f", "1) (integer) 1"],
  ["GEOADD cities 13.4 52.5 Berlin", "(integer) 1"],
  ["CLIENT TRACKING ON", "OK"],
  ["RPUSH l 2 1\nSORT l", '1) "1"\n2) "2"'],
  ["SET a 1\nDUMP a", "\\xc0\\x01"],
  ["ZADD a 1 x\nZUNION 2 a b", '1) "x"'],
])("%s is in the second module", async (code, answer) => {
  await visiting(
    async () => {},
    async (visit) => {
      const loaded = modulesOf(visit);
      const { output } = await visit.run("redis-cli", code);
      expect(output).toContain(answer);
      expect(loaded).toEqual(["playground", "playground-whole"]);
    },
  );
});

test("scripts run in the page, one without end is ended soon, and functions outlive a reload", async () => {
  await visiting(
    async () => {},
    async (visit) => {
      const counted = await visit.run(
        "redis-cli",
        `EVAL "for i = 1, ARGV[1] do redis.call('INCR', KEYS[1]) end return redis.call('GET', KEYS[1])" 1 n 10\n`,
      );
      expect(counted.output).toContain('"10"');
      const began = performance.now();
      const endless = await visit.run(
        "redis-cli",
        `EVAL "while true do redis.call('INCR', KEYS[1]) end" 1 m\nPING\n`,
      );
      const took = Math.round(performance.now() - began);
      console.log(`a script without end: ${took} ms`);
      expect(endless.output).toMatch(
        /\(error\) ERR .*Script killed.*\n.*PING\nPONG/,
      );
      expect(took).toBeLessThan(20_000); // two seconds on an idle machine

      await visit.run(
        "redis-cli",
        `FUNCTION LOAD "#!lua name=lib\\nredis.register_function('twice', function(keys, args) return args[1] * 2 end)"\n`,
      );
      await visit.page.reload();
      const again = await visit.run("redis-cli", "FCALL twice 0 21\nGET n\n");
      expect(again.output).toMatch(/\(integer\) 42\n.*GET n\n"10"/);
    },
  );
});

test("keys that need a larger module are there after a reload", async () => {
  await visiting(
    async () => {},
    async (visit) => {
      await visit.run("redis-cli", STORED.set);
      await visit.page.reload();
      const again = await visit.run("redis-cli", STORED.get);
      expect(again.output).toContain(STORED.answer);
    },
  );
});

test("stored keys whose module cannot be had are not lost", async () => {
  await visiting(
    async () => {},
    async (visit) => {
      await visit.run("redis-cli", STORED.set);
      await visit.context.route(WHOLE, (route) =>
        route.fulfill({ status: 404 }),
      );
      await visit.page.reload();
      const failed = await visit
        .run("redis-cli", STORED.get)
        .catch((error: Error) => error.message);
      expect(failed).toContain("could not be loaded");
      expect(failed).toContain("404");
      await visit.context.unroute(WHOLE);
      const again = await visit.run("redis-cli", STORED.get);
      expect(again.output).toContain(STORED.answer);
    },
  );
});

test("a module that cannot be had is said where the command stands, and tried again by Run", async () => {
  await visiting(
    (context) =>
      context.route(WHOLE, (route) => route.fulfill({ status: 404 })),
    async (visit) => {
      const failed = await visit.type(
        "redis-cli",
        "SET a 1\nCONFIG GET port\n",
      );
      expect(failed.output).toMatch(
        /\(error\) ERR .* could not be loaded: cannot load .*playground-whole\.wasm: 404 .*Run tries again\./,
      );
      expect(failed.keys).toMatchObject([{ key: "a" }]);
      await visit.context.unroute(WHOLE);
      const again = await visit.type("redis-cli", "GET a\nCONFIG GET port\n");
      expect(again.output).toContain('"1"');
      expect(again.output).toContain("6379");
    },
  );
});

test("a module that is slow shows that it loads, and Stop does not wait for it", async () => {
  let release = () => {};
  await visiting(
    (context) =>
      context.route(WHOLE, async (route) => {
        await new Promise<void>((resolve) => (release = resolve));
        await route.continue();
      }),
    async (visit) => {
      await visit.write("redis-cli", "SET a 1\nCONFIG GET port\nSET b 1\n");
      await visit.page.keyboard.press("ControlOrMeta+Enter");
      const loading = visit.page.getByText("Loading streams, geo and more…");
      await loading.waitFor();
      await expect.poll(() => visit.output()).toContain("OK");
      const began = performance.now();
      await visit.page.getByRole("button", { name: "Stop" }).click();
      await visit.runButton().waitFor();
      expect(performance.now() - began).toBeLessThan(1000);
      await loading.waitFor({ state: "detached" });
      expect(await visit.keyNames()).toContain("a");

      await visit.page.keyboard.press("ControlOrMeta+Enter");
      await loading.waitFor();
      release();
      await loading.waitFor({ state: "detached" });
      await expect.poll(() => visit.output()).toContain("6379");
    },
  );
});

test("a program in JavaScript is stopped while a module loads", async () => {
  await visiting(
    (context) => context.route(WHOLE, () => new Promise(() => {})),
    async (visit) => {
      await visit.write(
        "javascript",
        `const redis = world.client();
console.log("before");
await redis.set("a", 1);
await redis.execute("SETBIT", "bits", 7, 1);
console.log("behind");
`,
      );
      await visit.page.keyboard.press("ControlOrMeta+Enter");
      await visit.page.getByText("Loading streams, geo and more…").waitFor();
      await expect.poll(() => visit.output()).toContain("before");
      const began = performance.now();
      await visit.page.getByRole("button", { name: "Stop" }).click();
      await visit.runButton().waitFor();
      expect(performance.now() - began).toBeLessThan(1000);
      expect(await visit.output()).toContain("The program was stopped.");
      expect(await visit.output()).not.toContain("behind");
      expect(await visit.keyNames()).toEqual(["a"]);
    },
  );
});

test("the world of automation moves as well, and the keys' panel goes on", async () => {
  await visiting(
    async () => {},
    async (visit) => {
      const answers = await visit.page.evaluate(async () => {
        const { world } = (globalThis as any).resplay;
        const redis = world.client();
        await redis.set("a", 1);
        const port = await redis.execute("CONFIG", "GET", "port");
        const count = await redis.execute("COMMAND", "COUNT");
        return { port, count, a: await redis.get("a") };
      });
      expect(answers.a).toBe("1");
      expect(answers.count).toBeGreaterThan(100);
      expect(await visit.keyNames()).toEqual(["a"]);
    },
  );
});

test("what a program names is loaded while it is written", async () => {
  await visiting(
    async () => {},
    async (visit) => {
      const loaded = modulesOf(visit);
      await visit.write("redis-cli", "SET a 1\n");
      await visit.page.waitForTimeout(1500);
      expect(loaded).toEqual(["playground"]);
      await visit.write("redis-cli", "SET a 1\nCOMMAND COUNT\n");
      await expect.poll(() => loaded).toContain("playground-scripting");
      expect(SCRIPTING).toContain(loaded[1]!);
    },
  );
});
