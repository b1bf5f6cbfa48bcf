/** A row of tabs: one stop for the Tab key, arrow keys move between them. */

import { css, html, LitElement } from "lit";
import { base } from "./styles.ts";

export interface Tab {
  id: string;
  label: string;
  /** A count or a word beside the label. */
  note?: string;
}

/** Fires `tab` with the id of the tab that was chosen. */
export class ResplayTabs extends LitElement {
  static override properties = {
    tabs: { attribute: false },
    selected: {},
    label: {},
  };
  declare tabs: Tab[];
  declare selected: string;
  /** What the tabs choose between, for those who do not see them. */
  declare label: string;

  static override styles = [
    base,
    css`
      div {
        display: flex;
        gap: 2px;
      }
      button {
        position: relative;
        min-height: 40px;
        padding: 0 12px;
        border: 0;
        background: none;
        color: var(--ink-2);
        font-size: 14px;
        white-space: nowrap;
        cursor: pointer;
      }
      button:hover {
        color: var(--ink);
      }
      button[aria-selected="true"] {
        color: var(--ink);
        font-weight: 650;
      }
      button[aria-selected="true"]::after {
        content: "";
        position: absolute;
        inset: auto 10px 0;
        height: 2.5px;
        border-radius: 2px 2px 0 0;
        background: var(--accent);
      }
      button:focus-visible {
        outline-offset: -3px;
      }
      small {
        margin-left: 5px;
        color: var(--ink-3);
        font-size: 12px;
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 859px) {
        button {
          padding: 0 9px;
          min-height: 44px;
        }
        small {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.tabs = [];
    this.selected = "";
    this.label = "";
  }

  protected override render() {
    return html`<div
      role="tablist"
      aria-label=${this.label}
      @keydown=${this.#onKey}
    >
      ${this.tabs.map((tab) => this.#tab(tab))}
    </div>`;
  }

  #tab(tab: Tab) {
    const on = tab.id === this.selected;
    return html`<button
      role="tab"
      id=${tab.id}
      aria-selected=${on}
      tabindex=${on ? 0 : -1}
      @click=${() => this.#choose(tab.id)}
    >
      ${tab.label}${tab.note ? html`<small>${tab.note}</small>` : null}
    </button>`;
  }

  #choose(id: string): void {
    this.dispatchEvent(new CustomEvent("tab", { detail: id }));
  }

  #onKey(event: KeyboardEvent): void {
    const at = this.tabs.findIndex((tab) => tab.id === this.selected);
    const last = this.tabs.length - 1;
    const moves: Record<string, number> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const to = this.tabs[moves[event.key] ?? -1];
    if (to === undefined) return;
    event.preventDefault();
    this.#choose(to.id);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>("[tabindex='0']")?.focus(),
    );
  }
}

customElements.define("resplay-tabs", ResplayTabs);
