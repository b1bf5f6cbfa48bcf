/** Paints the lanes of tasks: when each lives and waits, what it prints, and its futures. */

import { ranToItsEnd } from "../model/explain.ts";
import type { FutureSpan } from "../model/futures.ts";
import type { TaskLane } from "../model/lanes.ts";
import type { Stint, TaskSpan } from "../model/tasks.ts";
import {
  firstReaching,
  fitted,
  hatch,
  xOf,
  xOfEnd,
  type Scene,
} from "./scene.ts";

export function paintTaskLane(scene: Scene, lane: TaskLane, top: number): void {
  if (lane.head > 0) paintHead(scene, lane.tasks[0]!, top);
  for (const [i, row] of lane.rows.entries()) {
    paintRow(
      scene,
      row,
      top + lane.tops[i]!,
      lane.tops[i + 1]! - lane.tops[i]!,
    );
  }
}

function paintHead(scene: Scene, task: TaskSpan, top: number): void {
  const y = top + 6.5;
  if (!task.lane) paintFreezes(scene, task, top);
  for (const stint of task.earlier) paintStint(scene, stint, y);
  paintStint(scene, task, y);
  paintPrints(scene, task, y);
}

/** Hatches what a task lived through while something held up the event loop. */
function paintFreezes(scene: Scene, task: TaskSpan, top: number): void {
  const { ctx, model, palette } = scene;
  for (const { from, to } of model.tasks.freezes) {
    const last = task.ended < 0 ? Infinity : task.ended;
    const begin = xOf(scene, Math.max(from, task.started));
    const end = to < 0 ? xOfEnd(scene, to) : xOf(scene, Math.min(to, last));
    if (end - begin > 1)
      hatch(ctx, begin, top + 1, end - begin, 11, palette.wait);
  }
}

/** A line from the beginning to the end; one that has not ended goes on. */
function paintStint(scene: Scene, stint: Stint, y: number): void {
  const { ctx, palette } = scene;
  ctx.strokeStyle = palette["line-strong"];
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(xOf(scene, stint.started), y);
  ctx.lineTo(xOfEnd(scene, stint.ended), y);
  ctx.stroke();
  if (stint.ended >= 0) paintEnd(scene, stint, y);
}

function paintPrints(scene: Scene, task: TaskSpan, y: number): void {
  const { ctx, palette } = scene;
  let last = -Infinity;
  for (
    let i = firstReaching(task.prints, scene.view.from, (p) => p.at);
    i < task.prints.length;
    i++
  ) {
    const print = task.prints[i]!;
    if (print.at > scene.view.to) break;
    const x = xOf(scene, print.at);
    if (x - last < 3) continue;
    last = x;
    ctx.fillStyle = print.stream === "stderr" ? palette.wait : palette.ink;
    ctx.fillRect(x - 2, y - 2.5, 5, 5);
  }
}

function paintEnd(scene: Scene, task: Stint, y: number): void {
  const { ctx, palette } = scene;
  const failed = !ranToItsEnd(task.end);
  ctx.fillStyle = failed ? palette.error : palette["line-strong"];
  ctx.fillRect(xOf(scene, task.ended) - 1, y - 5, 2, 10);
}

function paintRow(
  scene: Scene,
  row: FutureSpan[],
  y: number,
  height: number,
): void {
  let painted = -Infinity;
  for (
    let i = firstReaching(row, scene.view.from, (span) => span.ended);
    i < row.length;
    i++
  ) {
    const span = row[i]!;
    if (span.created > scene.view.to) break;
    const from = xOf(scene, span.created);
    const to = Math.max(from + 1.5, xOfEnd(scene, span.ended));
    if (to - painted < 1) continue; // smaller than a pixel, and one stands there already
    painted = to;
    paintSpan(scene, span, from, to, y, height);
  }
}

function paintSpan(
  scene: Scene,
  span: FutureSpan,
  from: number,
  to: number,
  y: number,
  height: number,
): void {
  const { ctx, palette } = scene;
  const gap = height > 8 ? 2 : height > 2 ? 1 : 0;
  const h = height - gap;
  const sent = span.sent < 0 ? to : Math.min(to, xOf(scene, span.sent));
  ctx.fillStyle = palette["request-soft"];
  ctx.fillRect(sent, y, to - sent, h);
  if (sent - from > 0.5) paintHeldBack(scene, span, from, sent, y, h);
  ctx.fillStyle = palette.request;
  if (to - from > 10) ctx.fillRect(from, y, 2, h);
  paintOutcome(scene, span, to, y, h);
  if (span.id === scene.future) {
    ctx.strokeStyle = palette.accent;
    ctx.lineWidth = 2;
    ctx.strokeRect(from - 1, y - 1, to - from + 2, h + 2);
  }
  if (height >= 16) paintCommand(scene, span, from, to, y, h);
}

/** The part before a future's bytes are written: it may wait for a connection. */
function paintHeldBack(
  scene: Scene,
  span: FutureSpan,
  from: number,
  sent: number,
  y: number,
  h: number,
): void {
  const { ctx, palette } = scene;
  const pooled = span.pooled >= 0;
  ctx.fillStyle = pooled ? palette["wait-soft"] : palette.sunken;
  ctx.fillRect(from, y, sent - from, h);
  if (pooled && h > 4) hatch(ctx, from, y, sent - from, h, palette.wait);
}

function paintOutcome(
  scene: Scene,
  span: FutureSpan,
  to: number,
  y: number,
  h: number,
): void {
  const { ctx, palette } = scene;
  if (span.outcome === "pending") return;
  const colours = {
    resolved: palette.reply,
    rejected: palette.error,
    cancelled: palette["ink-3"],
  };
  ctx.fillStyle = colours[span.outcome];
  ctx.fillRect(to - 2, y, span.outcome === "rejected" ? 4 : 2.5, h);
}

function paintCommand(
  scene: Scene,
  span: FutureSpan,
  from: number,
  to: number,
  y: number,
  h: number,
): void {
  const { ctx, palette } = scene;
  const left = Math.max(from, scene.gutter) + 6;
  ctx.font = `11.5px ${palette.mono}`;
  const text = fitted(ctx, span.text || span.name, to - left - 6);
  if (text === "") return;
  ctx.fillStyle = palette.ink;
  ctx.textBaseline = "middle";
  ctx.fillText(text, left, y + h / 2 + 0.5);
}
