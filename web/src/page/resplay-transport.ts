/** Plays a run: start, step, play and pause, the rate, and a scrubber over how busy each moment was. */

import { css, html, LitElement, svg } from "lit";
import { icons } from "./icons.ts";
import { RunModel } from "./model/run.ts";
import { formatTime } from "./model/time.ts";
import type { Playback, Rate } from "./playback.ts";
import { base, controls } from "./styles.ts";

const RATES: [Rate, string][] = [
  ["fit", "plays in 8 s"],
  [1e6, "real time"],
  [1e5, "10× slower"],
  [1e4, "100× slower"],
  [1e3, "1000× slower"],
];
/** Bars of the picture behind the scrubber. */
const BARS = 120;

/** Fires `zoom` with a factor; Infinity shows the whole run. */
export class ResplayTransport extends LitElement {
  static override properties = {
    model: { attribute: false },
    version: { attribute: false },
    playback: { attribute: false },
    index: { attribute: false },
    at: { attribute: false },
    playing: { attribute: false },
  };
  declare model: RunModel;
  declare version: number;
  declare playback: Playback;
  declare index: number;
  declare at: number;
  declare playing: boolean;

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 6px 12px;
        border-bottom: 1px solid var(--line);
      }
      .play {
        border-color: var(--line-strong);
        background: var(--raised);
        color: var(--accent);
      }
      .scrub {
        position: relative;
        flex: 1;
        min-width: 60px;
        height: 32px;
        margin: 0 8px;
      }
      .scrub svg {
        position: absolute;
        inset: 0 8px;
        width: calc(100% - 16px);
        height: 100%;
        color: var(--line);
      }
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        margin: 0;
        appearance: none;
        background: none;
        cursor: pointer;
      }
      input::-webkit-slider-runnable-track {
        height: 3px;
        border-radius: 2px;
        background: linear-gradient(
          to right,
          var(--accent) var(--done),
          var(--line-strong) var(--done)
        );
      }
      input::-webkit-slider-thumb {
        appearance: none;
        width: 16px;
        height: 16px;
        margin-top: -6.5px;
        border: 3px solid var(--surface);
        border-radius: 50%;
        background: var(--accent);
        box-shadow: 0 0 0 1px var(--accent);
      }
      input::-moz-range-track {
        height: 3px;
        border-radius: 2px;
        background: var(--line-strong);
      }
      input::-moz-range-progress {
        height: 3px;
        background: var(--accent);
      }
      input::-moz-range-thumb {
        width: 12px;
        height: 12px;
        border: 3px solid var(--surface);
        border-radius: 50%;
        background: var(--accent);
        box-shadow: 0 0 0 1px var(--accent);
      }
      select {
        padding: 0 6px;
        border-color: transparent;
        background: transparent;
        color: var(--ink-2);
        font-size: 13px;
      }
      @media (max-width: 859px) {
        button.edge,
        select {
          display: none;
        }
        button.icon {
          flex: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.model = new RunModel();
    this.at = 0;
    this.index = -1;
    this.playing = false;
  }

  protected override render() {
    const { playback, model } = this;
    const none = model.events.length === 0;
    return html`
      ${this.#button("toStart", "To the start", () => playback.toStart(), none, "quiet edge")}
      ${this.#button("stepBack", "One event back", () => playback.step(-1), this.index < 0, "quiet")}
      ${this.#button(this.playing ? "pause" : "play", this.playing ? "Pause" : "Play", () => playback.toggle(), none, "play")}
      ${this.#button("stepOn", "One event on", () => playback.step(1), this.index >= model.events.length - 1, "quiet")}
      ${this.#button("toEnd", "To the end", () => playback.toEnd(), none, "quiet edge")}
      <div class="scrub">${this.#busyness()} ${this.#scrubber(none)}</div>
      ${this.#button("closer", "Zoom in", () => this.#zoom(0.5), none, "quiet")}
      ${this.#button("farther", "Zoom out", () => this.#zoom(2), none, "quiet")}
      ${this.#button("fit", "Show everything", () => this.#zoom(Infinity), none, "quiet edge")}
      <select
        aria-label="How fast it plays"
        title="How fast it plays"
        @change=${this.#onRate}
      >
        ${RATES.map(([rate, name]) => html`<option value=${rate} ?selected=${rate === playback.rate}>${name}</option>`)}
      </select>
    `;
  }

  #button(
    icon: keyof typeof icons,
    label: string,
    act: () => void,
    disabled: boolean,
    look: string,
  ) {
    return html`<button
      class="icon ${look}"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${act}
    >
      ${icons[icon]}
    </button>`;
  }

  #scrubber(disabled: boolean) {
    const done = this.model.end > 0 ? (this.at / this.model.end) * 100 : 0;
    return html`<input
      type="range"
      aria-label="Moment of the run"
      aria-valuetext=${formatTime(this.at)}
      min="0"
      max=${Math.max(1, this.model.end)}
      step="any"
      style="--done:${done}%"
      ?disabled=${disabled}
      .value=${String(this.at)}
      @input=${this.#onScrub}
    />`;
  }

  #zoom(factor: number): void {
    this.dispatchEvent(new CustomEvent("zoom", { detail: factor }));
  }

  #onScrub(event: Event): void {
    this.playback.pause();
    this.playback.seek(Number((event.target as HTMLInputElement).value));
  }

  #onRate(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.playback.rate = value === "fit" ? "fit" : Number(value);
  }

  #busyCache: { version: number; model: RunModel; picture: unknown } | null =
    null;

  /** How many events each moment has, as a quiet picture. */
  #busyness() {
    if (
      this.#busyCache?.version !== this.version ||
      this.#busyCache.model !== this.model
    ) {
      this.#busyCache = {
        version: this.version,
        model: this.model,
        picture: picture(this.model),
      };
    }
    return this.#busyCache.picture;
  }
}

function picture(model: RunModel) {
  const counts = new Array<number>(BARS).fill(0);
  for (const event of model.events)
    counts[
      Math.min(BARS - 1, Math.floor((event.at / (model.end || 1)) * BARS))
    ]!++;
  const most = Math.log1p(Math.max(...counts, 1));
  const bars = counts.map((count, i) => {
    const height = (Math.log1p(count) / most) * 26;
    return count === 0 ? "" : `M${i} ${30 - height}h.7V30h-.7z`;
  });
  return html`<svg
    viewBox="0 0 ${BARS} 32"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${svg`<path d=${bars.join("")} fill="currentColor"/>`}
  </svg>`;
}

customElements.define("resplay-transport", ResplayTransport);
