/** The cursor on a run's time, and its movement: stepping, scrubbing and playing. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { RunModel } from "./model/run.ts";

/** How long a whole run plays at the rate "fit". */
const FIT_MILLISECONDS = 8000;

/** Virtual nanoseconds in a real millisecond, or "fit": whatever plays the whole run in eight seconds. */
export type Rate = number | "fit";

export class Playback implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #model: RunModel;
  /** Position in the model's events of the last one that has happened; -1 is before the first. */
  index = -1;
  /** The cursor's time. */
  at = 0;
  /** Whether the cursor keeps to the end while events come. */
  live = true;
  playing = false;
  rate: Rate = "fit";
  #frame = 0;
  #lastFrame = 0;

  constructor(host: ReactiveControllerHost, model: RunModel) {
    this.#host = host;
    this.#model = model;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.pause();
  }

  /** Turns to another run, at its end. */
  follow(model: RunModel): void {
    this.#model = model;
    this.toEnd();
  }

  /** Takes notice of new events. */
  grown(): void {
    if (this.live && !this.playing) this.toEnd();
    else this.#host.requestUpdate();
  }

  toEnd(): void {
    this.pause();
    this.#put(this.#model.events.length - 1, this.#model.end);
    this.live = true;
  }

  toStart(): void {
    this.pause();
    this.#put(-1, 0);
  }

  /** Moves to a time, as if all events up to it had happened. */
  seek(at: number): void {
    const time = Math.min(Math.max(0, at), this.#model.end);
    this.#put(this.#model.indexAt(time), time);
  }

  /** Moves to right after an event, given by its sequence number. */
  seekEvent(seq: number): void {
    this.pause();
    const index = seq - (this.#model.events[0]?.seq ?? 0);
    const event = this.#model.events[index];
    if (event !== undefined) this.#put(index, event.at);
  }

  /** Moves event by event. */
  step(by: number): void {
    this.pause();
    const index = Math.min(
      Math.max(-1, this.index + by),
      this.#model.events.length - 1,
    );
    this.#put(index, index < 0 ? 0 : this.#model.events[index]!.at);
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  play(): void {
    if (this.#model.events.length === 0) return;
    if (this.at >= this.#model.end) this.#put(-1, 0);
    this.playing = true;
    this.#lastFrame = performance.now();
    this.#frame = requestAnimationFrame(this.#advance);
    this.#host.requestUpdate();
  }

  pause(): void {
    cancelAnimationFrame(this.#frame);
    this.playing = false;
    this.#host.requestUpdate();
  }

  #advance = (now: number): void => {
    const perMillisecond =
      this.rate === "fit" ? this.#model.end / FIT_MILLISECONDS : this.rate;
    const elapsed = Math.min(now - this.#lastFrame, 100); // a hidden tab gets no frames: do not leap
    this.#lastFrame = now;
    this.seek(this.at + elapsed * perMillisecond);
    if (this.at >= this.#model.end) this.toEnd();
    else this.#frame = requestAnimationFrame(this.#advance);
  };

  #put(index: number, at: number): void {
    this.index = index;
    this.at = at;
    this.live = index === this.#model.events.length - 1;
    this.#host.requestUpdate();
  }
}
