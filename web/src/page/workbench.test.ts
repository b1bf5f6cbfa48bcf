import { beforeEach, expect, test, vi } from "vitest";
import { fate, stubBrowser } from "../world/thread.harness.ts";
import { Workbench } from "./workbench.ts";

stubBrowser();

let bench: Workbench;

beforeEach(() => {
  fate.next = "start";
  bench = new Workbench({
    addController() {},
    removeController() {},
    requestUpdate() {},
    updateComplete: Promise.resolve(true),
  });
});

/** What the output shows. */
function shown() {
  const { state, ending, error, printed } = bench;
  return {
    state,
    ending,
    error,
    text: printed.parts.map((p) => p.text).join(""),
  };
}

const stopped = {
  state: "idle",
  ending: "stopped",
  error: "The program was stopped.",
  text: "",
};

test("keys of any bytes keep no program from running", async () => {
  const run = (code: string) => bench.run("redis-cli", code, {});
  await run('SET k "\\xff"\nSET "\\xff" v\nHSET h "\\xfe" "\\xff"');
  await bench.refreshKeys();
  expect(bench.keys.map(({ key }) => key)).toEqual(["h", "k", "\\xff"]);
  const next = await run("GET k");
  expect(next).toMatchObject({ error: null, stopped: false });
  expect(shown()).toMatchObject({
    ending: "done",
    text: expect.stringContaining('\n"\\xff"\n'),
  });
  expect(bench.model.keys.after(-1, 0)).toEqual(bench.keys);
});

test.each(["start", "hang"])(
  "a program that is stopped before it begins does not run: %s",
  async (next) => {
    fate.next = next;
    const result = bench.run("redis-cli", "SET a 1", {});
    expect(bench.state).toBe("loading");
    await bench.stop();
    expect(shown()).toEqual(stopped);
    expect(await result).toMatchObject({
      stopped: true,
      output: "",
      trace: [],
    });
    if (next === "start") expect(await bench.playground.keys()).toEqual([]);
  },
);

test("a program is stopped the moment it is said to run", async () => {
  bench.playground.addEventListener("state", ({ detail }) => {
    if (detail === "running") void bench.stop();
  });
  await bench.run("redis-cli", "SET a 1", {});
  expect(shown()).toEqual(stopped);
});

test("a reset while a program begins leaves no keys, and the program does not run", async () => {
  await bench.run("redis-cli", "SET before 1", {});
  const result = bench.run("redis-cli", "SET a 1", {});
  await bench.clear();
  expect((await result).stopped).toBe(true);
  expect(await bench.playground.keys()).toEqual([]);
});

test("what was stopped is told from what failed, whatever its error says", async () => {
  await bench.run("redis-cli", "SET a 1", {});
  vi.spyOn(bench.playground, "run").mockResolvedValueOnce({
    output: "",
    error: "Traceback\nKeyboardInterrupt",
    stopped: true,
    elapsed: 0,
    summary: bench.summary!,
    trace: [],
  });
  await bench.run("python", "", {});
  expect(bench.ending).toBe("stopped");
});

test("a failed load ends the run, and the next one tries again", async () => {
  fate.next = "playground.wasm: 404";
  const message =
    "Redis could not be loaded: playground.wasm: 404. Run tries again.";
  await expect(bench.run("redis-cli", "PING", {})).rejects.toThrow(message);
  expect(shown()).toMatchObject({ ending: "unstarted", error: message });
  fate.next = "start";
  await bench.run("redis-cli", "PING", {});
  expect(shown()).toMatchObject({
    ending: "done",
    text: expect.stringContaining("PONG"),
  });
});

test("one program runs at a time", async () => {
  const first = bench.run("redis-cli", "PING", {});
  await expect(bench.run("redis-cli", "PING", {})).rejects.toThrow(
    "a program is running",
  );
  expect((await first).output).toContain("PONG");
});
