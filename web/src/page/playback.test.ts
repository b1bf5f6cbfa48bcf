import { beforeAll, expect, test, vi } from "vitest";
import { RunModel } from "./model/run.ts";
import { TraceBuilder } from "./model/trace.harness.ts";
import { Playback } from "./playback.ts";

let frames: FrameRequestCallback[] = [];
let now = 0;

beforeAll(() => {
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) =>
    frames.push(callback),
  );
  vi.stubGlobal("cancelAnimationFrame", () => (frames = []));
  vi.spyOn(performance, "now").mockImplementation(() => now);
});

/** Lets real milliseconds pass, a frame at their end. */
function pass(milliseconds: number): void {
  now += milliseconds;
  for (const callback of frames.splice(0)) callback(now);
}

/** Events at 0, 10, 10 and 80 ms. */
function playback() {
  const model = new RunModel();
  model.add(
    new TraceBuilder()
      .add(0, "executed")
      .add(10, "executed")
      .add(10, "executed")
      .add(80, "executed").events,
  );
  const host = {
    addController() {},
    removeController() {},
    requestUpdate() {},
    updateComplete: Promise.resolve(true),
  };
  const it = new Playback(host, model);
  it.toEnd();
  const where = () => ({ index: it.index, at: it.at / 1e6, live: it.live });
  return { it, where, model };
}

test("it steps from event to event, also at one instant, and stops at the ends", () => {
  const { it, where } = playback();
  expect(where()).toEqual({ index: 3, at: 80, live: true });
  const seen = [-1, -1, -1, -1, -1, 1].map((by) => (it.step(by), where()));
  expect(seen).toEqual([
    { index: 2, at: 10, live: false },
    { index: 1, at: 10, live: false },
    { index: 0, at: 0, live: false },
    { index: -1, at: 0, live: false },
    { index: -1, at: 0, live: false },
    { index: 0, at: 0, live: false },
  ]);
});

test("a time stands after all that has happened by then", () => {
  const { it, where } = playback();
  it.seek(10e6);
  expect(where()).toEqual({ index: 2, at: 10, live: false });
  it.seek(9e9);
  expect(where()).toEqual({ index: 3, at: 80, live: true });
});

test("it plays from the start once it is at the end, at the rate chosen, and stops there", () => {
  const { it, where } = playback();
  it.rate = 1e6; // real time
  it.play();
  expect(where()).toEqual({ index: -1, at: 0, live: false });
  pass(40);
  expect(where()).toEqual({ index: 2, at: 40, live: false });
  pass(60);
  expect(where()).toEqual({ index: 3, at: 80, live: true });
  expect(it.playing).toBe(false);
});

test("while it is live it goes along with new events, and else it stays", () => {
  const { it, where, model } = playback();
  const more = (at: number) =>
    model.add(
      new TraceBuilder()
        .add(at, "executed")
        .events.map((e) => ({ ...e, seq: model.events.length })),
    );
  more(90);
  it.grown();
  expect(where()).toEqual({ index: 4, at: 90, live: true });
  it.step(-1);
  more(95);
  it.grown();
  expect(where()).toEqual({ index: 3, at: 80, live: false });
});
