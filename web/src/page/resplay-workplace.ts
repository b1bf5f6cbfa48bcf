/** Where programs are written, run and looked at: everything side by side, or one view at a time where it is narrow. */

import { html, LitElement, nothing, type PropertyValues } from "lit";
import { wantsAioredis } from "./aioredis.ts";
import type { Course } from "./course.ts";
import type { Desk } from "./desk.ts";
import { firstProgram } from "./examples/index.ts";
import { faultyLine } from "./faulty-line.ts";
import { FileDrop } from "./file-drop.ts";
import type { Knobs } from "./knobs.ts";
import { recall, remember } from "./prefs.ts";
import "./resplay-controls.ts";
import "./resplay-inspector.ts";
import { panelLabels, type Panel } from "./resplay-inspector.ts";
import "./resplay-output.ts";
import "./resplay-program.ts";
import "./resplay-replay.ts";
import "./resplay-tabs.ts";
import type { Tab } from "./resplay-tabs.ts";
import type { ResplayWheels } from "./resplay-wheels.ts";
import { base } from "./styles.ts";
import type { Workbench } from "./workbench.ts";
import { workplaceStyles } from "./workplace-styles.ts";

/** What a narrow screen shows at a time. */
type View = "lesson" | "program" | "replay" | Panel;

/** Below these widths views share one place; a lesson needs a column of its own. */
const narrowQueries = {
  playground: matchMedia("(max-width: 859px)"),
  lesson: matchMedia("(max-width: 1159px)"),
};

/** Fires `run`, and `aioredis` with the version chosen. */
export class ResplayWorkplace extends LitElement {
  static override properties = {
    desk: { attribute: false },
    bench: { attribute: false },
    course: { attribute: false },
    moment: { attribute: false },
    aioredis: {},
    lesson: { type: Boolean, reflect: true },
    narrow: { type: Boolean, reflect: true },
    _view: { state: true },
    _panel: { state: true },
    _future: { state: true },
  };
  declare desk: Desk;
  declare bench: Workbench;
  declare course: Course;
  /** Changes whenever desk, bench or course do: they change in place. */
  declare moment: number;
  declare aioredis: string;
  /** Whether a lesson is open, or about to be. */
  declare lesson: boolean;
  /** Whether it shows one view at a time. */
  declare narrow: boolean;
  declare _view: View;
  declare _panel: Panel;
  /** The future that is pointed out, or 0. */
  declare _future: number;

  static override styles = [base, workplaceStyles];

  readonly #drop = new FileDrop(
    this,
    () => this.#takesWheels,
    (files) => void this.#wheels(files),
  );

  constructor() {
    super();
    this.lesson = false;
    this.narrow = false;
    this._view = "program";
    this._panel = recall("panel") === "keys" ? "keys" : "wire";
    this._future = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const query of Object.values(narrowQueries))
      query.addEventListener("change", this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const query of Object.values(narrowQueries))
      query.removeEventListener("change", this.#redraw);
  }

  #redraw = (): void => this.requestUpdate();

  get #takesWheels(): boolean {
    return this.desk.language === "python";
  }

  /** Shows the wheels, and adds files to them. */
  async #wheels(files: readonly File[] = []): Promise<void> {
    await import("./resplay-wheels.ts");
    const wheels =
      this.renderRoot.querySelector<ResplayWheels>("resplay-wheels")!;
    await wheels.show();
    await wheels.add(files);
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.narrow = narrowQueries[this.lesson ? "lesson" : "playground"].matches;
    if (changed.has("lesson")) this._view = this.lesson ? "lesson" : "program";
  }

  /** Puts the focus into the program. */
  override async focus(): Promise<void> {
    this._view = "program";
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("resplay-program")?.focus();
  }

  protected override render() {
    if (!this.narrow) {
      return html`${this.lesson ? this.#lesson() : nothing}
      ${this.#program(this.#controls())} ${this.#output()} ${this.#replay()}
      ${this.#inspector(this._panel, false)} ${this.#wheelParts()}`;
    }
    return html`<resplay-tabs
        label="View"
        .tabs=${this.#views()}
        selected=${this._view}
        @tab=${(event: CustomEvent<View>) => (this._view = event.detail)}
      ></resplay-tabs>
      ${this.#shown()} ${this.#controls()} ${this.#wheelParts()}`;
  }

  #views(): Tab[] {
    const views: Tab[] = [
      { id: "program", label: "Code" },
      { id: "replay", label: "Timeline" },
      ...Object.entries(panelLabels).map(([id, label]) => ({ id, label })),
    ];
    return this.lesson ? [{ id: "lesson", label: "Lesson" }, ...views] : views;
  }

  /** What a narrow screen shows. */
  #shown() {
    if (this._view === "lesson") return this.#lesson();
    if (this._view === "program")
      return html`${this.#program(nothing)} ${this.#output()}`;
    return this._view === "replay"
      ? this.#replay()
      : this.#inspector(this._view, true);
  }

  #lesson() {
    const { lesson, next, verdicts, trouble } = this.course;
    if (trouble)
      return html`<section class="card lesson">
        <p class="trouble" role="alert">
          ${trouble} <a href="#/lessons">All lessons</a>
        </p>
      </section>`;
    return html`<section class="card lesson" aria-label="Lesson">
      <resplay-lesson
        .lesson=${lesson}
        .next=${next}
        .verdicts=${verdicts}
        .state=${this.bench.state}
        @check=${() => this.course.check()}
        @restart=${() => this.desk.restart()}
        @solution=${() => this.desk.solution()}
      ></resplay-lesson>
    </section>`;
  }

  #wheelParts() {
    return html`<resplay-wheels
        .shelf=${this.bench}
        .moment=${this.moment}
      ></resplay-wheels>
      ${this.#drop.isOver ? html`<div class="drop">Drop a wheel (.whl) for Python programs to import from</div>` : nothing}`;
  }

  #program(below: unknown) {
    return html`<section class="card program" aria-label="Program">
      <resplay-program
        .desk=${this.desk}
        .text=${this.desk.text}
        .language=${this.desk.language}
        .faultyLine=${this.bench.ending === "error" ? faultyLine(this.bench.error) : 0}
        .aioredis=${this.aioredis}
        @run=${this.#run}
      ></resplay-program>
      ${below}
    </section>`;
  }

  #controls() {
    return html`<resplay-controls
      .state=${this.bench.state}
      .aioredis=${this.aioredis}
      .wantsAioredis=${this.desk.language === "python" && wantsAioredis(this.desk.text)}
      @run=${this.#run}
      @stop=${() => this.bench.stop()}
      @resume=${() => this.bench.playground.resume()}
      @clear=${() => this.bench.clear()}
      .wheels=${this.#takesWheels ? this.bench.wheels.length : null}
      @wheels=${() => void this.#wheels()}
      @aioredis=${(event: CustomEvent<string>) => this.#passOn(event)}
    ></resplay-controls>`;
  }

  #run = (): void => {
    this._future = 0;
    this.dispatchEvent(new CustomEvent("run"));
  };

  #passOn(event: CustomEvent): void {
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail }));
  }

  #output() {
    const { printed, error, ending, elapsed, summary, state } = this.bench;
    return html`<section class="card output" aria-label="Output">
      <resplay-output
        .printed=${printed}
        .error=${error}
        .ending=${ending}
        .elapsed=${elapsed}
        .summary=${summary}
        .state=${state}
      ></resplay-output>
    </section>`;
  }

  #replay() {
    const { model, version, playback, knobs, state } = this.bench;
    return html`<section class="card replay" aria-label="Replay">
      <resplay-replay
        .model=${model}
        .version=${version}
        .playback=${playback}
        .moment=${this.moment}
        .knobs=${knobs}
        .first=${this.desk.text === firstProgram.text}
        .busy=${state !== "idle"}
        .future=${this._future}
        @knobs=${(event: CustomEvent<Knobs>) => this.bench.turn(event.detail)}
        @future=${(event: CustomEvent<number>) => (this._future = event.detail)}
      ></resplay-replay>
    </section>`;
  }

  #inspector(panel: Panel, bare: boolean) {
    return html`<section class="card inspector" aria-label="Details">
      <resplay-inspector
        .bench=${this.bench}
        .moment=${this.moment}
        .panel=${panel}
        .bare=${bare}
        @panel=${(event: CustomEvent<Panel>) => this.#choosePanel(event.detail)}
      ></resplay-inspector>
    </section>`;
  }

  #choosePanel(panel: Panel): void {
    this._panel = panel;
    remember("panel", panel);
  }
}

customElements.define("resplay-workplace", ResplayWorkplace);
