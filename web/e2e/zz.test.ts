import { test } from "vitest";
import { launch, serve, Visit, violations } from "./harness.ts";
test("shots", async () => {
  const server = await serve(); const browser = await launch();
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [1440, 390]) {
      const visit = await Visit.open(browser, server.url, { colorScheme, viewport: { width, height: width === 390 ? 844 : 900 }, hasTouch: width === 390 });
      const p = visit.page; const shot = (n: string) => p.screenshot({ path: `/tmp/pagegen/${n}-${colorScheme}-${width}.png` });
      await visit.write("python", "import asyncio\nfrom redis import asyncio as aioredis\n\nasync def main():\n    r = aioredis.from_url('redis://localhost')\n    await r.");
      await p.keyboard.press("Control+Space");
      await p.locator(".cm-tooltip-autocomplete").waitFor();
      await p.waitForTimeout(600);
      await p.keyboard.type("hge"); await p.waitForTimeout(400);
      await p.keyboard.press("ArrowDown"); await p.waitForTimeout(400);
      await shot("complete");
      console.log(colorScheme, width, await violations(visit));
      await p.keyboard.press("Escape");
      await p.evaluate(() => { const pg = (globalThis as any).resplay.playground; let list: any[] = []; Object.defineProperty(pg, "wheels", { get: () => list });
        pg.addWheel = async (file: string) => { if (/bad/.test(file)) throw new Error(file + " has compiled code, which cannot run in this page: only wheels of pure Python can (…-py3-none-any.whl)."); list = [...list, { name: file.split("-")[0], version: "1.0", modules: ["redis", "x_y"], file }]; pg.dispatchEvent(new CustomEvent("wheels", { detail: list })); };
        pg.removeWheel = async (n: string) => { list = list.filter((w) => w.name !== n); pg.dispatchEvent(new CustomEvent("wheels", { detail: list })); }; });
      await p.keyboard.type("h");
      await p.getByRole("button", { name: "Wheels…" }).click();
      await p.getByLabel("Wheel files").setInputFiles([{ name: "redis-1.0-py3-none-any.whl", mimeType: "application/zip", buffer: Buffer.from("x") }, { name: "bad-1.0-py3-none-any.whl", mimeType: "application/zip", buffer: Buffer.from("x") }]);
      await p.waitForTimeout(500);
      await shot("wheels");
      console.log(colorScheme, width, await violations(visit));
      await p.keyboard.press("Escape");
      await p.waitForTimeout(200);
      await p.evaluate(() => { const dt = new DataTransfer(); dt.items.add(new File(["x"], "a.whl")); const w = document.querySelector("resplay-app")!.shadowRoot!.querySelector("resplay-workplace")!; w.dispatchEvent(new DragEvent("dragenter", { dataTransfer: dt, bubbles: true, cancelable: true })); });
      await p.waitForTimeout(200);
      await shot("drop");
      await visit.close();
    }
  await browser.close(); await server.close();
}, 120000);
