/** The timeline of a run: a lane for each task, each connection and the server, on one virtual clock. */

import { html, LitElement, nothing, type PropertyValues } from "lit";
import { layout, type Layout } from "./model/lanes.ts";
import { RunModel } from "./model/run.ts";
import { formatTime } from "./model/time.ts";
import type { Playback } from "./playback.ts";
import { base } from "./styles.ts";
import { onTheme } from "./theme.ts";
import { listenToGestures } from "./timeline/gestures.ts";
import { hitAt } from "./timeline/hit.ts";
import { paint } from "./timeline/paint.ts";
import { readPalette, type Palette } from "./timeline/palette.ts";
import { RULER, timeAt, type Scene } from "./timeline/scene.ts";
import { pan, reveal, wholeRun, zoom, type View } from "./timeline/view.ts";
import { tooltip, type Tip } from "./timeline/tooltip.ts";
import { timelineStyles } from "./timeline/timeline-styles.ts";

/** Fires `future` with a future's number, or 0, when one is pointed out. */
export class ResplayTimeline extends LitElement {
  static override properties = {
    model: { attribute: false },
    version: { attribute: false },
    playback: { attribute: false },
    at: { attribute: false },
    future: { attribute: false },
    _tip: { state: true },
    _view: { state: true },
  };
  declare model: RunModel;
  /** Grows with the model, which changes in place. */
  declare version: number;
  declare playback: Playback;
  /** The cursor's time. */
  declare at: number;
  /** The future to bring out, or 0. */
  declare future: number;
  declare _tip: Tip | null;
  /** null: the whole run, however long it grows. */
  declare _view: View | null;

  #layout: Layout = { lanes: [], height: 0 };
  #palette: Palette | null = null;
  #frame = 0;
  #forgetTheme = () => {};
  #sizes = new ResizeObserver(() => this.requestUpdate());

  static override styles = [base, timelineStyles];

  constructor() {
    super();
    this.model = new RunModel();
    this.version = 0;
    this.at = 0;
    this.future = 0;
    this._tip = null;
    this._view = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#forgetTheme = onTheme(() => {
      this.#palette = null;
      this.requestUpdate();
    });
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forgetTheme();
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  protected override firstUpdated(): void {
    listenToGestures(this.#canvas, {
      onRuler: (x, y) => y < RULER && x > this.#gutter,
      pan: (pixels) => this.#pan(-pixels),
      zoom: (factor, x) => this.#zoom(factor, x),
      scrub: (x) => this.#seek(x),
      tap: (x, y) => this.#tap(x, y),
      hover: (place) => this.#hover(place),
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("model")) this._view = null;
    if (changed.has("model") || changed.has("version"))
      this.#layout = layout(this.model);
    if (changed.has("at") && this._view)
      this._view = reveal(this._view, this.at, this.model.end);
  }

  protected override render() {
    const { events } = this.model;
    return html`<div
        class="lanes"
        role="application"
        tabindex="0"
        aria-label="Timeline"
        aria-roledescription="timeline"
        aria-describedby="about"
        @keydown=${this.#onKey}
        @scroll=${() => this.requestUpdate()}
      >
        <canvas aria-hidden="true"></canvas>
        <div
          class="rest"
          style="height:${this.#layout.height + RULER + 20}px"
        ></div>
      </div>
      <p id="about" class="hidden-text">
        ${events.length} events in ${formatTime(this.model.end)}. Left and right
        arrow step from event to event, plus and minus zoom, Space plays. The
        Events tab lists the same as text.
      </p>
      ${this._tip ? tooltip(this._tip, this) : nothing}`;
  }

  protected override updated(): void {
    // A frame that was asked for stays: playing asks for another one in each.
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    this.#frame = 0;
    const scene = this.#place(); // once: what is set below changes the layout
    const { width, height } = scene;
    if (width === 0 || height === 0) return; // not on show
    const canvas = this.#canvas;
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    canvas.style.height = `${height}px`;
    const ctx = canvas.getContext("2d")!;
    ctx.scale(devicePixelRatio, devicePixelRatio);
    paint({ ...scene, ctx });
  }

  /** All that a frame is painted from, but for the canvas. */
  #place(): Omit<Scene, "ctx"> {
    this.#palette ??= readPalette(this.shadowRoot!);
    return {
      model: this.model,
      layout: this.#layout,
      view: this.#shownView,
      palette: this.#palette,
      width: this.#lanes.clientWidth,
      height: this.#lanes.clientHeight,
      gutter: this.#gutter,
      scroll: this.#lanes.scrollTop,
      cursor: this.at,
      future: this.future,
    };
  }

  get #canvas(): HTMLCanvasElement {
    return this.renderRoot.querySelector("canvas")!;
  }

  get #lanes(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>(".lanes")!;
  }

  get #gutter(): number {
    return this.clientWidth < 560 ? 66 : 92;
  }

  get #shownView(): View {
    return this._view ?? wholeRun(this.model.end);
  }

  /** Zooms around the cursor; below 1 is closer. */
  zoomBy(factor: number): void {
    this.#zoom(factor);
  }

  showAll(): void {
    this._view = null;
  }

  #zoom(factor: number, x?: number): void {
    const at = x === undefined ? this.at : timeAt(this.#place(), x);
    this._view = zoom(this.#shownView, factor, at, this.model.end);
  }

  #pan(pixels: number): void {
    const { view, gutter, width } = this.#place();
    this._view = pan(
      view,
      (pixels / (width - gutter)) * (view.to - view.from),
      this.model.end,
    );
  }

  #seek(x: number): void {
    this.playback.pause();
    this.playback.seek(timeAt(this.#place(), x));
  }

  #tap(x: number, y: number): void {
    const hit = hitAt(this.#place(), x, y);
    this.dispatchEvent(new CustomEvent("future", { detail: hit?.future ?? 0 }));
    if (hit && hit.seq >= 0) this.playback.seekEvent(hit.seq);
    else if (x > this.#gutter) this.#seek(x);
    this._tip = hit && { hit, x, y };
  }

  #hover(place: { x: number; y: number } | null): void {
    const hit = place && hitAt(this.#place(), place.x, place.y);
    this._tip = hit && { hit, ...place! };
    this.#canvas.style.cursor =
      place && place.y < RULER
        ? "ew-resize"
        : hit && hit.seq >= 0
          ? "pointer"
          : "grab";
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { playback } = this;
    const actions: Record<string, () => void> = {
      ArrowLeft: () => (event.shiftKey ? this.#pan(-60) : playback.step(-1)),
      ArrowRight: () => (event.shiftKey ? this.#pan(60) : playback.step(1)),
      Home: () => playback.toStart(),
      End: () => playback.toEnd(),
      " ": () => playback.toggle(),
      "+": () => this.#zoom(0.5),
      "=": () => this.#zoom(0.5),
      "-": () => this.#zoom(2),
      "0": () => this.showAll(),
      Escape: () => (this._tip = null),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }
}

customElements.define("resplay-timeline", ResplayTimeline);
