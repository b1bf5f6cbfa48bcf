/** What the page has to say by the way: what it loads, what it cannot keep, what can be undone. */

import { css, html, LitElement, nothing } from "lit";
import { icons } from "./icons.ts";
import { formatBytes } from "./model/time.ts";
import { base, controls } from "./styles.ts";

export interface Progress {
  what: string;
  loaded: number;
  /** 0: not known. */
  total: number;
}

/** Fires `dismiss` when a notice was read, and `undo` when its action is chosen. */
export class ResplayStatus extends LitElement {
  static override properties = {
    progress: { attribute: false },
    notice: {},
    undo: { type: Boolean },
  };
  /** null: nothing is loading. */
  declare progress: Progress | null;
  declare notice: string | null;
  /** Whether what the notice tells can be undone. */
  declare undo: boolean;

  static override styles = [
    base,
    controls,
    css`
      :host {
        position: fixed;
        right: 16px;
        bottom: 16px;
        z-index: 5;
        display: grid;
        gap: 8px;
        width: min(380px, calc(100vw - 32px));
        pointer-events: none;
      }
      .card {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 10px 14px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: var(--shadow);
        font-size: 13.5px;
      }
      .notice {
        pointer-events: auto;
      }
      .grow {
        flex: 1;
        min-width: 0;
      }
      progress {
        display: block;
        width: 100%;
        height: 5px;
        margin-top: 7px;
        border: 0;
        border-radius: 3px;
        overflow: hidden;
        appearance: none;
        background: var(--line);
      }
      progress::-webkit-progress-bar {
        background: var(--line);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
      progress:indeterminate {
        background: linear-gradient(
            90deg,
            transparent 0 30%,
            var(--accent) 30% 70%,
            transparent 70%
          )
          0 0 / 200% 100% var(--line);
        /* Each frame takes time from what is being loaded. */
        animation: along 1.6s steps(16) infinite;
      }
      progress:indeterminate::-webkit-progress-bar {
        background: transparent;
      }
      @keyframes along {
        to {
          background-position: -200% 0;
        }
      }
      small {
        float: right;
        color: var(--ink-3);
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 859px) {
        :host {
          top: 106px;
          bottom: auto;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.progress = null;
    this.notice = null;
    this.undo = false;
  }

  protected override render() {
    return html`<div role="status">
      ${this.progress ? this.#loading(this.progress) : nothing}
      ${this.notice ? this.#notice(this.notice) : nothing}
    </div>`;
  }

  #loading({ what, loaded, total }: Progress) {
    const amount =
      total > 0
        ? `${formatBytes(loaded)} of ${formatBytes(total)}`
        : loaded > 0
          ? formatBytes(loaded)
          : "";
    return html`<div class="card">
      <div class="grow">
        <small>${amount}</small>Loading ${what}…
        <progress
          aria-label="Loading ${what}"
          max=${total || 1}
          value=${total > 0 ? loaded : nothing}
        ></progress>
      </div>
    </div>`;
  }

  #notice(text: string) {
    return html`<div class="card notice">
      <span class="grow">${text}</span>
      ${this.undo ? html`<button @click=${() => this.#say("undo")}>Undo</button>` : nothing}
      <button
        class="icon quiet"
        aria-label="Dismiss"
        @click=${() => this.#say("dismiss")}
      >
        ${icons.close}
      </button>
    </div>`;
  }

  #say(what: string): void {
    this.dispatchEvent(new CustomEvent(what));
  }
}

customElements.define("resplay-status", ResplayStatus);
