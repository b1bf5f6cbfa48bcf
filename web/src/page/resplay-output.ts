/** What a program printed, how it ended, and what it cost. */

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { PlaygroundState, Summary } from "../types.ts";
import { onTerminal } from "./model/terminal.ts";
import { formatBytes, formatTime } from "./model/time.ts";
import { noText, type Printed } from "./printed.ts";
import { base, panel } from "./styles.ts";
import { errorParts } from "./traceback.ts";

const HELD =
  "The program has run for long, and is held here. Let it go on, or stop it.";

/** How a run ended; it is unstarted when what it needs could not be loaded. */
export type Ending = "done" | "error" | "stopped" | "unstarted";

export class ResplayOutput extends LitElement {
  static override properties = {
    printed: { attribute: false },
    error: {},
    ending: {},
    elapsed: { attribute: false },
    summary: { attribute: false },
    state: {},
  };
  declare printed: Printed;
  /** The error that ended the program, or null. */
  declare error: string | null;
  declare ending: Ending;
  /** Virtual nanoseconds that the last run took; -1 before it ended. */
  declare elapsed: number;
  /** What the last run cost; null before it ended. */
  declare summary: Summary | null;
  declare state: PlaygroundState;

  static override styles = [
    base,
    panel,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .text {
        flex: 1;
        min-height: 0;
        overflow: auto;
        padding: 10px 16px;
      }
      pre {
        margin: 0;
        font: 13px/1.55 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      /* Logs go there, too: it is no error by itself. */
      .stderr {
        color: var(--wait);
      }
      .error {
        margin-top: 8px;
        padding: 10px 12px;
        border-left: 3px solid var(--error);
        border-radius: 0 var(--radius-small) var(--radius-small) 0;
        background: var(--error-soft);
      }
      .error strong {
        display: block;
        margin-bottom: 4px;
        color: var(--error);
        font-size: 13px;
      }
      .frames {
        overflow-x: auto;
        white-space: pre;
      }
      .held {
        padding: 8px 16px;
        border-top: 1px solid var(--line);
        color: var(--wait);
        font-size: 13.5px;
      }
      .omitted {
        margin-bottom: 8px;
        color: var(--ink-3);
        font-size: 13px;
      }
      .stopped {
        margin-top: 8px;
        color: var(--ink-2);
        font-size: 13.5px;
      }
      .stopped pre {
        margin-top: 6px;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 18px;
        padding: 8px 16px;
        border-top: 1px solid var(--line);
        font-size: 12.5px;
      }
      dl div {
        display: flex;
        gap: 5px;
      }
      dt {
        order: 1;
        color: var(--ink-3);
      }
      dd {
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  constructor() {
    super();
    this.printed = noText;
    this.error = null;
    this.ending = "done";
    this.elapsed = -1;
    this.summary = null;
    this.state = "idle";
  }

  protected override render() {
    return html`<div class="text" role="log" aria-label="Output" tabindex="0">
        ${this.#text()}
      </div>
      ${this.state === "horizon" ? html`<p class="held" role="status">${HELD}</p>` : nothing}
      ${this.summary && (this.elapsed > 0 || this.summary.commands > 0) ? this.#cost(this.summary) : nothing}`;
  }

  #text() {
    const { parts, omitted } = this.printed;
    if (parts.length === 0 && this.error === null) return this.#empty();
    return html`${omitted > 0 ? html`<p class="omitted">${omitted.toLocaleString("en")} earlier characters are left out.</p>` : nothing}
      <pre>
${parts.map((part) => html`<span class=${part.stream}>${onTerminal(part.text)}</span>`)}</pre>
      ${this.error === null ? nothing : this.#error(this.error)}`;
  }

  #empty() {
    if (this.elapsed >= 0)
      return html`<div class="empty">The program printed nothing.</div>`;
    if (this.state !== "idle")
      return html`<div class="empty">Nothing printed yet.</div>`;
    return html`<div class="empty">
      <strong>Output</strong>What your program prints comes here.
    </div>`;
  }

  #error(error: string) {
    if (this.ending === "stopped") return this.#stopped(error);
    return html`<div class="error" role="alert">
      <strong
        >${this.ending === "unstarted" ? "Could not start" : "The program ended with an error"}</strong
      >
      ${errorParts(error).map(({ text, isFrames }) =>
        isFrames
          ? html`<pre class="frames" tabindex="0">${text}</pre>`
          : html`<pre>${text}</pre>`,
      )}
    </div>`;
  }

  /** Where it was is told by a language that has been told of Stop itself. */
  #stopped(error: string) {
    const where = error.includes("\n") ? html`<pre>${error}</pre>` : nothing;
    return html`<div class="stopped">
      The program was stopped. The keys it wrote are still there. ${where}
    </div>`;
  }

  #cost({ roundTrips, commands, connections, bytes }: Summary) {
    const figures: [string, string, string][] = [
      [
        formatTime(this.elapsed),
        "virtual time",
        "What a clock beside the program would show",
      ],
      [
        String(roundTrips),
        roundTrips === 1 ? "round trip" : "round trips",
        "One after another: those at the same time count once",
      ],
      [
        String(commands),
        commands === 1 ? "command" : "commands",
        "Run by Redis",
      ],
      [
        String(connections),
        connections === 1 ? "connection" : "connections",
        "Opened during the run",
      ],
      [formatBytes(bytes), "on the wire", "Both ways together"],
    ];
    return html`<dl aria-label="What the run cost">
      ${figures.map(
        ([value, name, hint]) =>
          html`<div title=${hint}>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("printed") && !changed.has("error")) return;
    // In the next frame the layout is made anyway; now it would be once more.
    requestAnimationFrame(() => {
      const text = this.renderRoot.querySelector(".text")!;
      text.scrollTop = text.scrollHeight;
    });
  }
}

customElements.define("resplay-output", ResplayOutput);
