/** Programs as a new visitor would type them: what they print, the keys they leave, and what they cost. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Language } from "../src/types.ts";
import { count, visitSite } from "./harness.ts";

const visit = visitSite();

const endings: Record<Language, string> = {
  python: "py",
  javascript: "js",
  "redis-cli": "txt",
};

function program(name: string, language: Language): string {
  return readFileSync(
    new URL(`programs/${name}.${endings[language]}`, import.meta.url),
    "utf8",
  );
}

interface Expected {
  output: string;
  /** key: [type, value] */
  keys: Record<string, [string, unknown]>;
  connections: number;
  roundTrips: number;
}

/** Types a program in, runs it by key, and compares everything that it came to. */
async function expectRun(
  name: string,
  language: Language,
  expected: Expected,
): Promise<void> {
  await visit.emptyKeys();
  const run = await visit.type(language, program(name, language));
  const keys = Object.fromEntries(
    run.keys.map(({ key, type, value }) => [key, [type, value]]),
  );
  expect({
    error: run.error,
    output: run.output,
    keys,
    connections: Number(run.cost["connections"] ?? run.cost["connection"]),
    roundTrips: Number(run.cost["round trips"] ?? run.cost["round trip"]),
  }).toEqual({ error: null, ...expected });
}

const greeting = {
  greeting: ["string", "hello"],
  visits: ["string", "1"],
} as Expected["keys"];
const stock = { stock: ["string", "8"] } as Expected["keys"];

describe("set and get", () => {
  // One round trip for each command, after the handshake where there is one.
  test("Python", () =>
    expectRun("set-get", "python", {
      output: "True\nhello\nNone\n1\n",
      keys: greeting,
      connections: 1,
      roundTrips: 4,
    }));
  test("JavaScript", () =>
    expectRun("set-get", "javascript", {
      output: "OK\nhello\nnull\n1\n",
      keys: greeting,
      connections: 1,
      roundTrips: 5,
    }));
  test("redis-cli", () =>
    expectRun("set-get", "redis-cli", {
      output:
        "127.0.0.1:6379> SET greeting hello EX 60\nOK\n" +
        '127.0.0.1:6379> GET greeting\n"hello"\n' +
        "127.0.0.1:6379> GET nothing\n(nil)\n" +
        "127.0.0.1:6379> INCR visits\n(integer) 1\n",
      keys: greeting,
      connections: 1,
      roundTrips: 4,
    }));
});

describe("a hundred gets, three ways, on a link of 10 ms", () => {
  interface Cost {
    seconds: string;
    connections: number;
    roundTrips: number;
  }
  const ways: [string, Language, Cost][] = [
    [
      "one-by-one",
      "python",
      { seconds: "1.01", connections: 1, roundTrips: 100 },
    ],
    ["gather", "python", { seconds: "0.02", connections: 100, roundTrips: 1 }],
    ["pipeline", "python", { seconds: "0.02", connections: 1, roundTrips: 1 }],
    [
      "one-by-one",
      "javascript",
      { seconds: "1.02", connections: 1, roundTrips: 101 },
    ],
    [
      "gather",
      "javascript",
      { seconds: "0.03", connections: 1, roundTrips: 2 },
    ],
    [
      "pipeline",
      "javascript",
      { seconds: "0.03", connections: 1, roundTrips: 2 },
    ],
  ];
  for (const [name, language, cost] of ways)
    test(`${name}, ${language}`, async () => {
      const { seconds, ...rest } = cost;
      await expectRun(name, language, {
        output: `100 ${seconds}\n`,
        keys: {},
        ...rest,
      });
      // Once its language is loaded, a run takes little real time. The median of
      // three, for the machine may be busy with something else just once.
      const real: number[] = [];
      for (let i = 0; i < 3; i++)
        real.push((await visit.run(language, program(name, language))).real);
      real.sort((a, b) => a - b);
      console.log(
        `${name}, ${language}: ${real.map(Math.round).join(", ")} ms of real time`,
      );
      expect(real[1]).toBeLessThan(300);
    });
});

describe("a WATCH race between two clients", () => {
  test("Python", () =>
    expectRun("watch", "python", {
      output: "8 tries 3\n",
      keys: stock,
      connections: 2,
      roundTrips: 9,
    }));
  test("JavaScript", () =>
    expectRun("watch", "javascript", {
      output: "8 tries 3\n",
      keys: stock,
      connections: 3,
      roundTrips: 10,
    }));
  test("redis-cli", async () => {
    await visit.emptyKeys();
    const run = await visit.type("redis-cli", program("watch", "redis-cli"));
    expect(run.output).toContain("a(TX)> EXEC\n(nil)\n");
    expect(run.output).toContain("a(TX)> EXEC\n1) OK\n");
    expect(run.keys.map(({ key, value }) => [key, value])).toEqual([
      ["stock", "8"],
    ]);
    expect(count(run.trace, "conn.opened")).toBe(3);
  });
});

describe("blpop in one task, fed by another", () => {
  const keys = { done: ["string", "yes"] } as Expected["keys"];
  const output = "did sweep\ndid mop\ndid stop\n";
  test("Python", () =>
    expectRun("blpop", "python", {
      output,
      keys,
      connections: 2,
      roundTrips: 4,
    }));
  test("JavaScript", () =>
    expectRun("blpop", "javascript", {
      output,
      keys,
      connections: 2,
      roundTrips: 6,
    }));
  test("redis-cli", async () => {
    await visit.emptyKeys();
    const run = await visit.type("redis-cli", program("blpop", "redis-cli"));
    expect(run.output).toContain('1) "jobs"\n2) "sweep"\n');
    expect(run.keys.map(({ key, value }) => [key, value])).toEqual([
      ["done", "yes"],
    ]);
    expect(count(run.trace, "blocked")).toBe(1);
  });
});

describe("publish and subscribe", () => {
  const output = "1\nnews hello\n1\nnews bye\n";
  test("Python", () =>
    expectRun("pubsub", "python", {
      output,
      keys: {},
      connections: 2,
      roundTrips: 3,
    }));
  test("JavaScript", () =>
    expectRun("pubsub", "javascript", {
      output,
      keys: {},
      connections: 2,
      roundTrips: 5,
    }));
  test("redis-cli", async () => {
    const run = await visit.type("redis-cli", program("pubsub", "redis-cli"));
    expect(run.output).toContain(
      'listener> 1) "message"\n2) "news"\n3) "hello"\n',
    );
    expect(run.output).toContain(
      'listener> 1) "message"\n2) "news"\n3) "bye"\n',
    );
    expect(count(run.trace, "published")).toBe(2);
  });
});

test("the same seed and program give the same trace", async () => {
  const options = { seed: 7, jitter: "8ms" };
  const traces = [];
  for (let i = 0; i < 2; i++) {
    await visit.emptyKeys();
    const { trace } = await visit.run(
      "python",
      program("watch", "python"),
      options,
    );
    traces.push(
      trace.map(({ at, kind, conn, future, text }) => [
        at,
        kind,
        conn,
        future,
        text,
      ]),
    );
  }
  expect(traces[0]).toEqual(traces[1]);
});
