/** The list of lessons. */

import { css, html, LitElement, nothing } from "lit";
import { icons } from "./icons.ts";
import { allLessons, isPassed, type Lesson } from "./lessons.ts";
import { LANGUAGES } from "./documents.ts";
import { base, panel } from "./styles.ts";

export class ResplayLessons extends LitElement {
  static override properties = {
    missing: {},
    _lessons: { state: true },
    _error: { state: true },
  };
  /** The address that led here for want of a page; "": none did. */
  declare missing: string;
  declare _lessons: Lesson[] | null;
  declare _error: string;

  static override styles = [
    base,
    panel,
    css`
      :host {
        max-width: 860px;
        margin: 0 auto;
        padding: clamp(20px, 5vw, 56px) 20px 80px;
      }
      h2 {
        font-size: clamp(26px, 4vw, 36px);
        letter-spacing: -0.02em;
        line-height: 1.2;
      }
      .lead {
        max-width: 60ch;
        margin: 10px 0 28px;
        color: var(--ink-2);
        font-size: 16px;
      }
      ol {
        display: grid;
        gap: 12px;
        padding: 0;
        list-style: none;
      }
      .missing {
        margin-bottom: 20px;
        overflow-wrap: anywhere;
      }
      li a {
        display: grid;
        grid-template-columns: 40px minmax(0, 1fr);
        gap: 4px 14px;
        padding: 18px 20px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: inherit;
        text-decoration: none;
      }
      li a:hover {
        border-color: var(--accent);
      }
      .number {
        grid-row: span 3;
        display: grid;
        place-items: center;
        width: 36px;
        height: 36px;
        border-radius: 50%;
        background: var(--sunken);
        color: var(--ink-2);
        font-weight: 650;
      }
      .passed {
        background: var(--reply-soft);
        color: var(--reply);
      }
      .number svg {
        width: 16px;
        fill: currentColor;
      }
      h3 {
        font-size: 17px;
      }
      p {
        color: var(--ink-2);
      }
      small {
        color: var(--ink-3);
      }
    `,
  ];

  constructor() {
    super();
    this.missing = "";
    this._lessons = null;
    this._error = "";
    allLessons().then(
      (lessons) => (this._lessons = lessons),
      (error: unknown) =>
        (this._error = error instanceof Error ? error.message : String(error)),
    );
  }

  protected override render() {
    return html`<h2>Learn it by watching it</h2>
      <p class="lead">
        Short lessons, each with a program that does not do yet what it should.
        Change it, run it, look at the timeline, and let it be checked.
      </p>
      ${this.missing ? html`<p class="missing" role="alert">There is no page ${this.missing} here. Choose a lesson, or go to the <a href="#/">playground</a>.</p>` : nothing}
      ${this._error ? html`<p role="alert">${this._error}</p>` : nothing}
      <ol aria-busy=${this._lessons === null && !this._error}>
        ${this._lessons?.map((lesson, i) => this.#card(lesson, i + 1))}
      </ol>`;
  }

  #card(lesson: Lesson, number: number) {
    const passed = isPassed(lesson.name);
    const languages = LANGUAGES.filter(({ id }) =>
      lesson.languages.includes(id),
    ).map(({ label }) => label);
    return html`<li>
      <a href="#/lesson/${lesson.name}">
        <span class="number ${passed ? "passed" : ""}"
          >${passed ? icons.check : number}</span
        >
        <h3>
          ${lesson.title}${passed ? html`<span class="hidden-text"> (passed)</span>` : nothing}
        </h3>
        <p>${lesson.summary}</p>
        <small>${languages.join(" · ")}</small>
      </a>
    </li>`;
  }
}

customElements.define("resplay-lessons", ResplayLessons);
