/** Paints the server's lane: a tick for each command it ran, a diamond for each key it changed. */

import type { TraceKind } from "../../types.ts";
import type { ServerMark } from "../model/run.ts";
import { firstReaching, fitted, xOf, type Scene } from "./scene.ts";

/** Height of the part with the ticks; the diamonds stand below it. */
export const RAN_HEIGHT = 19;

/** Up to so many commands at one moment are named, more are counted. */
const NAMED = 4;

export function paintServerLane(
  scene: Scene,
  top: number,
  height: number,
): void {
  const { ctx, palette, model } = scene;
  ctx.fillStyle = palette.raised;
  ctx.fillRect(scene.gutter, top - 1, scene.width, height + 9); // it may lie over other lanes
  ctx.fillStyle = palette.line;
  ctx.fillRect(0, top - 1, scene.width, 1);
  eachGroup(scene, model.ran, (group, x, next) =>
    paintRan(scene, group, x, next, top),
  );
  eachGroup(scene, model.noticed, (group, x) =>
    paintDiamond(scene, group[0]!.kind, x, top + height - 9),
  );
}

/** Calls draw for the marks in view; those that stand in one place together, with where the next ones stand. */
function eachGroup(
  scene: Scene,
  marks: readonly ServerMark[],
  draw: (group: ServerMark[], x: number, next: number) => void,
): void {
  let i = firstReaching(marks, scene.view.from, (mark) => mark.at);
  while (i < marks.length && marks[i]!.at <= scene.view.to) {
    const x = xOf(scene, marks[i]!.at);
    let end = i + 1;
    while (end < marks.length && xOf(scene, marks[end]!.at) < x + 2) end++;
    const next = marks[end] ? xOf(scene, marks[end]!.at) : scene.width;
    draw(marks.slice(i, end), x, next);
    i = end;
  }
}

function paintRan(
  scene: Scene,
  group: readonly ServerMark[],
  x: number,
  next: number,
  top: number,
): void {
  const { ctx, palette } = scene;
  ctx.fillStyle = palette["ink-2"];
  ctx.fillRect(x - 0.75, top + 3, 1.5, 13);
  const room = next - x - 8;
  if (room < 24) return;
  ctx.font = `10.5px ${palette.mono}`;
  ctx.textBaseline = "middle";
  const names = namesOf(scene, group);
  const text = fitted(ctx, names, room);
  const isCount = group.length > NAMED; // half a number would be a wrong one
  if (!isCount || text === names) ctx.fillText(text, x + 4, top + 10);
}

/** What ran at one moment: the names, or how many when there are many. */
function namesOf(scene: Scene, group: readonly ServerMark[]): string {
  if (group.length > NAMED) return `${group.length} commands`;
  const { events } = scene.model;
  const names = group.map(({ seq }) => events[seq - events[0]!.seq]?.name);
  return names.join(" ");
}

function paintDiamond(
  scene: Scene,
  kind: TraceKind,
  x: number,
  y: number,
): void {
  const { ctx, palette } = scene;
  const colours: Partial<Record<TraceKind, string>> = {
    "watch.dirtied": palette.wait,
    "watch.failed": palette.error,
    published: palette.push,
  };
  ctx.fillStyle = colours[kind] ?? palette.reply;
  ctx.beginPath();
  ctx.moveTo(x, y - 5);
  ctx.lineTo(x + 4.5, y);
  ctx.lineTo(x, y + 5);
  ctx.lineTo(x - 4.5, y);
  ctx.fill();
}
