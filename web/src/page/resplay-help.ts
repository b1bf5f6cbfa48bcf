/** The dialog that lists keys and explains the pictures. */

import { css, html, LitElement } from "lit";
import { site } from "../site.ts";
import { icons } from "./icons.ts";
import { base, controls, dialog } from "./styles.ts";

const KEYS: [keys: string[], what: string][] = [
  [["Ctrl", "Enter"], "Run the program (⌘ Enter on a Mac)"],
  [["Esc"], "Stop the running program"],
  [["Tab"], "Leave the editor: it never traps the focus"],
  [["Ctrl", "Space"], "In the editor: suggest what may come next"],
  [["F1"], "In the editor: what the name at the cursor is; again: to its link"],
  [["Ctrl", "]"], "Indent the lines chosen; Ctrl [ takes it back"],
  [["←", "→"], "On the timeline: step from event to event; with Shift, pan"],
  [["+", "−", "0"], "On the timeline: zoom in, zoom out, show the whole run"],
  [["Space"], "On the timeline: play or pause"],
  [["Home", "End"], "On the timeline: to the start, to the end"],
  [["?"], "This help, when no text has the focus"],
];

const STUBS = new URL("generated/stubs/redis-stubs.tar.gz", site).href;

const SIGNS: [look: string, what: string][] = [
  [
    "pending",
    "A future: from the call to its reply. A green end is a reply, a red one an error.",
  ],
  [
    "pooled",
    "The future waits for a connection of its pool: nothing was sent yet.",
  ],
  ["down", "Bytes on their way to the server."],
  ["up", "Bytes on their way back."],
  ["block", "The server holds a blocking command back, such as BLPOP."],
];

export class ResplayHelp extends LitElement {
  static override styles = [
    base,
    controls,
    dialog,
    css`
      dialog {
        width: min(620px, calc(100vw - 32px));
      }
      h3 {
        margin: 18px 0 8px;
        font-size: 14px;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 7px 16px;
        align-items: center;
        font-size: 14px;
      }
      i {
        display: block;
        width: 46px;
        height: 16px;
      }
      .pending {
        border: solid var(--request);
        border-width: 0 0 0 2px;
        background: linear-gradient(
          to left,
          var(--reply) 3px,
          var(--request-soft) 3px
        );
      }
      .pooled {
        background: repeating-linear-gradient(
          135deg,
          var(--wait) 0 1px,
          var(--wait-soft) 1px 5px
        );
      }
      .block {
        background: repeating-linear-gradient(
          135deg,
          var(--block) 0 1px,
          var(--block-soft) 1px 5px
        );
      }
      .down {
        background: linear-gradient(
          to top right,
          transparent 47%,
          var(--request) 47% 53%,
          transparent 53%
        );
      }
      .up {
        background: linear-gradient(
          to bottom right,
          transparent 47%,
          var(--reply) 47% 53%,
          transparent 53%
        );
      }
    `,
  ];

  /** Opens the dialog. */
  async show(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector("dialog")!.showModal();
  }

  protected override render() {
    return html`<dialog aria-labelledby="title">
      <div class="head">
        <h2 id="title">How this works</h2>
        <form method="dialog">
          <button class="icon quiet" aria-label="Close">${icons.close}</button>
        </form>
      </div>
      <p>
        Your program really runs, against a real Redis engine, both inside this
        page. Only the network between them is simulated: its clock stands still
        until everybody waits, so a run of minutes takes a blink, and you can
        play it back as slowly as you like.
      </p>
      <h3>Keys</h3>
      <dl>
        ${KEYS.map(
          ([keys, what]) =>
            html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
              <dd>${what}</dd>`,
        )}
      </dl>
      <h3>On the timeline</h3>
      <dl>
        ${SIGNS.map(
          ([look, what]) =>
            html`<dt><i class=${look}></i></dt>
              <dd>${what}</dd>`,
        )}
      </dl>
      <h3>Types</h3>
      <p>
        Type stubs of the Python client, for your own editor or checker:
        <a href=${STUBS} download>redis-stubs.tar.gz</a>.
      </p>
    </dialog>`;
  }
}

customElements.define("resplay-help", ResplayHelp);
