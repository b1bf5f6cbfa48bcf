/** One lesson: its text, the check of the learner's program, and the way on. */

import { html, LitElement, nothing, type PropertyValues } from "lit";
import type { PlaygroundState, Verdict } from "../types.ts";
import { icons } from "./icons.ts";
import { lessonStyles } from "./lesson-styles.ts";
import type { Lesson } from "./lessons.ts";
import { markdown } from "./markdown.ts";
import { base, controls } from "./styles.ts";

/** Fires `check`, `restart`, `solution`. */
export class ResplayLesson extends LitElement {
  static override properties = {
    lesson: { attribute: false },
    next: { attribute: false },
    verdicts: { attribute: false },
    state: {},
    _solving: { state: true },
  };
  declare lesson: Lesson | null;
  /** The lesson after this one. */
  declare next: Lesson | null;
  /** null: not checked since the program changed. */
  declare verdicts: readonly Verdict[] | null;
  declare state: PlaygroundState;
  /** Whether the learner is asked if the solution may take the program's place. */
  declare _solving: boolean;

  static override styles = [base, controls, lessonStyles];

  constructor() {
    super();
    this.lesson = null;
    this.next = null;
    this.verdicts = null;
    this.state = "idle";
    this._solving = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("lesson")) this._solving = false;
  }

  protected override render() {
    if (this.lesson === null)
      return html`<p class="text">Loading the lesson…</p>`;
    return html`<div
        class="text"
        role="region"
        tabindex="0"
        aria-label="Lesson text"
      >
        <a class="up" href="#/lessons">All lessons</a>
        <h2>${this.lesson.title}</h2>
        ${markdown(this.lesson.text)}
      </div>
      <div class="verdict" role="status">
        ${this.verdicts ? this.#verdicts(this.verdicts) : nothing}
      </div>
      <div class="actions">
        ${this._solving ? this.#askForSolution() : this.#actions()}
      </div>`;
  }

  #verdicts(verdicts: readonly Verdict[]) {
    const missed = verdicts.find(({ ok }) => !ok);
    return html`<p class=${missed ? "failed" : "passed"}>
        ${missed ? "Not there yet:" : "Passed. Well done."}
      </p>
      <ul>
        ${verdicts.map((verdict) => this.#verdict(verdict, verdict === missed))}
      </ul>
      ${!missed && this.next ? html`<a class="next" href="#/lesson/${this.next.name}">Next: ${this.next.title}</a>` : nothing}`;
  }

  /** A requirement. Hints build on one another, so only the first that is missed has its hint shown. */
  #verdict({ ok, title, got, hint }: Verdict, first: boolean) {
    return html`<li class=${ok ? "ok" : "no"}>
      ${ok ? icons.check : icons.cross}
      <span>
        <span class="hidden-text">${ok ? "Met: " : "Not met: "}</span>${title}
        ${ok || got === "" ? nothing : html`<small>(${got})</small>`}
        ${first && hint !== "" ? html`<em>${hint}</em>` : nothing}
      </span>
    </li>`;
  }

  #actions() {
    const busy = this.state !== "idle";
    return html`<button
        class="main"
        ?disabled=${busy}
        @click=${() => this.#say("check")}
      >
        Check
      </button>
      <button class="quiet" @click=${() => this.#say("restart")}>
        Start over
      </button>
      <button class="quiet" @click=${() => (this._solving = true)}>
        Solution…
      </button>`;
  }

  #askForSolution() {
    return html`<span>Replace your program by the solution?</span>
      <button
        @click=${() => {
          this._solving = false;
          this.#say("solution");
        }}
      >
        Show it
      </button>
      <button class="quiet" @click=${() => (this._solving = false)}>
        Not yet
      </button>`;
  }

  #say(what: string): void {
    this.dispatchEvent(new CustomEvent(what));
  }
}

customElements.define("resplay-lesson", ResplayLesson);
