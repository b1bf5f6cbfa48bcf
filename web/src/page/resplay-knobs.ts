/** The learner's hold on the simulated network and its clock. */

import { css, html, LitElement } from "lit";
import { formatTime } from "./model/time.ts";
import {
  milliseconds,
  position,
  POSITIONS,
  seedOf,
  usualKnobs,
  type Knobs,
} from "./knobs.ts";
import { base, controls } from "./styles.ts";

const BANDWIDTHS: [number, string][] = [
  [0, "no limit"],
  [1_000, "1 kB/s"],
  [10_000, "10 kB/s"],
  [100_000, "100 kB/s"],
  [1_000_000, "1 MB/s"],
];

/** Fires `knobs` with the new settings. */
export class ResplayKnobs extends LitElement {
  static override properties = {
    knobs: { attribute: false },
    _open: { state: true },
  };
  declare knobs: Knobs;
  /** Whether a narrow screen shows all knobs. */
  declare _open: boolean;

  static override styles = [
    base,
    controls,
    css`
      :host {
        container-type: inline-size;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
        padding: 8px 14px;
        font-size: 13px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        color: var(--ink-2);
        white-space: nowrap;
      }
      input[type="range"] {
        width: 84px;
        accent-color: var(--accent);
        cursor: pointer;
      }
      .wide input {
        width: 130px;
      }
      output {
        min-width: 44px;
        color: var(--ink);
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }
      select,
      .field {
        min-height: 28px;
        padding: 0 6px;
        font-size: 13px;
      }
      .field {
        width: 60px;
      }
      button {
        display: none;
        margin-left: auto;
      }
      div {
        display: contents;
      }
      @container (max-width: 720px) {
        button {
          display: block;
        }
        div.folded {
          display: none;
        }
      }
      @media (pointer: coarse) {
        select,
        .field,
        input[type="range"] {
          min-height: 36px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.knobs = usualKnobs;
    this._open = false;
  }

  protected override render() {
    const { knobs } = this;
    return html`${this.#slider("latency", "Round trip", "wide")}
      <button
        class="quiet"
        aria-expanded=${this._open}
        @click=${() => (this._open = !this._open)}
      >
        ${this._open ? "Less" : "More"}
      </button>
      <div class=${this._open ? "" : "folded"}>
        ${this.#slider("jitter", "Jitter", "")} ${this.#others(knobs)}
      </div>`;
  }

  #others(knobs: Knobs) {
    return html`
      <label
        >Bandwidth
        <select @change=${(e: Event) => this.#set({ bandwidth: numberOf(e) })}>
          ${BANDWIDTHS.map(([n, name]) => html`<option value=${n} ?selected=${n === knobs.bandwidth}>${name}</option>`)}
        </select>
      </label>
      <label
        title="Every random choice of the world follows from it: the same seed gives the same run"
        >Seed
        <input
          class="field"
          type="number"
          min="0"
          step="1"
          .value=${String(knobs.seed)}
          @change=${this.#onSeed}
        />
      </label>
    `;
  }

  #slider(name: "latency" | "jitter", label: string, look: string) {
    const text = formatTime(this.knobs[name] * 1e6);
    return html`<label class=${look}
      >${label}
      <input
        type="range"
        min="0"
        max=${POSITIONS}
        step="5"
        aria-valuetext=${text}
        .value=${String(position(this.knobs[name]))}
        @input=${(e: Event) => this.#set({ [name]: milliseconds(numberOf(e)) })}
      />
      <output>${text}</output>
    </label>`;
  }

  #onSeed(event: Event): void {
    const field = event.target as HTMLInputElement;
    const seed = seedOf(field.value);
    field.value = String(seed); // also where it changes nothing
    this.#set({ seed });
  }

  #set(change: Partial<Knobs>): void {
    this.dispatchEvent(
      new CustomEvent("knobs", { detail: { ...this.knobs, ...change } }),
    );
  }
}

function numberOf(event: Event): number {
  return Number((event.target as HTMLInputElement | HTMLSelectElement).value);
}

customElements.define("resplay-knobs", ResplayKnobs);
