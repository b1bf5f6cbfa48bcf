/** What the visitor does with a program: run, stop, go on, clear the keys. */

import { css, html, LitElement, nothing } from "lit";
import type { PlaygroundState, RunOptions } from "../types.ts";
import { icons } from "./icons.ts";
import { base, controls } from "./styles.ts";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Fires `run`, `stop`, `resume`, `clear`, `wheels`, and `aioredis` with the version chosen. */
export class ResplayControls extends LitElement {
  static override properties = {
    state: {},
    aioredis: {},
    wantsAioredis: { attribute: false },
    wheels: { attribute: false },
    _asking: { state: true },
  };
  declare state: PlaygroundState;
  declare aioredis: NonNullable<RunOptions["aioredis"]>;
  /** Whether the program imports it, so that the version matters. */
  declare wantsAioredis: boolean;
  /** How many wheels a program finds; null where it can find none. */
  declare wheels: number | null;
  /** Whether the visitor is asked if the keys may really go. */
  declare _asking: boolean;

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 10px 12px;
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      .main {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 8px;
        min-width: 108px;
        min-height: 38px;
        padding: 0 18px;
        font-size: 15px;
      }
      .main kbd {
        border-color: color-mix(in srgb, var(--on-accent) 35%, transparent);
        background: none;
        color: inherit;
        font-size: 11px;
      }
      .stop {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-height: 38px;
      }
      select {
        margin-left: auto;
        padding: 0 6px;
        border-color: transparent;
        background: transparent;
        color: var(--ink-2);
        font-size: 13px;
      }
      .asking {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        font-size: 13.5px;
      }
      .danger {
        border-color: var(--error);
        color: var(--error);
      }
      @media (max-width: 859px) {
        kbd {
          display: none;
        }
        .main {
          flex: 1;
          min-height: 44px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.state = "idle";
    this.aioredis = "2.0";
    this.wantsAioredis = false;
    this.wheels = null;
    this._asking = false;
  }

  protected override render() {
    return html`${this.#main()} ${this.#stop()}
    ${this._asking ? this.#question() : this.#clear()}
    ${this.wheels === null || this._asking ? nothing : this.#wheels(this.wheels)}
    ${this.wantsAioredis && !this._asking ? this.#versions() : nothing}`;
  }

  #main() {
    if (this.state === "horizon")
      return this.#mainButton("Go on", "resume", false);
    const label =
      this.state === "loading"
        ? "Loading…"
        : this.state === "idle"
          ? "Run"
          : "Running…";
    return this.#mainButton(label, "run", this.state !== "idle");
  }

  #mainButton(label: string, action: string, disabled: boolean) {
    return html`<button
      class="main"
      ?disabled=${disabled}
      @click=${() => this.#say(action)}
    >
      ${icons.play} ${label}
      <kbd aria-hidden="true">${isMac ? "⌘" : "Ctrl"} ↵</kbd>
    </button>`;
  }

  #stop() {
    if (this.state === "idle") return nothing;
    const stopping = this.state === "stopping";
    return html`<button
      class="stop"
      ?disabled=${stopping}
      @click=${() => this.#say("stop")}
    >
      ${icons.stop} ${stopping ? "Stopping…" : "Stop"}
    </button>`;
  }

  #clear() {
    return html`<button
      class="quiet"
      id="clear"
      @click=${() => this.#ask(true)}
    >
      Reset…
    </button>`;
  }

  #question() {
    return html`<span
      class="asking"
      role="group"
      aria-label="Reset"
      @keydown=${this.#onKey}
    >
      <span>Delete every key in Redis? Your program stays.</span>
      <button class="danger" id="really" @click=${this.#really}>
        Delete keys
      </button>
      <button @click=${() => this.#ask(false)}>Cancel</button>
    </span>`;
  }

  #wheels(count: number) {
    return html`<button
      class="quiet"
      aria-haspopup="dialog"
      title="Have Python programs import from a wheel of yours"
      @click=${() => this.#say("wheels")}
    >
      ${count > 0 ? `Wheels (${count})` : "Wheels…"}
    </button>`;
  }

  #versions() {
    return html`<select
      aria-label="What import aioredis finds"
      title="What import aioredis finds"
      @change=${this.#onVersion}
    >
      ${[
        ["1.3", "aioredis 1.3"],
        ["2.0", "aioredis 2.0"],
        ["none", "no aioredis"],
      ].map(
        ([id, name]) =>
          html`<option value=${id!} ?selected=${id === this.aioredis}>
            ${name}
          </option>`,
      )}
    </select>`;
  }

  #onVersion(event: Event): void {
    this.#say("aioredis", (event.target as HTMLSelectElement).value);
  }

  #really(): void {
    this.#ask(false);
    this.#say("clear");
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#ask(false);
  }

  /** Asks, or takes the question back; the focus goes along. */
  #ask(asking: boolean): void {
    this._asking = asking;
    const next = asking ? "#really" : "#clear";
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(next)?.focus(),
    );
  }

  #say(what: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

customElements.define("resplay-controls", ResplayControls);
