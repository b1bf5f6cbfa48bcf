/** What every browser test stands on: the built site, served by resplay itself, and Debian's Chromium. */
import { AxeBuilder } from "@axe-core/playwright";
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
} from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { launch, launchProfile } from "../../scripts/browser.mjs";
import { startResplay } from "../../scripts/servers.mjs";
import type { TraceEvent } from "../src/types.ts";
import { Visit } from "./visit.ts";

export { launchProfile, Visit };

/** The site as it is served while the tests of a file run, and the browser that they visit it with. */
export interface Site {
  url: string;
  browser: Browser;
  /** Opens it as a new visitor would, or at another place than its beginning. */
  open(options?: BrowserContextOptions, place?: string): Promise<Visit>;
  openIn(context: BrowserContext): Promise<Visit>;
}

/** Serves the site to the tests of a file. What it returns is filled in before the first. */
export function serveSite(): Site {
  const site = {
    open: (options, place = "") =>
      new Visit().open(site.browser, site.url + place, options),
    openIn: (context) => new Visit().openIn(context, site.url),
  } as Site;
  let server: Awaited<ReturnType<typeof startResplay>>;
  beforeAll(async () => {
    server = await startResplay();
    site.url = server.url;
    site.browser = await launch();
  });
  afterAll(async () => {
    await site.browser.close();
    await server.stop();
  });
  return site;
}

/** One visit that all tests of a file share, in which nothing may throw. It is opened before the first. */
export function visitSite(site = serveSite()): Visit {
  const visit = new Visit();
  beforeAll(async () => void (await visit.open(site.browser, site.url)));
  afterAll(() => expect(visit.errors).toEqual([]));
  return visit;
}

/** How many events of a kind a trace has, and of a name, if one is given. */
export function count(
  trace: TraceEvent[],
  kind: string,
  name?: string,
): number {
  return trace.filter(
    (event) =>
      event.kind === kind && (name === undefined || event.name === name),
  ).length;
}

/** What axe finds on the page as it stands, by rule and place. */
export async function violations(visit: Visit): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: visit.page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.flat().join(" ")}`),
  );
}
