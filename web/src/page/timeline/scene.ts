/** What a frame of the timeline is painted from, and helpers that all lanes share. */

import type { Layout } from "../model/lanes.ts";
import type { RunModel } from "../model/run.ts";
import type { Palette } from "./palette.ts";
import type { View } from "./view.ts";

export interface Scene {
  ctx: CanvasRenderingContext2D;
  model: RunModel;
  layout: Layout;
  view: View;
  palette: Palette;
  width: number;
  height: number;
  /** Width of the column of labels. */
  gutter: number;
  /** How far the lanes are scrolled. */
  scroll: number;
  /** The cursor's time; what comes later is dimmed. */
  cursor: number;
  /** A future to bring out, or 0. */
  future: number;
}

/** Height of the ruler above the lanes. */
export const RULER = 26;

/** Where a time stands. */
export function xOf(scene: Scene, at: number): number {
  const { view, gutter, width } = scene;
  return gutter + ((at - view.from) / (view.to - view.from)) * (width - gutter);
}

/** The time at a place. */
export function timeAt(
  scene: Pick<Scene, "view" | "gutter" | "width">,
  x: number,
): number {
  const { view, gutter, width } = scene;
  return view.from + ((x - gutter) / (width - gutter)) * (view.to - view.from);
}

/** Where an end stands that may not have come: -1 reaches to the right edge. */
export function xOfEnd(scene: Scene, at: number): number {
  return at < 0
    ? xOf(scene, Math.min(scene.model.end, scene.view.to))
    : xOf(scene, at);
}

/** The first index whose item reaches time from; items are in order of their ends. */
export function firstReaching<T>(
  items: readonly T[],
  from: number,
  endOf: (item: T) => number,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const end = endOf(items[middle]!);
    if (end >= 0 && end < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Diagonal lines over a box: something is held up here. */
export function hatch(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  w: number,
  h: number,
  colour: string,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, w, h);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let at = x - (x % 5) - h; at < x + w; at += 5) {
    ctx.moveTo(at, y + h);
    ctx.lineTo(at + h, y);
  }
  ctx.stroke();
  ctx.restore();
}

/** Text cut to a width, with an ellipsis when something is missing; nothing when not even that fits. */
export function fitted(
  ctx: CanvasRenderingContext2D,
  text: string,
  width: number,
): string {
  if (width < 14) return "";
  if (ctx.measureText(text).width <= width) return text;
  let low = 0;
  let high = Math.min(text.length, 120);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ctx.measureText(`${text.slice(0, middle)}…`).width <= width)
      low = middle;
    else high = middle - 1;
  }
  return low < 2 ? "" : `${text.slice(0, low)}…`;
}
