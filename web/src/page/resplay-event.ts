/** What happened at the cursor, in words. */

import { css, html, LitElement } from "lit";
import { explain, kindGroup } from "./model/explain.ts";
import { RunModel } from "./model/run.ts";
import { formatTime } from "./model/time.ts";
import { base } from "./styles.ts";

export class ResplayEvent extends LitElement {
  static override properties = {
    model: { attribute: false },
    version: { attribute: false },
    index: { attribute: false },
    quiet: { attribute: false },
  };
  declare model: RunModel;
  declare version: number;
  /** Position of the event in the model. */
  declare index: number;
  /** While the run plays, nothing is read out. */
  declare quiet: boolean;

  static override styles = [
    base,
    css`
      :host {
        padding: 8px 16px 9px;
        border-block: 1px solid var(--line);
        background: var(--raised);
        font-size: 13.5px;
        line-height: 1.45;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 10px;
      }
      .dot {
        align-self: center;
        width: 9px;
        height: 9px;
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
      strong {
        font-weight: 650;
        overflow-wrap: anywhere;
      }
      small {
        margin-left: auto;
        color: var(--ink-3);
        font-size: 12.5px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      p {
        height: 2.9em;
        overflow: auto;
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    this.model = new RunModel();
    this.index = -1;
    this.quiet = false;
  }

  protected override render() {
    const { events } = this.model;
    const event = events[this.index];
    const { title, text } = event
      ? explain(event, this.model)
      : {
          title: "Before the first event",
          text: "Step on with the arrow keys, or press Play.",
        };
    return html`<div aria-live=${this.quiet ? "off" : "polite"}>
      <div class="row">
        <span
          class="dot ${event ? kindGroup(event.kind) : ""}"
          aria-hidden="true"
        ></span>
        <strong>${title}</strong>
        <small
          >${event ? html`${formatTime(event.at)} · event ${this.index + 1} of ${events.length}` : ""}</small
        >
      </div>
      <p tabindex="0">${text}</p>
    </div>`;
  }
}

customElements.define("resplay-event", ResplayEvent);
