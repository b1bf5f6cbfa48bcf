import { test } from "vitest";
import { launch, serve, Visit } from "./harness.ts";
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
      await p.keyboard.press("Enter"); await p.keyboard.type("('x')"); 
      for (let i = 0; i < 7; i++) await p.keyboard.press("ArrowLeft");
      await p.keyboard.press("F1"); await p.waitForTimeout(500);
      await shot("help");
      await visit.close();
    }
  await browser.close(); await server.close();
}, 120000);
