/** The program text: a plain textarea at first, which the real editor replaces once the visitor turns to it. */

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { live } from "lit/directives/live.js";
import type { Language } from "../types.ts";
import type { Editor, EditorOptions } from "./editor/codemirror.ts";
import { highlight } from "./editor/highlight.ts";
import { base } from "./styles.ts";

/** Fires `text` with the text after each change, and `run` when the visitor asks for it by key. */
export class ResplayEditor extends LitElement {
  static override properties = {
    text: {},
    language: {},
    document: {},
    faultyLine: { attribute: false },
    aioredis: {},
    _real: { state: true },
  };
  declare text: string;
  declare language: Language;
  /** Names the text: another one has another past to undo. */
  declare document: string;
  /** The line an error points at, from 1; 0 is none. */
  declare faultyLine: number;
  /** Which aioredis Python programs find. */
  declare aioredis: string;
  /** Whether the real editor is in place. */
  declare _real: boolean;

  #editor: Editor | null = null;
  /** What the real editor holds; tells our own changes from the visitor's. */
  #shown = "";
  #loading = false;
  /** Whether an input method is in the middle of a word. */
  #composing = false;

  static override styles = [
    base,
    css`
      :host {
        --code-comment: var(--ink-3);
        --code-string: var(--reply);
        --code-number: var(--wait);
        --code-keyword: var(--block);
        --code-command: var(--request);
        --code-active: color-mix(in srgb, var(--ink) 5%, transparent);
        --code-selection: color-mix(in srgb, var(--request) 25%, transparent);
        position: relative;
        min-height: 0;
        overflow: hidden;
      }
      .plain {
        display: grid;
        grid-template-columns: 44px 1fr;
        height: 100%;
        overflow: auto;
        font: 13.5px/21px var(--mono);
        align-content: start;
        min-width: 0;
      }
      .numbers {
        padding: 10px 8px 10px 0;
        color: var(--ink-3);
        text-align: right;
        white-space: pre;
        user-select: none;
      }
      .stack {
        display: grid;
        min-width: max-content;
        min-height: 100%;
      }
      .stack pre,
      .stack textarea {
        grid-area: 1 / 1;
        margin: 0;
        padding: 10px 12px 10px 8px;
        border: 0;
        font: inherit;
        tab-size: 4;
        white-space: pre;
      }
      .stack textarea {
        width: 100%;
        height: 100%;
        resize: none;
        overflow: hidden;
        outline: none;
        background: none;
        color: transparent;
        caret-color: var(--accent);
      }
      .stack textarea::selection {
        background: var(--code-selection);
      }
      /* Above the line numbers, which hide what passes below them. */
      .plain:focus-within::after,
      .real:focus-within::after {
        content: "";
        position: absolute;
        inset: 0;
        z-index: 201;
        box-shadow: inset 0 0 0 1.5px var(--accent);
        pointer-events: none;
      }
      .comment {
        color: var(--code-comment);
      }
      .string {
        color: var(--code-string);
      }
      .number {
        color: var(--code-number);
      }
      .keyword {
        color: var(--code-keyword);
      }
      .command {
        color: var(--code-command);
      }
      .real {
        height: 100%;
      }
    `,
  ];

  constructor() {
    super();
    this.text = "";
    this.language = "python";
    this.document = "";
    this.faultyLine = 0;
    this.aioredis = "2.0";
    this._real = false;
  }

  override focus(): void {
    if (this.#editor) this.#editor.focus();
    else this.#textarea?.focus();
  }

  get #textarea(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("textarea");
  }

  protected override render() {
    return html`<div
        class="plain"
        ?hidden=${this._real}
        @pointerdown=${this.#load}
      >
        ${this._real ? nothing : this.#plain()}
      </div>
      <div class="real" ?hidden=${!this._real}></div>`;
  }

  #plain() {
    return html`<div
        class="numbers"
        aria-hidden="true"
        .textContent=${lineNumbers(this.text)}
      ></div>
      <div class="stack">
        <pre aria-hidden="true">${highlight(this.text, this.language).map(
          (piece) => html`<span class=${piece.kind}>${piece.text}</span>`,
        )}<br></pre>
        <textarea
          aria-label="Program"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          .value=${live(this.text)}
          @focus=${this.#load}
          @compositionstart=${() => (this.#composing = true)}
          @compositionend=${() => (this.#composing = false)}
          @input=${(event: Event) => this.#changed((event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.#editor === null) return;
    if (changed.has("document"))
      void this.#editor.open(this.text, this.language);
    else if (this.text !== this.#shown) this.#editor.setText(this.text);
    this.#shown = this.text;
    if (changed.has("faultyLine") && this.faultyLine > 0)
      this.#editor.setFaultyLine(this.faultyLine);
  }

  #changed(text: string): void {
    this.text = text;
    this.dispatchEvent(new CustomEvent("text", { detail: text }));
  }

  /** Loads the real editor, and puts it in the textarea's place with all that was typed meanwhile. */
  #load = async (): Promise<void> => {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const { createEditor, languageSupport } =
        await import("./editor/codemirror.ts");
      const opened = this.document;
      const aioredis = () => this.aioredis;
      const support = await languageSupport(this.language, aioredis);
      await this.#betweenWords();
      this.#replace((options) =>
        createEditor({ ...options, support, aioredis }),
      );
      if (this.document !== opened)
        void this.#editor!.open(this.text, this.language);
    } catch {
      this.#loading = false; // offline: the textarea works as well, and the next focus tries again
    }
  };

  /** Resolves when no input method is in the middle of a word. */
  #betweenWords(): Promise<void> {
    const textarea = this.#textarea!;
    if (!this.#composing) return Promise.resolve();
    return new Promise((resolve) =>
      textarea.addEventListener("compositionend", () => resolve(), {
        once: true,
      }),
    );
  }

  #replace(
    create: (options: Omit<EditorOptions, "support" | "aioredis">) => Editor,
  ): void {
    const textarea = this.#textarea!;
    const focused = this.shadowRoot!.activeElement === textarea;
    const { scrollTop, scrollLeft } = this.renderRoot.querySelector(".plain")!;
    const parent = this.renderRoot.querySelector<HTMLElement>(".real")!;
    this.#shown = this.text = textarea.value;
    this.#editor = create({
      parent,
      root: this.shadowRoot!,
      text: this.text,
      selection: { from: textarea.selectionStart, to: textarea.selectionEnd },
      changed: (text) => {
        this.#shown = text;
        this.#changed(text);
      },
      run: () => this.dispatchEvent(new CustomEvent("run")),
    });
    this._real = true;
    parent.hidden = false; // it must be seen to be focused and scrolled
    parent.querySelector(".cm-scroller")?.scrollTo(scrollLeft, scrollTop);
    if (focused) this.#editor.focus();
    if (this.faultyLine > 0) this.#editor.setFaultyLine(this.faultyLine);
  }
}

function lineNumbers(text: string): string {
  return Array.from(text.split("\n"), (_, i) => i + 1).join("\n");
}

customElements.define("resplay-editor", ResplayEditor);
