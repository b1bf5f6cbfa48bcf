/** Programs whose turns are answered in their own thread, see web/src/world/twin.ts: nobody can tell, but for the time it takes. */
import { describe, expect, test } from "vitest";
import type { TraceEvent } from "../src/types.ts";
import { visitSite } from "./harness.ts";

const visit = visitSite();

const programs = {
  python: `from redis.asyncio import Redis
r = Redis()
for i in range(100):
    await r.incr("n")
print("done")
await r.delete("n")
await r.aclose()`,
  javascript: `for (let i = 0; i < 100; i++) await redis.incr("n")
console.log("done")
await redis.del("n")`,
};
const endless = { python: "while True: pass", javascript: "for (;;) {}" };

/** Waits until the program that runs has changed keys so often. */
const changed = (times: number) =>
  visit.page.waitForFunction((times) => {
    const { state, trace } = (globalThis as any).resplay.playground;
    const changes = trace.filter(({ kind }: any) => kind === "key.changed");
    return state === "running" && changes.length >= times;
  }, times);

/** An event without its bytes: HELLO tells a number that the server gives to no other client. */
const shape = ({ at, kind, task, future, name }: TraceEvent) =>
  [at, kind, task, future, name].join(" ");

const get = (key: string) =>
  visit.page.evaluate(
    (key) => (globalThis as any).resplay.world.client().get(key),
    key,
  );

describe.each(["python", "javascript"] as const)("%s", (language) => {
  const program = programs[language];

  test("a program run again and again leaves one trace", async () => {
    const runs = [];
    for (let i = 0; i < 4; i++)
      runs.push(await visit.run(language, program, { seed: 1 }));
    for (const { output, trace } of runs) {
      expect(output).toBe("done\n");
      expect(trace.map(shape)).toEqual(runs[0]!.trace.map(shape));
    }
  });

  test("what a program did ahead of an endless loop is done", async () => {
    const [most] = program.split(/print|console/);
    const running = visit.run(language, `${most}\n${endless[language]}`);
    await changed(100);
    await visit.page.evaluate(() =>
      (globalThis as any).resplay.playground.stop(),
    );
    expect((await running).stopped).toBe(true);
    expect(await get("n")).toBe("100");
    expect((await visit.run(language, program)).output).toBe("done\n");
  });

  test("the page asks for keys in the midst of a run", async () => {
    const long = program.replace("100", "3000");
    const running = visit.run(language, long);
    await changed(100);
    const seen = Number(await get("n"));
    expect(seen).toBeGreaterThan(99);
    expect(seen).toBeLessThan(3000);
    expect((await running).output).toBe("done\n");
  });
});
