/** The page for everybody: axe's rules in light and dark, the keyboard, a phone's width. */
import { describe, expect, test } from "vitest";
import { serveSite, violations } from "./harness.ts";

const site = serveSite();

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

describe("axe finds no violation", () => {
  for (const colorScheme of ["light", "dark"] as const)
    for (const viewport of [desktop, phone])
      test(`${colorScheme}, ${viewport.width} wide`, async () => {
        const visit = await site.open({
          colorScheme,
          viewport,
          hasTouch: viewport === phone,
        });
        try {
          expect(await violations(visit)).toEqual([]);
          await visit.run(
            "javascript",
            'const redis = world.client();\nawait redis.set("a", 1);\nconsole.log("done");\n',
          );
          for (const name of ["Keys", "Events", "Wire"]) {
            const tab = visit.page.getByRole("tab", { name });
            if (await tab.isVisible()) await tab.click();
            expect(await violations(visit), name).toEqual([]);
          }
          await visit.page.keyboard.press("Escape");
          await visit.page
            .getByRole("button", { name: "Help and keys" })
            .click();
          expect(await violations(visit), "help").toEqual([]);
          await visit.page.keyboard.press("Escape");
          await visit.page.goto(`${site.url}#/lessons`);
          expect(await violations(visit), "lessons").toEqual([]);
          expect(visit.errors).toEqual([]);
        } finally {
          await visit.close();
        }
      });
});

test("a phone's page does not scroll sideways", async () => {
  const visit = await site.open({
    viewport: phone,
    hasTouch: true,
  });
  try {
    await visit.run("redis-cli", "SET a 1\n");
    const { scrollWidth, clientWidth } = await visit.page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
      clientWidth: document.documentElement.clientWidth,
    }));
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  } finally {
    await visit.close();
  }
});

test("Tab leaves the editor, and the keyboard alone runs a program", async () => {
  const visit = await site.open();
  try {
    await visit.write("redis-cli", "SET typed yes\n");
    await visit.page.keyboard.press("Tab");
    const focused = await visit.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement)
        element = element.shadowRoot.activeElement;
      return element?.textContent?.trim() ?? "";
    });
    expect(focused).toMatch(/^Run/);
    await visit.page.keyboard.press("Enter");
    await expect.poll(() => visit.output()).toContain("OK");
    expect(await visit.keyNames()).toContain("typed");
  } finally {
    await visit.close();
  }
});
