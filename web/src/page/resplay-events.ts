/** The run as a list of sentences: what the timeline draws, as text. */

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { explain, kindGroup } from "./model/explain.ts";
import { pageAround } from "./model/pages.ts";
import { RunModel } from "./model/run.ts";
import { formatTime } from "./model/time.ts";
import { keepInView } from "./scrolling.ts";
import { base, controls, panel } from "./styles.ts";

const PAGE = 120;

/** Fires `event` with the sequence number of the event chosen. */
export class ResplayEvents extends LitElement {
  static override properties = {
    model: { attribute: false },
    version: { attribute: false },
    index: { attribute: false },
    _around: { state: true },
  };
  declare model: RunModel;
  declare version: number;
  /** Position of the cursor's event. */
  declare index: number;
  /** The event in the middle of the page; -1: the cursor's. */
  declare _around: number;

  static override styles = [
    base,
    controls,
    panel,
    css`
      :host {
        height: 100%;
        overflow: auto;
        font-size: 13px;
      }
      ol {
        padding: 0;
        list-style: none;
      }
      li button {
        display: grid;
        grid-template-columns: 76px 10px minmax(0, 1fr);
        align-items: baseline;
        gap: 10px;
        width: 100%;
        min-height: 0;
        padding: 4px 16px;
        border-radius: 0;
        text-align: left;
        line-height: 1.45;
      }
      .at {
        color: var(--ink-3);
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .dot {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--ink-3);
      }
      .client {
        background: var(--request);
      }
      .server {
        background: var(--reply);
      }
      .network {
        background: var(--wait);
      }
      .what {
        overflow: hidden;
        color: var(--ink-3);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .what b {
        color: var(--ink);
        font-weight: 500;
      }
      li[aria-current] button {
        background: var(--accent-soft);
      }
      .more {
        display: block;
        margin: 8px auto;
      }
    `,
  ];

  constructor() {
    super();
    this.model = new RunModel();
    this.index = -1;
    this._around = -1;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("index") || changed.has("model")) this._around = -1;
  }

  protected override render() {
    const { events } = this.model;
    if (events.length === 0) return this.#empty();
    const page = pageAround(
      events.length,
      this._around < 0 ? this.index : this._around,
      PAGE,
    );
    return html`${page.from > 0 ? this.#more("Earlier", page.from) : nothing}
      <ol start=${page.from + 1} aria-label="Events">
        ${events.slice(page.from, page.to).map((_, i) => this.#row(page.from + i))}
      </ol>
      ${page.to < page.total ? this.#more("Later", page.to) : nothing}`;
  }

  #empty() {
    return html`<div class="empty">
      <strong>Every event, in words</strong>What the timeline draws can be read
      here.
    </div>`;
  }

  #more(label: string, around: number) {
    return html`<button class="more" @click=${() => (this._around = around)}>
      ${label} events
    </button>`;
  }

  #row(index: number) {
    const event = this.model.events[index]!;
    const { title, text } = explain(event, this.model);
    return html`<li aria-current=${index === this.index ? "true" : nothing}>
      <button
        class="quiet"
        @click=${() => this.dispatchEvent(new CustomEvent("event", { detail: event.seq }))}
      >
        <span class="at">${formatTime(event.at)}</span>
        <span class="dot ${kindGroup(event.kind)}"></span>
        <span class="what"><b>${title}.</b> ${text}</span>
      </button>
    </li>`;
  }

  protected override updated(changed: PropertyValues): void {
    const row = this.renderRoot.querySelector<HTMLElement>("[aria-current]");
    if (changed.has("index") && row) keepInView(this, row);
  }
}

customElements.define("resplay-events", ResplayEvents);
