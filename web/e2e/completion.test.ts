/** Completion, help and wheels, as a visitor meets them. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { makeWheel } from "../src/runner/wheels.harness.ts";
import { serveSite, violations, type Visit } from "./harness.ts";

const site = serveSite();
let visit: Visit;
let page: Page;
/** What the page asked the server for. */
let asked: string[];

beforeEach(async () => {
  visit = await site.open();
  page = visit.page;
  asked = [];
  page.on("request", (request) => asked.push(request.url()));
});

afterEach(async () => {
  expect(visit.errors).toEqual([]);
  await visit.close();
});

const list = () => page.getByRole("listbox", { name: "Completions" });
const options = () => list().getByRole("option");
const chosen = () => list().locator("[aria-selected]");
const help = () => page.locator(".help-box");
const programText = () => page.locator(".cm-content").innerText();

const python =
  "from redis import asyncio as aioredis\n\nr = aioredis.Redis()\n";

/** Waits until the list takes keys: it does not in its first moment. */
async function listed(): Promise<void> {
  await list().waitFor();
  await page.waitForTimeout(100);
}

describe("in Python", () => {
  test("a dot shows methods, and Enter takes one", async () => {
    await visit.write("python", python);
    expect(asked.filter((url) => url.includes("methods.json"))).toEqual([]);
    await page.keyboard.type("await r.hgeta");
    await listed();
    expect(await options().allInnerTexts()).toEqual(["hgetall"]);
    expect(await page.locator(".cm-completionInfo").innerText()).toContain(
      "Sends HGETALL key",
    );
    expect(await violations(visit)).toEqual([]);
    await page.keyboard.press("Enter");
    expect(await programText()).toContain("await r.hgetall");
    expect(asked.filter((url) => !url.startsWith(site.url))).toEqual([]);
  });

  test("Ctrl-Space, arrows and Escape", async () => {
    await visit.write("python", `${python}await r.`);
    await page.keyboard.press("Control+Space");
    await listed();
    const first = await chosen().innerText();
    await page.keyboard.press("ArrowDown");
    expect(await chosen().innerText()).not.toBe(first);
    await page.keyboard.press("Escape");
    await list().waitFor({ state: "hidden" });
    expect(await programText()).toMatch(/await r\.$/);
  });

  test("hovering a method shows what it sends; F1 shows it at the cursor, and is read out", async () => {
    await visit.write("python", `${python}print(await r.get("a"))`);
    const box = (await page.locator(".cm-line").last().boundingBox())!;
    const width = 8.13; // of a letter
    await page.mouse.move(box.x + 8 + 15.5 * width, box.y + 10);
    await help().waitFor();
    expect(await help().innerText()).toContain(
      "get(name) → Awaitable[bytes | None]",
    );
    await page.mouse.move(900, 700);
    await help().waitFor({ state: "hidden" });
    for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("F1");
    await help().waitFor();
    expect(await help().innerText()).toBe(
      "get(name) → Awaitable[bytes | None]\n\nReturns the string at a key.\n\nSends GET key\n\nSince Redis 1.0.0 · O(1) GET in full",
    );
    expect(await page.locator(".cm-announced").innerText()).toContain(
      "Returns the string at a key.",
    );
    await page.keyboard.press("F1");
    expect(
      await page.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return (at as HTMLAnchorElement).href;
      }),
    ).toBe("https://redis.io/docs/latest/commands/get/");
    await page.keyboard.press("Escape");
    await help().waitFor({ state: "hidden" });
    await page.keyboard.type("x");
    expect(await programText()).toContain("x");
  });
});

test("redis-cli: a command, its keyword, and help", async () => {
  await visit.write("redis-cli", "");
  await page.keyboard.type("hsetn");
  await listed();
  expect(await options().allInnerTexts()).toEqual(["HSETNX"]);
  await page.keyboard.press("Enter");
  await page.keyboard.type(" k f v\nSET k v K");
  await listed();
  expect(await options().allInnerTexts()).toEqual(["KEEPTTL"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("F1");
  await help().waitFor();
  expect(await help().innerText()).toContain(
    "Sets a key to a string, whatever it held.",
  );
});

test("JavaScript: methods of a client", async () => {
  await visit.write("javascript", "const redis = world.client();\n");
  await page.keyboard.type("await redis.hgeta");
  await listed();
  expect(await options().allInnerTexts()).toEqual(["hgetall"]);
});

test("help gives the type stubs", async () => {
  await page.getByRole("button", { name: "Help and keys" }).click();
  const link = page.getByRole("link", { name: "redis-stubs.tar.gz" });
  const response = await page.request.get(
    await link.evaluate((a: HTMLAnchorElement) => a.href),
  );
  expect([
    response.status(),
    (await response.body()).subarray(0, 2).toString("hex"),
  ]).toEqual([200, "1f8b"]);
});

describe("wheels", () => {
  /** A wheel of one module. */
  const greetings = (text: string) => ({
    name: "greetings-1.2.0-py3-none-any.whl",
    mimeType: "application/zip",
    buffer: Buffer.from(
      makeWheel(
        { "greetings/__init__.py": `TEXT = ${JSON.stringify(text)}\n` },
        { name: "greetings", version: "1.2.0" },
      ),
    ),
  });
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const dialog = () => page.getByRole("dialog", { name: "Python wheels" });

  test("one is chosen, imported, listed and removed, by keys alone", async () => {
    await button("Wheels…").focus();
    await page.keyboard.press("Enter");
    await dialog().waitFor();
    expect(await violations(visit)).toEqual([]);
    const chooser = page.waitForEvent("filechooser");
    await button("Choose a wheel…").focus();
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(greetings("hello from a wheel"));
    const item = dialog().getByRole("listitem");
    await item.waitFor();
    expect(await item.innerText()).toContain("greetings 1.2.0");
    expect(await violations(visit)).toEqual([]);
    await page.keyboard.press("Escape");
    const program = "import greetings\nprint(greetings.TEXT)\n";
    expect((await visit.type("python", program)).output).toBe(
      "hello from a wheel\n",
    );
    await button("Wheels (1)").click();
    await button("Remove greetings").click();
    await item.waitFor({ state: "hidden" });
    await page.keyboard.press("Escape");
    expect((await visit.type("python", program)).error).toContain(
      "No module named 'greetings'",
    );
  });

  test("one is dropped on the page; what is no wheel is refused in words", async () => {
    const drop = async (name: string, content: string) => {
      const data = await page.evaluateHandle(
        ([name, content]) => {
          const data = new DataTransfer();
          const bytes = Uint8Array.from(atob(content!), (c) => c.charCodeAt(0));
          data.items.add(new File([bytes], name!));
          return data;
        },
        [name, content],
      );
      const editor = page.getByRole("textbox", { name: "Program" });
      await editor.dispatchEvent("dragenter", { dataTransfer: data });
      expect(await page.getByText("Drop a wheel").isVisible()).toBe(true);
      await editor.dispatchEvent("drop", { dataTransfer: data });
      expect(await page.getByText("Drop a wheel").isVisible()).toBe(false);
    };
    const { name, buffer } = greetings("dropped");
    await drop(name, buffer.toString("base64"));
    await dialog().getByRole("listitem").waitFor();
    await page.keyboard.press("Escape");
    expect(
      (await visit.run("python", "import greetings; print(greetings.TEXT)"))
        .output,
    ).toBe("dropped\n");
    await drop("notes.txt", btoa("x"));
    const alert = dialog().getByRole("alert");
    await expect
      .poll(() => alert.innerText())
      .toBe("notes.txt is no wheel: its name would end in .whl.");
    await page.keyboard.press("Escape");
    await drop("broken-1.0-py3-none-any.whl", btoa("no archive"));
    await expect
      .poll(() => alert.innerText())
      .toContain("broken-1.0-py3-none-any.whl");
    expect(await violations(visit)).toEqual([]);
  });
});
