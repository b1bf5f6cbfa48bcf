/** Paints the server's lane: a tick for each command it ran, a diamond for each key it changed. */

import type { TraceKind } from "../../types.ts";
import type { ServerMark } from "../model/run.ts";
import { firstReaching, fitted, xOf, type Scene } from "./scene.ts";

/** Height of the part with the ticks; the diamonds stand below it. */
export const RAN_HEIGHT = 19;

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
  eachVisible(scene, model.ran, (mark, x, i) =>
    paintRan(scene, mark, i, x, top),
  );
  eachVisible(scene, model.noticed, (mark, x) =>
    paintDiamond(scene, mark.kind, x, top + height - 9),
  );
}

/** Calls draw for the marks in view, but for those that stand where one stands already. */
function eachVisible(
  scene: Scene,
  marks: ServerMark[],
  draw: (mark: ServerMark, x: number, i: number) => void,
): void {
  let last = -Infinity;
  for (
    let i = firstReaching(marks, scene.view.from, (mark) => mark.at);
    i < marks.length;
    i++
  ) {
    const mark = marks[i]!;
    if (mark.at > scene.view.to) break;
    const x = xOf(scene, mark.at);
    if (x - last < 2) continue;
    last = x;
    draw(mark, x, i);
  }
}

function paintRan(
  scene: Scene,
  mark: ServerMark,
  index: number,
  x: number,
  top: number,
): void {
  const { ctx, palette, model } = scene;
  ctx.fillStyle = palette["ink-2"];
  ctx.fillRect(x - 0.75, top + 3, 1.5, 13);
  const next = model.ran[index + 1];
  const room = (next === undefined ? scene.width : xOf(scene, next.at)) - x - 8;
  if (room < 24) return;
  ctx.font = `10.5px ${palette.mono}`;
  ctx.textBaseline = "middle";
  const name = model.events[mark.seq - model.events[0]!.seq]?.name ?? "";
  ctx.fillText(fitted(ctx, name, room), x + 4, top + 10);
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
