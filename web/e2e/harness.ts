/** What every browser test stands on: the built site, served by resplay itself, and Debian's Chromium. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
} from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import type { TraceEvent } from "../src/types.ts";
import { Visit } from "./visit.ts";

export { Visit };

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Where Chromium may be; CHROMIUM names another. */
const places = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

const chromiumArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function options() {
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath)
    throw new Error(
      "no Chromium found: install Debian's package chromium, or name one in CHROMIUM",
    );
  return { executablePath, headless: true, args: chromiumArgs };
}

/** Starts Chromium without a window. */
function launch(): Promise<Browser> {
  return chromium.launch(options());
}

/** Starts Chromium with a profile, such as one that blocks sites from storing anything. */
export function launchProfile(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, options());
}

/** A running `resplay serve`. */
interface Server {
  url: string;
  close(): Promise<void>;
}

/** Serves web/dist with the native binary, on a free port. */
async function serve(): Promise<Server> {
  const binary = join(root, "bin", "resplay");
  if (!existsSync(binary))
    throw new Error("bin/resplay is not there: run make build first");
  const child = spawn(
    binary,
    [
      "serve",
      "--http",
      "127.0.0.1:0",
      "--resp",
      "127.0.0.1:0",
      "--site",
      join(root, "web", "dist"),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  return { url: await address(child), close: () => end(child) };
}

/** The address that a server prints when it is ready. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = "";
    child.stdout!.on("data", (chunk) => {
      seen += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(seen);
      if (found) resolve(found[0] + "/");
    });
    child.once("exit", (code) =>
      reject(new Error(`resplay serve ended with code ${code}: ${seen}`)),
    );
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

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
  let server: Server;
  beforeAll(async () => {
    server = await serve();
    site.url = server.url;
    site.browser = await launch();
  });
  afterAll(async () => {
    await site.browser.close();
    await server.close();
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
