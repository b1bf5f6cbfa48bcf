import { describe, expect, test } from "vitest";
import { LocalWorld } from "../world/local.ts";
import { run, start, tasks } from "./testing.ts";

const link = { latency: "10ms" };

describe("time is virtual", () => {
  test("100 gets: one by one, all at once, in a pipeline", async () => {
    const program = `
      const gets = Array.from({ length: 100 }, (_, i) => "key" + i);
      const timed = async (name, work) => {
        const start = performance.now();
        await work();
        console.log(name, performance.now() - start);
      };
      await timed("connect", () => redis.ping());
      await timed("one by one", async () => { for (const key of gets) await redis.get(key); });
      await timed("all", () => Promise.all(gets.map((key) => redis.get(key))));
      const pipeline = redis.pipeline();
      for (const key of gets) pipeline.get(key);
      await timed("pipeline", () => pipeline.exec());`;
    const { output, error, elapsed, trace } = await run(program, link);
    expect(error).toBe(null);
    expect(output).toBe("connect 30\none by one 1000\nall 10\npipeline 10\n");
    expect(elapsed).toBe(1050);
    expect(trace.filter(({ kind }) => kind === "conn.dialed")).toHaveLength(1);
  });

  test.each([
    "const end = Date.now() + 50;\nwhile (Date.now() < end);",
    "const end = performance.now() + 50;\nwhile (performance.now() < end);",
    "const end = +new Date() + 50;\nwhile (new Date() < end);",
  ])(
    "a loop that waits for the clock is told that it stands still: %s",
    async (program) => {
      const { error, elapsed } = await run(
        `await redis.ping();\n${program}`,
        link,
      );
      expect(error).toMatch(
        /^Error: the clock stands still while a program computes, and this one waits for it: let time pass with await .*\n  at line 3: while/,
      );
      expect(elapsed).toBe(30);
    },
  );

  test("a program may look at the clock as often as it likes", async () => {
    const { output, error } = await run(
      `let sum = 0;
      for (let i = 0; i < 900_000; i++) sum += performance.now();
      await redis.ping();
      for (let i = 0; i < 900_000; i++) sum += Date.now() % 2;
      console.log(sum);`,
      link,
    );
    expect([output, error]).toEqual(["0\n", null]);
  });

  test("timers fire in order of time, then of setting, with promises in between", async () => {
    const program = `
      const say = (text) => () => console.log(performance.now(), text);
      setTimeout(say("late"), 60_000);
      setTimeout(() => { say("a")(); Promise.resolve().then(say("behind a")); }, 10);
      setTimeout(say("b"), 10);
      const never = setTimeout(say("never"), 5);
      clearTimeout(never);
      const every = setInterval((text) => {
        say(text)();
        if (performance.now() >= 30) clearInterval(every);
      }, 15, "tick");
      queueMicrotask(say("microtask"));
      await redis.ping();
      say("pong")();`;
    const { output, elapsed } = await run(program, link);
    expect(output.split("\n")).toEqual([
      "0 microtask",
      "10 a",
      "10 behind a",
      "10 b",
      "15 tick",
      "30 pong",
      "30 tick",
      "60000 late",
      "",
    ]);
    expect(elapsed).toBe(60_000);
  });

  test("dates, dice and signals are the world's", async () => {
    const program = `
      const start = new Date();
      console.log(start, Date.now() === +start, start instanceof Date);
      await new Promise((resolve) => setTimeout(resolve, 90_000));
      console.log(new Date() - start, new Date(2000, 0, 1).getFullYear());
      console.log(Math.random(), crypto.randomUUID(), ...crypto.getRandomValues(new Uint8Array(2)));
      await redis.with({ signal: AbortSignal.timeout(5) }).get("x")
        .catch((error) => console.log(error.name, performance.now()));`;
    const first = await run(program, { ...link, seed: 5 });
    expect(first).toMatchObject({ error: null });
    expect(first.output).toMatch(
      /^2025-01-01T00:00:00.000Z true true\n90000 2000\n0\.\d+ [\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12} \d+ \d+\nCancelledError 90005\n$/,
    );
    expect(await run(program, { ...link, seed: 5 })).toEqual(first);
    const other = await run(program, { ...link, seed: 6 });
    expect(other.output).not.toBe(first.output);
  });
});

describe("what programs can do", () => {
  test("a timer longer than there are is due at once, as in Node", async () => {
    const program = `
      for (const far of [Infinity, 1e15, 2 ** 31])
        setTimeout(() => console.log(performance.now()), far);`;
    expect(await run(program)).toMatchObject({
      error: null,
      output: "1\n1\n1\n",
    });
  });

  test("what stands for a missing value may await, too", async () => {
    const program = `
      const { a = await redis.incr("a"), f = async () => redis.incr("a") } = {};
      console.log(a, await f());`;
    const { error, output, trace } = await run(program);
    expect({ error, output }).toEqual({ error: null, output: "1 2\n" });
    expect(tasks(trace)).toContain('main waiting line 2: redis.incr("a")');
  });

  test("a WATCH race, whose loser tries again", async () => {
    const { output, error } = await run(
      `async function add(name) {
         const redis = world.client();
         let attempts = 0;
         await redis.transaction(async (tx) => {
           attempts++;
           await tx.watch("n");
           const n = Number(await tx.get("n"));
           tx.multi();
           tx.set("n", n + 1);
         });
         console.log(name, attempts);
       }
       await Promise.all([add("Ann"), add("Ben")]);
       console.log(await redis.get("n"));`,
      link,
    );
    expect(error).toBe(null);
    expect(output).toBe("Ann 1\nBen 2\n2\n");
  });

  test("blpop in one task, fed by another", async () => {
    const { output, trace } = await run(
      `async function worker() {
         for (;;) {
           const [, job] = await redis.blpop("jobs", 0);
           if (job === "stop") return;
           console.log(performance.now(), job);
         }
       }
       async function boss() {
         await new Promise((resolve) => setTimeout(resolve, 100));
         await redis.rpush("jobs", "dig");
         await redis.rpush("jobs", "stop");
       }
       await Promise.all([worker(), boss()]);`,
      link,
    );
    expect(output).toBe("130 dig\n");
    expect(tasks(trace).slice(0, 6)).toEqual([
      "main started",
      "worker started line 1",
      "boss started line 8",
      'worker waiting line 3: redis.blpop("jobs", 0)',
      "boss waiting line 9: new Promise((resolve) => setTimeout(resolve, 100))",
      "main waiting line 13: Promise.all([worker(), boss()])",
    ]);
    const blpop = trace.find(({ name }) => name === "BLPOP")!;
    expect(blpop).toMatchObject({ kind: "future.created", task: "worker" });
  });

  test("publish and subscribe, by loop and by listener", async () => {
    const { output, error } = await run(
      `const loop = async (name, subscription) => {
         for await (const { message } of subscription) {
           console.log(name, message);
           if (message === "bye") return;
         }
       };
       const loops = [loop("Ann", await redis.subscribe("news")), loop("Ben", await redis.psubscribe("n*"))];
       await redis.subscribe("news", ({ message }) => console.log("listener", message));
       console.log(await redis.publish("news", "hello"), await redis.publish("news", "bye"));
       await Promise.all(loops);`,
      link,
    );
    expect(error).toBe(null);
    expect(output.split("\n").sort()).toEqual([
      "",
      "3 3",
      "Ann bye",
      "Ann hello",
      "Ben bye",
      "Ben hello",
      "listener bye",
      "listener hello",
    ]);
  });

  test("stacks of what is to be disposed of, where the browser has none", async () => {
    const { output, error } = await run(
      `const told = (name) => ({ name, [Symbol.dispose]() { console.log("-" + name); } });
      {
        using stack = new DisposableStack();
        stack.use(told("a"));
        stack.use(null);
        stack.defer(() => console.log("-b"));
        console.log(stack.adopt("c", (c) => console.log("-" + c)), stack.disposed);
      }
      const first = new DisposableStack();
      first.use(told("d"));
      const second = first.move();
      first.dispose();
      console.log(first.disposed, second.disposed);
      second.dispose();
      second.dispose();
      try { second.use(told("e")); } catch (error) { console.log(error.name, error.message); }
      try { new DisposableStack().use({}); } catch (error) { console.log(error.name); }
      {
        await using stack = new AsyncDisposableStack();
        stack.defer(async () => { await redis.ping(); console.log("-f"); });
        const held = stack.use(await redis.lock("door"));
        console.log(held.name);
      }
      console.log(await redis.exists("door"));`,
    );
    expect(error).toBe(null);
    expect(output.split("\n").slice(0, -1)).toEqual(
      "c false|-c|-b|-a|true false|-d|ReferenceError DisposableStack has been disposed of|TypeError|door|-f|0".split(
        "|",
      ),
    );
  });

  test.each<[string, string]>([
    [
      'throw new Error("outer", { cause: new TypeError("inner") });',
      'Error: outer\n  at line 1: throw new Error("outer", { cause: new TypeError("inner") });\n  caused by TypeError: inner, line 1',
    ],
    [
      'await Promise.any([redis.lpush("a"), redis.get()]);',
      "AggregateError: All promises were rejected\n" +
        '  at line 1: await Promise.any([redis.lpush("a"), redis.get()]);\n' +
        "  - ReplyError: ERR wrong number of arguments for 'lpush' command, line 1\n" +
        "  - UsageError: argument 1 of GET is undefined; give a string, a number, a bigint or a Uint8Array, line 1",
    ],
    [
      '{ using x = { [Symbol.dispose]() { throw new Error("at end"); } }; throw new Error("in it"); }',
      "SuppressedError: an error was suppressed during disposal\n" +
        '  at line 1: { using x = { [Symbol.dispose]() { throw new Error("at end"); } }; throw new Error("in it"); }\n' +
        "  at the end of a block: Error: at end, line 1\n" +
        "  before that: Error: in it, line 1",
    ],
    [
      'await redis.with({ signal: AbortSignal.abort(new Error("why")) }).get("a");',
      'CancelledError: the command was cancelled: why\n  at line 1: await redis.with({ signal: AbortSignal.abort(new Error("why")) }).get("a");',
    ],
    [
      'const error = new Error("round"); error.cause = error; throw error;',
      'Error: round\n  at line 1: const error = new Error("round"); error.cause = error; throw error;',
    ],
    [
      "for await (const key of redis.scan(0)) console.log(key);",
      "TypeError: redis.scan(0) is a promise, and not async iterable\n  at line 1: for await (const key of redis.scan(0)) console.log(key);",
    ],
    [
      'using held = await redis.lock("a");',
      'TypeError: what is declared with "using" has no [Symbol.dispose](); declare it with "await using"\n  at line 1: using held = await redis.lock("a");',
    ],
    [
      'import { Pipeline } from "resplay";',
      '"resplay" has no Pipeline; it has createWorld, World, RedisError, ReplyError, ClosedError, TimeoutError, PoolError, WatchError, ProtocolError, CancelledError, UsageError, LockError, LoadError, default\n  at line 1',
    ],
  ])(
    "what went wrong is told with what is behind it: %s",
    async (code, said) => {
      expect((await run(code, link)).error).toBe(said);
    },
  );

  test("using and await using: the last first, by whatever way the block is left", async () => {
    const { output, error, trace } = await run(
      `const named = (name) => ({
         name,
         [Symbol.dispose]() { console.log("dispose", name); },
       });
       const slow = (name) => ({
         async [Symbol.asyncDispose]() { await redis.ping(); console.log("gone", name, performance.now()); },
       });
       function early() {
         using a = named("a"), b = named("b");
         if (a) return "early";
         console.log("not here");
       }
       console.log(early());
       for (using turn of [named("one"), named("two")]) { if (turn.name === "one") continue; break; }
       async function late() {
         await using x = slow("x");
         using nothing = null;
         await using y = slow("y");
         return performance.now();
       }
       console.log(await late());
       try {
         using failing = { [Symbol.dispose]() { throw new Error("in disposal"); } };
         throw new Error("in block");
       } catch (error) {
         console.log(error.name, error.error.message, error.suppressed.message);
       }
       try { using wrong = {}; } catch (error) { console.log(error.message); }
       const using = 1; // is a name all the same
       await using last = slow("last"); // of the program`,
      link,
    );
    expect(error).toBe(null);
    expect(output.trimEnd().split("\n")).toEqual([
      "dispose b",
      "dispose a",
      "early",
      "dispose one",
      "dispose two",
      "gone y 30",
      "gone x 40",
      "0",
      "SuppressedError in disposal in block",
      'what is declared with "using" has no [Symbol.dispose]()',
      "gone last 50",
    ]);
    expect(tasks(trace)).toEqual([
      "main started",
      "main waiting line 6: redis.ping()",
      'main waiting line 16: await using x = slow("x");',
      "main waiting line 21: late()",
      "main waiting line 6: redis.ping()",
      "main waiting line 6: redis.ping()",
      'main waiting line 30: await using last = slow("last");',
      "main ended done",
    ]);
  });

  test("what a program does not wait for, and what it leaves open, is in the trace", async () => {
    const { trace, error } = await run(
      `const other = world.client();
       await other.set("a", 1);
       other.blpop("queue", 0);
       await (await other.acquire()).ping();
       const subscription = await redis.subscribe("news");
       for (let i = 0; i < 3; i++) await other.ping();`,
      link,
    );
    expect(error).toBe(null);
    const kinds = (wanted: string) =>
      trace.filter(({ kind }) => kind === wanted);
    const [dropped, ...more] = kinds("future.dropped");
    expect(more).toEqual([]);
    const created = kinds("future.created").find(
      ({ future }) => future === dropped!.future,
    );
    expect(created).toMatchObject({ name: "BLPOP", task: "main" });
    expect(kinds("conn.dialed").length).toBe(kinds("conn.closed").length);
  });

  test("the library's own example, seed and latency included", async () => {
    const { output, error } = await run(
      `import { createWorld, ReplyError } from "resplay";
       const world = await createWorld({ seed: 9, latency: "5ms", protocol: 3 });
       const redis = world.client({ decodeResponses: true, maxConnections: 10 });
       await redis.set("greeting", "hello", { ex: 60 });
       const [a, b] = await Promise.all([redis.get("greeting"), redis.incr("visits")]);
       const replies = await redis.pipeline().set("a", 1).incr("a").exec();
       console.log(a, b, replies, world.elapsed);
       const events = await world.trace.since(0);
       console.log(events.some(({ kind }) => kind === "executed"));
       await world.advance("10s");
       console.log(world.elapsed, await redis.ttl("greeting"));
       const image = await world.snapshot();
       await redis.flushall();
       await world.restore(image);
       try { await redis.execute("INCR", "greeting"); }
       catch (error) { console.log(error instanceof ReplyError, error); }
       const { World } = await import("resplay");
       console.log(world instanceof World);
       await createWorld({ seed: 10 });`,
    );
    expect(output).toBe(
      "hello 1 [ 'OK', 2 ] 25\ntrue\n10025 50\n" +
        "true [ReplyError: ERR value is not an integer or out of range]\ntrue\n",
    );
    expect(error).toMatch(
      /^UsageError: the seed of a run cannot change once it is under way/,
    );
  });

  test("what is printed: console and its streams, with the task that did", async () => {
    const { output, trace } = await run(
      `console.log("a", 1, [1, "x"], { b: null });
       console.error("bad");
       console.group("within");
       console.info("two\\nlines");
       console.groupEnd();
       console.assert(1 > 2, "no");
       console.count(); console.count();
       console.time("t");
       await redis.ping();
       console.timeEnd("t");`,
      link,
    );
    expect(output).toBe(
      "a 1 [ 1, 'x' ] { b: null }\nbad\nwithin\n  two\n  lines\n" +
        "Assertion failed: no\ndefault: 1\ndefault: 2\nt: 30ms\n",
    );
    const bad = trace.find(({ text }) => text === "bad\n");
    expect(bad).toMatchObject({
      kind: "printed",
      name: "stderr",
      task: "main",
    });
  });

  test("tasks are the calls that nobody awaits at once", async () => {
    const { trace, error } = await run(
      `const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
       const leaf = async (key) => { await pause(1); await redis.get(key); };
       const branch = async (key) => { await leaf(key); };
       await branch("direct");
       const two = [branch("x"), branch("y")];
       await Promise.all(two);
       await Promise.all(["z"].map(async (key) => redis.get(key)));
       setTimeout(async () => { await redis.get("timer"); }, 1);
       await pause(5);`,
    );
    expect(error).toBe(null);
    const gets = trace.filter(
      ({ kind, name }) => kind === "future.created" && name === "GET",
    );
    expect(gets.map(({ task, text }) => `${task}: ${text}`)).toEqual([
      "main: GET direct",
      "branch: GET x",
      "branch 2: GET y",
      "line 7: GET z",
      "line 8: GET timer",
    ]);
  });
});

describe("what goes wrong is said, with its line", () => {
  test("a program that never stops printing", async () => {
    const program = `
      try { for (;;) console.log("x".repeat(999)); } catch {}
      console.log("caught");`;
    const { error, output } = await run(program);
    expect(error).toBe(
      "OutputLimit: the program printed more than 1,000,000 characters; it ends here\n" +
        '  at line 2: try { for (;;) console.log("x".repeat(999)); } catch {}',
    );
    expect(output).toHaveLength(1_000_000);
  });

  const rows: [what: string, code: string, error: string][] = [
    ["a syntax error", "let a;\nlet = 1;", "SyntaxError: "],
    [
      "an error reply that was awaited",
      'await redis.set("a", "x");\nconst f = async () => {\n  await redis.incr("a");\n};\nawait f();',
      'ReplyError: ERR value is not an integer or out of range\n  at line 3: await redis.incr("a");',
    ],
    [
      "an error reply that nobody awaited",
      'await redis.set("a", "x");\nredis.incr("a");\nawait redis.get("a");',
      'ReplyError: ERR value is not an integer or out of range\n  at line 2: redis.incr("a");',
    ],
    [
      "an unknown command",
      'await redis.execute("NOPE");',
      "ReplyError: ERR unknown command 'NOPE', with args beginning with: \n  at line 1: await redis.execute(\"NOPE\");",
    ],
    [
      "a bad argument",
      '\nawait redis.set("a", redis.get("b"));',
      'UsageError: argument 2 of SET is a promise (is an await missing?); give a string, a number, a bigint or a Uint8Array\n  at line 2: await redis.set("a", redis.get("b"));',
    ],
    [
      "a mistake of the program's own",
      "function f() {\n  return undefined.x;\n}\nf();",
      "TypeError: Cannot read properties of undefined (reading 'x')\n  at line 2: return undefined.x; (called from 4)",
    ],
    [
      "an error in a timer",
      'setTimeout(() => {\n  throw new RangeError("late");\n}, 10);',
      'RangeError: late\n  at line 2: throw new RangeError("late");',
    ],
    [
      "an error in a listener",
      'await redis.subscribe("c", () => {\n  throw new Error("heard");\n});\nawait redis.publish("c", 1);',
      'Error: heard\n  at line 2: throw new Error("heard");',
    ],
    [
      "a rejection behind the last line",
      'Promise.reject(new Error("unhandled"));\nconsole.log("after");',
      'Error: unhandled\n  at line 1: Promise.reject(new Error("unhandled"));',
    ],
    [
      "a task that nobody awaits, and that fails behind the last line",
      'const r = world.client();\nawait r.set("t", "x");\nasync function save() {\n  await r.incr("t");\n}\nsave();',
      'ReplyError: ERR value is not an integer or out of range\n  at line 4: await r.incr("t");',
    ],
    [
      "a signal where a client's options belong",
      'await redis.get("a", { signal: AbortSignal.timeout(5) });',
      "UsageError: get takes no signal; give it to the client: redis.with({ signal }).get(…)\n  at line 1: ",
    ],
    [
      "what is no error at all",
      'throw "a string";',
      'Uncaught a string\n  at line 1: throw "a string";',
    ],
    [
      "no error, thrown by a function that is awaited",
      "async function f() {\n  throw { code: 1 };\n}\nawait f();",
      "Uncaught { code: 1 }\n  at line 2: throw { code: 1 };",
    ],
    [
      "a token out of place",
      "let a b = 1;",
      "SyntaxError: Unexpected token 'b'\n  at line 1, column 7:\n",
    ],
    [
      "an end that comes too soon",
      "if (true) {",
      "SyntaxError: Unexpected end of input\n  at line 1, column 12:\n",
    ],
    [
      "an unknown module",
      '\nimport Redis from "ioredis";',
      'cannot import "ioredis": a program here may import "resplay"; without any import, world.client() makes a client\n  at line 2',
    ],
    [
      "an unknown export",
      'import { connect } from "resplay";',
      '"resplay" has no connect; it has createWorld, ',
    ],
    [
      "a server that is not there",
      'await world.client({ port: 7000 }).get("a");',
      "ClosedError: connect to localhost:7000: connection refused",
    ],
  ];
  test.each(rows)("%s", async (_, code, error) => {
    const outcome = await run(code, link);
    expect(outcome.error).toContain(error);
    expect(tasks(outcome.trace).at(-1)).toBe(`main ended ${outcome.error}`);
  });

  test("a program that nothing can wake, and every line that waits", async () => {
    const { error, output, elapsed } = await run(
      `async function worker() {
         await redis.blpop("jobs", 0);
       }
       const working = worker();
       console.log("waiting");
       for await (const message of await redis.subscribe("news")) {}`,
      link,
    );
    expect(output).toBe("waiting\n");
    expect(error).toBe(
      "The program cannot go on: nothing in this world will settle what it awaits:\n" +
        '  line 2 (worker): redis.blpop("jobs", 0)\n' +
        '  line 6: await redis.subscribe("news")',
    );
    expect(elapsed).toBe(30);
  });

  test("a promise of the program's own", async () => {
    const { error } = await run(
      "const never = new Promise(() => {});\nawait never;",
    );
    expect(error).toBe(
      "The program cannot go on: nothing in this world will settle what it awaits:\n  line 2: never",
    );
  });

  test("but the browser may still be at work", async () => {
    const { error, output } = await run(
      `const hash = await crypto.subtle.digest("SHA-256", new Uint8Array(1e6));
       console.log(hash.byteLength);`,
    );
    expect({ error, output }).toEqual({ error: null, output: "32\n" });
  });
});

describe("runs follow each other", () => {
  test("keys stay, and nothing else does", async () => {
    const world = await LocalWorld.open();
    await run(
      'await redis.set("a", 1); globalThis.left = setInterval; redis.blpop("q", 0);',
      link,
      world,
    );
    const before = [setTimeout, Date, console, Math.random];
    const second = await run(
      'console.log(await redis.get("a"), performance.now());',
      link,
      world,
    );
    expect(second).toMatchObject({ output: "1 30\n", error: null });
    expect([setTimeout, Date, console, Math.random]).toEqual(before);
    expect(Object.hasOwn(globalThis, "redis")).toBe(false);
  });

  test("one is stopped at its next turn", async () => {
    const { runtime, ended } = await start(
      "for (;;) await redis.incr('n');",
      link,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    runtime.stop();
    expect(await ended).toMatchObject({ error: "The program was stopped." });
  });
});
