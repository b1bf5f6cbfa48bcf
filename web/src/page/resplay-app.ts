/** The page: finds its way by the address, listens to keys, and holds what its parts work on. */

import { html, LitElement } from "lit";
import type { Language, RunOptions, RunResult } from "../types.ts";
import { appStyles } from "./app-styles.ts";
import { Course } from "./course.ts";
import { Desk } from "./desk.ts";
import { forgetful, recall, remember } from "./prefs.ts";
import "./resplay-header.ts";
import type { ResplayHelp } from "./resplay-help.ts";
import "./resplay-status.ts";
import "./resplay-workplace.ts";
import { routeOf, titleOf, type Route } from "./route.ts";
import { onShortcut } from "./shortcuts.ts";
import { base } from "./styles.ts";
import { Workbench } from "./workbench.ts";

const FORGETFUL =
  "This browser lets the page keep nothing: your program and settings are lost when you leave.";

type Aioredis = NonNullable<RunOptions["aioredis"]>;
const aioredisVersions: Aioredis[] = ["1.3", "2.0", "none"];

export class ResplayApp extends LitElement {
  static override properties = { _route: { state: true } };
  declare _route: Route;

  readonly #desk = new Desk(this);
  readonly #bench = new Workbench(this);
  readonly #course = new Course(this, this.#desk, this.#bench);
  #aioredis: Aioredis =
    aioredisVersions.find((version) => version === recall("aioredis")) ?? "1.3";
  /** Counts renderings: parts that work on what changes in place are told by it. */
  #moment = 0;

  static override styles = [base, appStyles];

  constructor() {
    super();
    this.#go();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.#go);
    addEventListener("keydown", this.#onKey);
    for (const intent of ["pointerdown", "keydown"])
      addEventListener(intent, this.#warmUp, { once: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#go);
    removeEventListener("keydown", this.#onKey);
  }

  get bench(): Workbench {
    return this.#bench;
  }

  /** Runs a program and shows its run; without one, what is in the editor. */
  run(
    language: Language = this.#desk.language,
    code = this.#desk.text,
    options: RunOptions = {},
  ): Promise<RunResult> {
    this.#desk.dismiss();
    return this.#bench.run(language, code, {
      aioredis: this.#aioredis,
      ...options,
    });
  }

  #go = (): void => {
    this._route = routeOf(location.hash);
    if (this._route.page === "lessons") void import("./resplay-lessons.ts");
    if (this._route.page === "lesson") void import("./resplay-lesson.ts");
    void this.#course.open(
      this._route.page === "lesson" ? this._route.name : null,
    );
  };

  #warmUp = (): void => {
    this.#bench.start().catch(() => {}); // Run tries again, and says what is wrong
  };

  #onKey = (event: KeyboardEvent): void =>
    onShortcut(event, {
      run: this.#run,
      stop: () => {
        const running = this.#bench.state !== "idle";
        if (running) void this.#bench.stop();
        return running;
      },
      help: () => void this.#help(),
    });

  #run = (): void => {
    if (this.#bench.state === "idle") this.run().catch(() => {}); // the output shows it
  };

  async #help(): Promise<void> {
    await import("./resplay-help.ts");
    await this.renderRoot.querySelector<ResplayHelp>("resplay-help")!.show();
  }

  protected override render() {
    return html`<header>
        <a class="skip" href="#program" @click=${this.#skip}>
          Skip to the program
        </a>
        <resplay-header
          .route=${this._route}
          .storage=${this.#cannotKeep()}
          @help=${this.#help}
        ></resplay-header>
      </header>
      <main>
        ${this._route.page === "lessons" ? html`<resplay-lessons .missing=${this._route.missing ?? ""}></resplay-lessons>` : this.#workplace()}
      </main>
      ${this.#status()}
      <resplay-help></resplay-help>`;
  }

  protected override updated(): void {
    document.title = titleOf(this._route, this.#course.lesson?.title);
    this.#bench.expect(this.#desk.language, this.#desk.text);
  }

  /** What is lost when the visitor leaves; null is nothing. */
  #cannotKeep(): string | null {
    const { storage } = this.#bench;
    return forgetful ? `${FORGETFUL} ${storage ?? ""}` : storage;
  }

  #workplace() {
    return html`<resplay-workplace
      .desk=${this.#desk}
      .bench=${this.#bench}
      .course=${this.#course}
      .moment=${++this.#moment}
      .aioredis=${this.#aioredis}
      .lesson=${this._route.page === "lesson"}
      @run=${this.#run}
      @aioredis=${(event: CustomEvent<Aioredis>) => remember("aioredis", (this.#aioredis = event.detail))}
    ></resplay-workplace>`;
  }

  #skip(event: Event): void {
    event.preventDefault(); // the address names the lesson, and must go on doing so
    this.renderRoot.querySelector<HTMLElement>("resplay-workplace")?.focus();
  }

  #status() {
    const { notice } = this.#desk;
    return html`<resplay-status
      .progress=${this.#bench.progress}
      .notice=${notice?.text ?? null}
      .undo=${notice !== null}
      @undo=${() => notice?.undo()}
      @dismiss=${() => this.#desk.dismiss()}
    ></resplay-status>`;
  }
}

customElements.define("resplay-app", ResplayApp);
