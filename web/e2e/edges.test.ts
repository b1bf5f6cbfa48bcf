/** The page at its edges: bytes that are no text, output without end, an early Stop, two tabs, wrong addresses. */
import { beforeEach, expect, test } from "vitest";
import { serveSite, violations, visitSite } from "./harness.ts";

const site = serveSite();
const visit = visitSite(site);

beforeEach(() => visit.emptyKeys());

test("keys of any bytes are shown, and the next program runs", async () => {
  await visit.type(
    "redis-cli",
    'SET k "\\xff"\nSET "\\xfe" v\nHSET h "\\xfd" 1\nSET "" empty\n',
  );
  await visit.page.getByRole("tab", { name: "Keys" }).click();
  const names = visit.page.getByRole("rowheader");
  await expect
    .poll(() => names.allInnerTexts())
    .toEqual(['""', "h", "k", '"\\xfe"']);
  const table = await visit.page.getByRole("table").innerText();
  expect(table).toContain('"\\xff"');
  expect(table).toContain('{"\\xfd": "1"}');
  await visit.page.reload();
  const { output, error } = await visit.type("python", "print(6 * 7)\n");
  expect([output, error]).toEqual(["42\n", null]);
});

test("an early Stop, or Escape, keeps a program from running", async () => {
  const slow = await site.open();
  await slow.page.route("**/*.wasm", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.continue().catch(() => {}); // the test is over
  });
  await slow.write("redis-cli", "SET a 1\n");
  const stopped = slow.page.getByText("The program was stopped.");
  const run = slow.runButton();
  await slow.page.keyboard.press("ControlOrMeta+Enter");
  await slow.page.getByRole("button", { name: "Stop" }).click();
  await stopped.waitFor({ timeout: 1000 });
  await run.click();
  await stopped.waitFor({ state: "detached" });
  await slow.page.keyboard.press("Escape");
  await stopped.waitFor({ timeout: 1000 });
  expect(await slow.keyNames()).toEqual([]);
  expect(slow.errors).toEqual([]);
  await slow.close();
});

test("a world that cannot be loaded is said to be so, and Run tries again", async () => {
  const broken = await site.open();
  await broken.page.route("**/playground.wasm*", (route) =>
    route.fulfill({ status: 503 }),
  );
  await broken.write("redis-cli", "PING\n");
  await broken.page.keyboard.press("ControlOrMeta+Enter");
  const alert = broken.page.getByRole("log").getByRole("alert");
  const text = await alert.innerText();
  expect(text).toMatch(
    /^Could not start\n+Redis could not be loaded: .*503.*Run tries again\.$/s,
  );
  await broken.page.unroute("**/playground.wasm*");
  const { output, error } = await broken.type("redis-cli", "PING\n");
  expect([output.trim().split("\n").at(-1), error]).toEqual(["PONG", null]);
  await broken.close();
});

test("a program in Python that is stopped is not said to have failed", async () => {
  await visit.write("python", "print('on')\nwhile True:\n    pass\n");
  await visit.page.keyboard.press("ControlOrMeta+Enter");
  await expect.poll(() => visit.output(), { timeout: 30_000 }).toContain("on");
  await visit.page.getByRole("button", { name: "Stop" }).click();
  await visit.page.getByText("The program was stopped.").waitFor();
  expect(await visit.page.getByRole("log").getByRole("alert").count()).toBe(0);
});

test("the end of very long output is shown, and what is left out is said", async () => {
  await visit.type("python", 'print("y" * 900_000 + "the end")\n');
  const shown = await visit.output();
  expect(shown.trimEnd().slice(-10)).toBe("yyythe end");
  expect(shown).toContain("500,008 earlier characters are left out.");
});

test("the first of two tabs is told at once that it keeps no keys any more", async () => {
  const first = await site.open();
  await first.type("redis-cli", "SET from first\n");
  const second = await site.openIn(first.context);
  const after = await second.type("redis-cli", "GET from\n");
  expect(after.output).toContain('"first"');
  const notice = first.page
    .getByRole("status")
    .filter({ hasText: "Another tab of this site keeps the keys now" });
  await notice.waitFor({ timeout: 2000 });
  expect(await notice.isVisible()).toBe(true);
  await first.type("redis-cli", "SET lost 1\n");
  await second.page.reload();
  expect(await second.keyNames()).toEqual(["from"]);
  await first.close();
});

test("a wrong address leads to the lessons, and the title follows", async () => {
  const lost = await site.open({}, "#/foo");
  await lost.page.getByText("There is no page #/foo here.").waitFor();
  expect(await violations(lost)).toEqual([]);
  await lost.page.goto(`${site.url}#/lesson/nope`);
  await lost.page.getByText("There is no lesson named “nope”.").waitFor();
  expect(await violations(lost)).toEqual([]);
  await lost.page.getByRole("link", { name: "All lessons" }).click();
  const lesson = lost.page.getByRole("listitem").getByRole("link").first();
  const title = await lesson.getByRole("heading").innerText();
  await lesson.click();
  await expect.poll(() => lost.page.title()).toBe(`${title} · resplay`);
  await lost.close();
});

test("long values are folded on the wire, and an impossible seed becomes a possible one", async () => {
  await visit.type("redis-cli", `SET long ${"x".repeat(3000)}\n`);
  await visit.page.getByRole("tab", { name: "Wire" }).click();
  const rows = visit.page.getByRole("region", { name: "Requests and replies" });
  expect((await rows.innerText()).length).toBeLessThan(2500);
  expect(await violations(visit)).toEqual([]);
  await rows.getByRole("button", { name: "Show all" }).click();
  await expect
    .poll(async () => (await rows.innerText()).length)
    .toBeGreaterThan(3000);

  const seed = visit.page.getByRole("spinbutton", { name: "Seed" });
  await seed.fill("99999999999999999999");
  await seed.press("Tab");
  expect(await seed.inputValue()).toBe(String(Number.MAX_SAFE_INTEGER));
  const { error } = await visit.type("redis-cli", "PING\n");
  expect(error).toBeNull();
});

test("the version of aioredis is asked for where it matters", async () => {
  const version = visit.page.getByRole("combobox", { name: /import aioredis/ });
  await visit.write("python", "import redis.asyncio as aioredis\n");
  expect(await version.count()).toBe(0);
  await visit.write("python", "import aioredis\n");
  await version.waitFor();
});
