/** A visit to the page: what a visitor does there, and sees. */
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from "playwright-core";
import type {
  KeyState,
  Language,
  RunOptions,
  RunResult,
  TraceEvent,
} from "../src/types.ts";

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
  page!: Page;
  context!: BrowserContext;

  async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
  ): Promise<this> {
    const viewport = { width: 1440, height: 900 };
    return this.openIn(await browser.newContext({ viewport, ...options }), url);
  }

  async openIn(context: BrowserContext, url: string): Promise<this> {
    this.context = context;
    this.page = await context.newPage();
    this.page.on("pageerror", (error) => this.errors.push(String(error)));
    await this.page.goto(url);
    return this;
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
