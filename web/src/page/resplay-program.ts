/** The program: its language, an example to begin with, and its text. */

import { css, html, LitElement, nothing } from "lit";
import type { Language } from "../types.ts";
import type { Desk } from "./desk.ts";
import { LANGUAGES } from "./documents.ts";
import { examplesIn } from "./examples/index.ts";
import "./resplay-editor.ts";
import type { ResplayEditor } from "./resplay-editor.ts";
import "./resplay-tabs.ts";
import { base, controls } from "./styles.ts";

/** Fires `run` when the visitor asks for it by key. */
export class ResplayProgram extends LitElement {
  static override properties = {
    desk: { attribute: false },
    text: {},
    language: {},
    faultyLine: { attribute: false },
    aioredis: {},
  };
  declare desk: Desk;
  declare text: string;
  declare language: Language;
  declare faultyLine: number;
  declare aioredis: string;

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        padding: 0 12px 0 6px;
        border-bottom: 1px solid var(--line);
      }
      select {
        width: 110px;
        min-width: 0;
        max-width: 190px;
        padding: 0 6px;
        border-color: transparent;
        background: transparent;
        color: var(--ink-2);
        text-overflow: ellipsis;
      }
      resplay-editor {
        flex: 1;
      }
      @media (max-width: 859px) {
        header {
          gap: 0;
          padding: 0 4px 0 0;
        }
        select {
          max-width: 108px;
        }
      }
    `,
  ];

  override focus(): void {
    this.renderRoot.querySelector<ResplayEditor>("resplay-editor")?.focus();
  }

  protected override render() {
    const { lesson } = this.desk;
    const languages = lesson
      ? LANGUAGES.filter(({ id }) => lesson.languages.includes(id))
      : LANGUAGES;
    return html`<header>
        <resplay-tabs
          label="Language"
          .tabs=${languages}
          selected=${this.language}
          @tab=${(event: CustomEvent<Language>) => this.desk.choose(event.detail)}
        ></resplay-tabs>
        ${lesson ? nothing : this.#examples()}
      </header>
      <resplay-editor
        .text=${this.text}
        .language=${this.language}
        .document=${this.desk.document}
        .faultyLine=${this.faultyLine}
        .aioredis=${this.aioredis}
        @text=${(event: CustomEvent<string>) => this.desk.edit(event.detail)}
        @run=${() => this.dispatchEvent(new CustomEvent("run"))}
      ></resplay-editor>`;
  }

  #examples() {
    return html`<select aria-label="Examples" @change=${this.#onExample}>
      <option value="">Examples…</option>
      ${examplesIn(this.language).map(({ id, title }) => html`<option value=${id}>${title}</option>`)}
    </select>`;
  }

  #onExample(event: Event): void {
    const select = event.target as HTMLSelectElement;
    const example = examplesIn(this.language).find(
      ({ id }) => id === select.value,
    );
    select.value = ""; // it is an action, not a state: the text can be changed afterwards
    if (example) void this.desk.example(example);
  }
}

customElements.define("resplay-program", ResplayProgram);
