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
  type Locator,
  type Page,
} from "playwright-core";
import type {
  KeyState,
  Language,
  RunOptions,
  RunResult,
  TraceEvent,
} from "../src/types.ts";

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
export function launch(): Promise<Browser> {
  return chromium.launch(options());
}

/** Starts Chromium with a profile, such as one that blocks sites from storing anything. */
export function launchProfile(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, options());
}

/** A running `resplay serve`. */
export interface Server {
  url: string;
  close(): Promise<void>;
}

/** Serves web/dist with the native binary, on a free port. */
export async function serve(): Promise<Server> {
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

const tabs: Record<Language, string> = {
  python: "Python",
  javascript: "JavaScript",
  "redis-cli": "redis-cli",
};

/** What a typed program came to. */
export interface Typed {
  output: string;
  error: string | null;
  cost: Record<string, string>;
  keys: KeyState[];
  trace: TraceEvent[];
}

/** A page of the site, opened as a new visitor would. */
export class Visit {
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
  ) {}

  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
  ): Promise<Visit> {
    return Visit.openIn(
      await browser.newContext({
        viewport: { width: 1440, height: 900 },
        ...options,
      }),
      url,
    );
  }

  static async openIn(context: BrowserContext, url: string): Promise<Visit> {
    const page = await context.newPage();
    const visit = new Visit(page, context);
    page.on("pageerror", (error) => visit.errors.push(String(error)));
    await page.goto(url);
    return visit;
  }

  /** Runs a program through the page's automation hook. */
  async run(
    language: Language,
    code: string,
    options: RunOptions = {},
  ): Promise<RunResult & { real: number }> {
    await this.page.waitForFunction(() => "resplay" in globalThis);
    return this.page.evaluate(
      async ([language, code, options]) => {
        const began = performance.now();
        const result = await (globalThis as any).resplay.run(
          language,
          code,
          options,
        );
        // Bytes do not cross to the test; it looks at kinds, names and texts.
        for (const event of result.trace) delete event.data;
        return { ...result, real: performance.now() - began };
      },
      [language, code, options] as const,
    );
  }

  /** Puts a program into the editor, as a visitor would. */
  async write(language: Language, code: string): Promise<void> {
    const tab = { name: tabs[language] };
    await this.page.getByRole("tab", tab).click();
    // Its first program is loaded: until then the text is the other language's.
    await this.page.getByRole("tab", { ...tab, selected: true }).waitFor();
    const editor = this.page.getByRole("textbox", { name: "Program" });
    await editor.click();
    await this.page.locator(".cm-content").waitFor();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(code);
  }

  /** Types a program in, presses Ctrl-Enter, and returns what the page then shows. */
  async type(language: Language, code: string): Promise<Typed> {
    await this.write(language, code);
    const ended = this.page.evaluate(() => {
      const { playground } = (globalThis as any).resplay;
      return new Promise<void>((resolve) => {
        playground.addEventListener(
          "state",
          function done({ detail }: CustomEvent) {
            if (detail !== "idle") return;
            playground.removeEventListener("state", done);
            resolve();
          },
        );
      });
    });
    await this.page.keyboard.press("ControlOrMeta+Enter");
    await ended;
    return { ...(await this.shown()), ...(await this.left()) };
  }

  /** The button that starts a program; while one runs it is called Running…, and not this. */
  runButton(): Locator {
    return this.page.getByRole("button", { name: "Run", exact: true });
  }

  /** The text of the output panel. */
  output(): Promise<string> {
    return this.page.getByRole("log", { name: "Output" }).innerText();
  }

  /** Virtual nanoseconds since the run began. */
  elapsed(): Promise<number> {
    return this.page.evaluate(() =>
      (globalThis as any).resplay.playground.now(),
    );
  }

  /** The names of all keys. */
  async keyNames(): Promise<string[]> {
    return (await this.left()).keys.map(({ key }) => key);
  }

  /** What the output panel shows: text, error, and what the run cost, such as {"round trips": "4"}. */
  private async shown(): Promise<Pick<Typed, "output" | "error" | "cost">> {
    const log = this.page.getByRole("log", { name: "Output" });
    const printed = log.locator("pre").first();
    const error = log.getByRole("alert");
    const costs = this.page.getByLabel("What the run cost").locator("div");
    const cost = await costs.evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [
          row.querySelector("dt")!.textContent!.trim(),
          row.querySelector("dd")!.textContent!.trim(),
        ]),
      ),
    );
    return {
      output: (await printed.count()) ? await printed.innerText() : "",
      error: (await error.count()) ? await error.innerText() : null,
      cost,
    };
  }

  /** The keys and the trace that the last run left. */
  private left(): Promise<{ keys: KeyState[]; trace: TraceEvent[] }> {
    return this.page.evaluate(async () => {
      const { playground } = (globalThis as any).resplay;
      await playground.start();
      const trace = playground.trace.map((event: TraceEvent) => ({
        ...event,
        data: undefined,
      }));
      return { keys: await playground.keys(), trace };
    });
  }

  /** Removes every key. */
  emptyKeys(): Promise<void> {
    return this.page.evaluate(async () => {
      const { playground } = (globalThis as any).resplay;
      await playground.start();
      await playground.reset();
    });
  }

  close(): Promise<void> {
    return this.context.close();
  }
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
