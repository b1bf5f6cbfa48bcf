/** What stands on the page while what a program needs is loaded. */
import { expect, test } from "vitest";
import { serveSite, type Visit } from "./harness.ts";

const site = serveSite();

/** What stands in the timeline's place. */
const replay = (visit: Visit) => visit.page.getByLabel("Replay");
const firstView = (visit: Visit) =>
  replay(visit).getByRole("heading", {
    name: "See what your program waits for",
  });
const events = (visit: Visit) => replay(visit).locator("#about").innerText();

/** Notes when the world's worker tells the page of a piece of trace. */
function noteTraces(): void {
  const told = ((globalThis as any).toldTraces = [] as unknown[]);
  globalThis.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.kind === "trace") told.push(data);
      });
    }
  };
}

/** How many pieces of trace have come. */
const pieces = (visit: Visit) =>
  visit.page.evaluate(() => (globalThis as any).toldTraces.length as number);

/** Waits until so many have come, and what follows from them is on show. */
async function told(visit: Visit, pieces: number): Promise<void> {
  await visit.page.waitForFunction(
    (pieces) => (globalThis as any).toldTraces.length >= pieces,
    pieces,
  );
  await drawn(visit);
}

/** Waits until what the page knows is on show. */
function drawn(visit: Visit): Promise<void> {
  return visit.page.evaluate(async () => {
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  });
}

/** Keeps requests back; call what it returns to let them go. */
async function hold(visit: Visit, files: string): Promise<() => void> {
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  await visit.page.route(files, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("the first view stays until the first program begins, and a run until the next one does", async () => {
  const context = await site.browser.newContext();
  await context.addInitScript(noteTraces);
  const visit = await site.openIn(context);
  const python = await hold(visit, "**/generated/pyodide/*.wasm");
  await visit.runButton().click(); // nothing was loaded before
  await told(visit, 1); // the page has told the new world of its link
  expect(await firstView(visit).isVisible()).toBe(true);
  expect(await replay(visit).getByLabel("Timeline").count()).toBe(0);
  python();
  await expect
    .poll(() => visit.output(), { timeout: 30_000 })
    .toContain("in a pipeline");
  await visit.runButton().waitFor();
  await drawn(visit);
  expect(await firstView(visit).count()).toBe(0);

  const shown = await events(visit);
  expect(shown).toMatch(/^[1-9]\d* events/);
  const before = await pieces(visit);
  const javascript = await hold(visit, "**/assets/javascript-*.js");
  await visit.write("javascript", "console.log('then')\n");
  await visit.page.keyboard.press("ControlOrMeta+Enter");
  await visit.page.getByRole("button", { name: "Stop" }).waitFor();
  await visit.page.evaluate(() =>
    (globalThis as any).resplay.world.client().set("a", 1),
  );
  await told(visit, before + 1); // of what the page did itself
  expect(await events(visit)).toBe(shown);
  javascript();
  await expect.poll(() => visit.output()).toContain("then");
  expect(visit.errors).toEqual([]);
  await visit.close();
});
