/** What a run left to look into: its bytes, its keys, and its events as text. */

import { css, html, LitElement, nothing } from "lit";
import { formatTime } from "./model/time.ts";
import "./resplay-events.ts";
import "./resplay-keyspace.ts";
import "./resplay-tabs.ts";
import type { Tab } from "./resplay-tabs.ts";
import "./resplay-wire.ts";
import { base } from "./styles.ts";
import type { Workbench } from "./workbench.ts";

export type Panel = "wire" | "keys" | "events";

export const panelLabels: Record<Panel, string> = {
  wire: "Wire",
  keys: "Keys",
  events: "Events",
};

/** Fires `panel` with the one chosen. */
export class ResplayInspector extends LitElement {
  static override properties = {
    bench: { attribute: false },
    moment: { attribute: false },
    panel: {},
    bare: { type: Boolean },
  };
  declare bench: Workbench;
  /** Changes with the bench, which changes in place. */
  declare moment: string;
  declare panel: Panel;
  /** Without tabs: something else chooses. */
  declare bare: boolean;

  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      header {
        padding: 0 6px;
        border-bottom: 1px solid var(--line);
      }
      .panel {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  constructor() {
    super();
    this.panel = "wire";
    this.bare = false;
  }

  protected override render() {
    return html`${this.bare ? nothing : this.#tabs()}
      <div
        class="panel"
        role=${this.bare ? "region" : "tabpanel"}
        aria-label=${panelLabels[this.panel]}
      >
        ${this.#content()}
      </div>`;
  }

  #tabs() {
    const { model, shownKeys } = this.bench;
    const notes: Record<Panel, number> = {
      wire: model.wire.rows.length,
      keys: shownKeys.length,
      events: model.events.length,
    };
    const tabs: Tab[] = (Object.keys(panelLabels) as Panel[]).map((id) => ({
      id,
      label: panelLabels[id],
      note: notes[id] > 0 ? notes[id].toLocaleString("en") : "",
    }));
    return html`<header>
      <resplay-tabs
        label="Look into the run"
        .tabs=${tabs}
        selected=${this.panel}
        @tab=${(event: CustomEvent<Panel>) => this.dispatchEvent(new CustomEvent("panel", { detail: event.detail }))}
      ></resplay-tabs>
    </header>`;
  }

  #content() {
    const { model, version, playback } = this.bench;
    if (this.panel === "keys") return this.#keys();
    if (this.panel === "events") {
      return html`<resplay-events
        .model=${model}
        .version=${version}
        .index=${playback.index}
        @event=${(event: CustomEvent<number>) => playback.seekEvent(event.detail)}
      ></resplay-events>`;
    }
    return html`<resplay-wire
      .model=${model}
      .version=${version}
      .at=${playback.at}
      @seek=${(event: CustomEvent<number>) => playback.seek(event.detail)}
    ></resplay-wire>`;
  }

  #keys() {
    const { bench } = this;
    const { live, at } = bench.playback;
    return html`<resplay-keyspace
      .keys=${bench.shownKeys}
      .clock=${bench.clock}
      .db=${bench.db}
      .past=${live ? "" : formatTime(at)}
      .speed=${bench.knobs.speed}
      @speed=${(event: CustomEvent<number>) => bench.turn({ ...bench.knobs, speed: event.detail })}
      @db=${(event: CustomEvent<number>) => bench.showDatabase(event.detail)}
    ></resplay-keyspace>`;
  }
}

customElements.define("resplay-inspector", ResplayInspector);
