/** The wire: each request beside its reply, as bytes and as what they mean. */

import { html, LitElement, nothing, type PropertyValues } from "lit";
import { guard } from "lit/directives/guard.js";
import { pageAround } from "./model/pages.ts";
import {
  folded,
  replyLine,
  requestLine,
  tokens,
  type Token,
  plainText,
} from "./model/resp-words.ts";
import { RunModel } from "./model/run.ts";
import { formatBytes, formatTime } from "./model/time.ts";
import type { WireRow } from "./model/wire.ts";
import { keepInView } from "./scrolling.ts";
import { barred, base, controls, panel } from "./styles.ts";
import { wireStyles } from "./wire-styles.ts";

const PAGE = 80;
/** Characters of one side of an exchange that are shown at first. */
const FOLD = 600;
/** How errors begin, simple and bulk. */
const [MINUS, BANG] = [45, 33];

/** Fires `seek` with a time when a row is chosen. */
export class ResplayWire extends LitElement {
  static override properties = {
    model: { attribute: false },
    version: { attribute: false },
    at: { attribute: false },
    _conn: { state: true },
    _around: { state: true },
    _unfolded: { state: true },
  };
  declare model: RunModel;
  declare version: number;
  /** The cursor's time. */
  declare at: number;
  /** The connection to show; 0 shows all. */
  declare _conn: number;
  /** The row in the middle of the page; -1: the one at the cursor. */
  declare _around: number;
  /** The bytes that were asked for in full. */
  declare _unfolded: ReadonlySet<Uint8Array>;

  static override styles = [base, controls, panel, barred, wireStyles];

  constructor() {
    super();
    this.model = new RunModel();
    this.at = 0;
    this._conn = 0;
    this._around = -1;
    this._unfolded = new Set();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("model")) {
      this._conn = 0;
      this._unfolded = new Set();
    }
    if (changed.has("at")) this._around = -1;
  }

  protected override render() {
    if (this.model.wire.rows.length === 0) return this.#empty();
    const rows =
      this._conn === 0
        ? this.model.wire.rows
        : this.model.wire.rows.filter((row) => row.conn === this._conn);
    const current = lastSent(rows, this.at);
    const page = pageAround(
      rows.length,
      this._around < 0 ? current : this._around,
      PAGE,
    );
    return html`${this.#filter(rows.length)}
      <div
        class="rows"
        role="region"
        tabindex="0"
        aria-label="Requests and replies"
      >
        ${page.from > 0 ? this.#more("Earlier", page.from) : nothing}
        <ol start=${page.from + 1}>
          ${rows.slice(page.from, page.to).map((row, i) => this.#row(row, page.from + i === current))}
        </ol>
        ${page.to < page.total ? this.#more("Later", page.to) : nothing}
      </div>`;
  }

  #empty() {
    return html`<div class="empty">
      <strong>Bytes on the wire</strong>Each request stands here beside its
      reply, byte for byte, with what it means.
    </div>`;
  }

  #filter(count: number) {
    const conns = [...this.model.links.byId.keys()];
    return html`<div class="bar">
      <label
        >Connection
        <select
          @change=${(e: Event) => (this._conn = Number((e.target as HTMLSelectElement).value))}
        >
          <option value="0">all ${conns.length}</option>
          ${conns.map((id) => html`<option value=${id} ?selected=${id === this._conn}>${id}</option>`)}
        </select>
      </label>
      <span>${count} ${count === 1 ? "exchange" : "exchanges"}</span>
      <span class="key"
        ><i class="mark">$3</i> length <i class="payload">key</i> content
        <i class="end">\\r\\n</i> line end</span
      >
    </div>`;
  }

  #more(label: string, around: number) {
    return html`<button class="more" @click=${() => (this._around = around)}>
      ${label} exchanges
    </button>`;
  }

  #row(row: WireRow, current: boolean) {
    const later = row.sent > this.at;
    return html`<li
      class=${later ? "later" : current ? "current" : ""}
      aria-current=${current ? "true" : nothing}
    >
      <button
        class="when quiet"
        title="Move the cursor here"
        @click=${() => this.#seek(row)}
      >
        ${formatTime(row.sent)} <small>conn ${row.conn}</small>
      </button>
      <div class="request">
        ${row.push ? html`<em>${row.plain ? "written" : "pushed"} by the server</em>` : this.#request(row)}
      </div>
      <div class="reply">${this.#reply(row)}</div>
    </li>`;
  }

  #request(row: WireRow) {
    if (row.plain && row.request) return this.#plain(row.request);
    const meaning = row.request ? requestLine(row.request) : row.text;
    return html`<b>${clipped(meaning)}</b
      >${row.request ? this.#bytes(row.request) : html`<em>the trace did not keep these bytes</em>`}`;
  }

  #reply(row: WireRow) {
    if (row.reply === null || row.reply.length === 0)
      return html`<em
        >${row.executed >= 0 ? "no reply yet: it waits" : "no reply"}</em
      >`;
    if (row.sent <= this.at && (row.replied < 0 || row.replied > this.at))
      return html`<em>on its way</em>`;
    const took =
      row.replied >= 0 && !row.push
        ? html`<small>after ${formatTime(row.replied - row.sent)}</small>`
        : nothing;
    if (row.plain) return html`${this.#plain(row.reply)} ${took}`;
    const failed = row.reply[0] === MINUS || row.reply[0] === BANG;
    return html`<b class=${failed ? "failed" : ""}
        >${clipped(replyLine(row.reply))}</b
      >
      ${took}${this.#bytes(row.reply)}`;
  }

  #plain(raw: Uint8Array) {
    return html`<b>${clipped(plainText(raw))}</b>
      <small>${formatBytes(raw.length)}</small>`;
  }

  /** The bytes of a row never change, so they are looked at once. */
  #bytes(raw: Uint8Array) {
    const whole = this._unfolded.has(raw);
    return guard([raw, whole], () => {
      const all = tokens(raw, whole ? 5000 : 60);
      const short = whole ? null : folded(all, FOLD);
      return html`<code>${(short ?? all).map(tokenSpan)}</code>
        ${short ? this.#unfold(raw) : nothing}`;
    });
  }

  #unfold(raw: Uint8Array) {
    return html`<button
      class="quiet"
      @click=${() => (this._unfolded = new Set(this._unfolded).add(raw))}
    >
      … Show all ${formatBytes(raw.length)}
    </button>`;
  }

  #seek(row: WireRow): void {
    this.dispatchEvent(new CustomEvent("seek", { detail: row.sent }));
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("at")) return;
    const row = this.renderRoot.querySelector<HTMLElement>("li.current");
    const list = this.renderRoot.querySelector<HTMLElement>(".rows");
    if (row && list) keepInView(list, row);
  }
}

/** What bytes mean, on a line or two. */
function clipped(meaning: string): string {
  return meaning.length > FOLD / 2 ? `${meaning.slice(0, FOLD / 2)}…` : meaning;
}

function tokenSpan(token: Token) {
  return html`<span class=${token.kind} title=${token.note}
    >${token.text}</span
  >`;
}

/** The last row sent at or before a time, or -1. Rows stand in order, but for those the trace lost bytes of. */
function lastSent(rows: readonly WireRow[], at: number): number {
  for (let i = rows.length - 1; i >= 0; i--) if (rows[i]!.sent <= at) return i;
  return -1;
}

customElements.define("resplay-wire", ResplayWire);
