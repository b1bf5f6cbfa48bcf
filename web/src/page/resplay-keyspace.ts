/** The keys: what Redis holds now, or held at the cursor's moment. */

import { html, LitElement, nothing } from "lit";
import type { KeyState } from "../types.ts";
import { isCut, previewOf } from "./model/preview.ts";
import { formatBytes, formatTTL } from "./model/time.ts";
import { barred, base, controls, panel } from "./styles.ts";
import { keyspaceStyles } from "./keyspace-styles.ts";

/** More than this are cut, with a word about it. */
const SHOWN = 200;
const SPEEDS = [0.1, 1, 10, 60];

/** Fires `db` with the database that is chosen, and `speed` with how fast the clock shall go. */
export class ResplayKeyspace extends LitElement {
  static override properties = {
    keys: { attribute: false },
    clock: { attribute: false },
    db: { attribute: false },
    past: { attribute: false },
    speed: { attribute: false },
    _find: { state: true },
  };
  declare keys: readonly KeyState[];
  /** Unix milliseconds of virtual time that the keys are shown for. */
  declare clock: () => number;

  declare db: number;
  /** Whether this is a moment of the past, named so; "" is now. */
  declare past: string;
  /** How fast time passes while no program runs. */
  declare speed: number;
  declare _find: string;

  #ticking: ReturnType<typeof setInterval> | undefined;

  static override styles = [base, controls, panel, barred, keyspaceStyles];

  constructor() {
    super();
    this.keys = [];
    this.clock = Date.now;
    this.db = 0;
    this.past = "";
    this.speed = 1;
    this._find = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ticking = setInterval(() => {
      if (this.keys.some(expires)) this.requestUpdate();
    }, 500);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
  }

  protected override render() {
    const wanted = this._find.toLowerCase();
    const found = this.keys.filter((state) =>
      state.key.toLowerCase().includes(wanted),
    );
    return html`${this.#bar(found.length)}
      <div class="list" role="region" tabindex="0" aria-label="List of keys">
        ${found.length === 0 ? this.#empty() : this.#table(found.slice(0, SHOWN))}
        ${found.length > SHOWN ? html`<p class="note">${found.length - SHOWN} more: find them by name.</p>` : nothing}
      </div>`;
  }

  #bar(count: number) {
    return html`<div class="bar">
      <label
        >Database
        <select @change=${this.#onDatabase}>
          ${Array.from({ length: 16 }, (_, db) => html`<option value=${db} ?selected=${db === this.db}>${db}</option>`)}
        </select>
      </label>
      <input
        class="field"
        type="search"
        placeholder="Find a key"
        aria-label="Find a key"
        @input=${(event: Event) => (this._find = (event.target as HTMLInputElement).value)}
      />
      <span
        >${count} ${count === 1 ? "key" : "keys"}
        ${this.past ? html`<b>as of ${this.past}</b>` : "now"}</span
      >
      <label
        class="speed"
        title="How fast time passes while no program runs, for keys that expire"
        >Clock
        <select @change=${this.#onSpeed}>
          ${SPEEDS.map((n) => html`<option value=${n} ?selected=${n === this.speed}>× ${n}</option>`)}
        </select>
      </label>
    </div>`;
  }

  #onDatabase(event: Event): void {
    this.dispatchEvent(
      new CustomEvent("db", {
        detail: Number((event.target as HTMLSelectElement).value),
      }),
    );
  }

  #onSpeed(event: Event): void {
    this.dispatchEvent(
      new CustomEvent("speed", {
        detail: Number((event.target as HTMLSelectElement).value),
      }),
    );
  }

  #empty() {
    if (this._find !== "")
      return html`<div class="empty">
        No key has “${this._find}” in its name.
      </div>`;
    return html`<div class="empty">
      <strong>No keys</strong>What your program writes appears here, and goes
      when it expires.
    </div>`;
  }

  #table(states: readonly KeyState[]) {
    return html`<table>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Type</th>
          <th scope="col">Lives</th>
          <th scope="col">Size</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        ${states.map((state) => this.#row(state))}
      </tbody>
    </table>`;
  }

  #row(state: KeyState) {
    return html`<tr>
      <th scope="row">${keyName(state)}</th>
      <td>
        <span class="type ${state.type}" title="Encoding: ${state.encoding}"
          >${state.type}</span
        >
      </td>
      <td class="ttl ${this.#ending(state) ? "ending" : ""}">
        ${this.#ttl(state)}
      </td>
      <td class="size">${sizeOf(state)}</td>
      <td class="value">
        ${previewOf(state, this.clock())}${isCut(state) ? html`<i> … cut</i>` : nothing}
      </td>
    </tr>`;
  }

  #ttl(state: KeyState): string {
    return state.expireAt === null
      ? "for ever"
      : formatTTL(state.expireAt - this.clock());
  }

  #ending(state: KeyState): boolean {
    return state.expireAt !== null && state.expireAt - this.clock() < 5000;
  }
}

/** Whether a key or a part of it goes by itself. */
function expires({ expireAt, fieldsExpireAt }: KeyState): boolean {
  return expireAt !== null || fieldsExpireAt !== undefined;
}

/** A name that would not show, or is not text, stands in quotes. */
function keyName({ key, keyBytes }: KeyState): string {
  return keyBytes || key.trim() === "" ? `"${key}"` : key;
}

function sizeOf({ type, size }: KeyState): string {
  return type === "string" ? formatBytes(size) : String(size);
}

customElements.define("resplay-keyspace", ResplayKeyspace);
