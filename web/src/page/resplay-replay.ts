/** A run to look at: the knobs of its network, its timeline, and what happened at the cursor. */

import { css, html, LitElement } from "lit";
import { usualKnobs, type Knobs } from "./knobs.ts";
import { RunModel } from "./model/run.ts";
import type { Playback } from "./playback.ts";
import "./resplay-event.ts";
import "./resplay-hero.ts";
import "./resplay-knobs.ts";
import "./resplay-timeline.ts";
import type { ResplayTimeline } from "./resplay-timeline.ts";
import "./resplay-transport.ts";
import { base } from "./styles.ts";

/** Lets the events of its parts through: `knobs` and `future`. */
export class ResplayReplay extends LitElement {
  static override properties = {
    model: { attribute: false },
    version: { attribute: false },
    playback: { attribute: false },
    moment: { attribute: false },
    knobs: { attribute: false },
    future: { attribute: false },
    first: { type: Boolean },
    busy: { type: Boolean },
  };
  declare model: RunModel;
  declare version: number;
  declare playback: Playback;
  /** Changes with the playback, which changes in place. */
  declare moment: string;
  declare knobs: Knobs;
  declare future: number;
  /** Whether the program is the one that a first visit begins with. */
  declare first: boolean;
  /** Whether a program runs, or what it needs is loaded. */
  declare busy: boolean;

  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      resplay-knobs {
        border-bottom: 1px solid var(--line);
      }
      resplay-hero,
      resplay-timeline {
        flex: 1;
        min-height: 0;
      }
      resplay-hero {
        overflow: auto;
      }
    `,
  ];

  constructor() {
    super();
    this.model = new RunModel();
    this.version = 0;
    this.knobs = usualKnobs;
    this.future = 0;
    this.first = false;
    this.busy = false;
  }

  protected override render() {
    return html`<resplay-knobs
        .knobs=${this.knobs}
        @knobs=${this.#passOn}
      ></resplay-knobs>
      ${this.version === 0 ? html`<resplay-hero .first=${this.first} .still=${this.busy}></resplay-hero>` : this.#run()}`;
  }

  #run() {
    const { model, version, playback } = this;
    return html`<resplay-transport
        .model=${model}
        .version=${version}
        .playback=${playback}
        .index=${playback.index}
        .at=${playback.at}
        .playing=${playback.playing}
        @zoom=${this.#onZoom}
      ></resplay-transport>
      <resplay-timeline
        .model=${model}
        .version=${version}
        .playback=${playback}
        .at=${playback.at}
        .future=${this.future}
        @future=${this.#passOn}
      ></resplay-timeline>
      <resplay-event
        .model=${model}
        .version=${version}
        .index=${playback.index}
        .quiet=${playback.playing || playback.live}
      ></resplay-event>`;
  }

  #onZoom(event: CustomEvent<number>): void {
    const timeline =
      this.renderRoot.querySelector<ResplayTimeline>("resplay-timeline");
    if (event.detail === Infinity) timeline?.showAll();
    else timeline?.zoomBy(event.detail);
  }

  #passOn(event: CustomEvent): void {
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail }));
  }
}

customElements.define("resplay-replay", ResplayReplay);
