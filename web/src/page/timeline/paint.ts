/** Paints one frame of the timeline: lanes, ruler, labels and cursor. Only what is in view is drawn. */

import type { Lane } from "../model/lanes.ts";
import { axisMarks, formatTime, type Mark } from "../model/time.ts";
import { paintConnLane } from "./paint-conns.ts";
import { paintServerLane } from "./paint-server.ts";
import { paintTaskLane } from "./paint-tasks.ts";
import { fitted, RULER, xOf, type Scene } from "./scene.ts";

export function paint(scene: Scene): void {
  const { ctx, width, height } = scene;
  ctx.clearRect(0, 0, width, height);
  paintGrid(scene);
  clipped(
    ctx,
    scene.gutter,
    RULER,
    width - scene.gutter,
    height - RULER,
    () => {
      for (const lane of visibleLanes(scene))
        paintLane(scene, lane, topOf(scene, lane));
      paintLater(scene);
    },
  );
  clipped(ctx, 0, RULER, scene.gutter, height - RULER, () =>
    paintLabels(scene),
  );
  paintRuler(scene);
  paintCursor(scene);
}

/** Where a lane stands on the canvas. The server's lane stays in sight, however many connections there are. */
export function topOf(
  scene: Pick<Scene, "scroll" | "height">,
  lane: Lane,
): number {
  const top = RULER + 8 + lane.y - scene.scroll;
  return lane.kind === "server"
    ? Math.min(top, scene.height - lane.height - 8)
    : top;
}

function visibleLanes(scene: Scene): Lane[] {
  return scene.layout.lanes.filter((lane) => {
    const top = topOf(scene, lane);
    return top < scene.height && top + lane.height > RULER;
  });
}

function paintLane(scene: Scene, lane: Lane, top: number): void {
  if (lane.kind === "task") paintTaskLane(scene, lane, top);
  else if (lane.kind === "conn") paintConnLane(scene, lane, top);
  else paintServerLane(scene, top, lane.height);
}

function clipped(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  w: number,
  h: number,
  draw: () => void,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, w, h);
  ctx.clip();
  draw();
  ctx.restore();
}

function marksOf(scene: Scene): Mark[] {
  return axisMarks(
    scene.view.from,
    scene.view.to,
    (scene.width - scene.gutter) / 90,
  );
}

function paintGrid(scene: Scene): void {
  const { ctx, palette } = scene;
  ctx.fillStyle = palette.line;
  ctx.globalAlpha = 0.6;
  for (const { at } of marksOf(scene))
    ctx.fillRect(Math.round(xOf(scene, at)), RULER, 1, scene.height);
  ctx.globalAlpha = 1;
}

function paintRuler(scene: Scene): void {
  const { ctx, palette } = scene;
  ctx.fillStyle = palette.line;
  ctx.fillRect(0, RULER - 1, scene.width, 1);
  const flag = flagOf(scene);
  ctx.font = `11px ${palette.sans}`;
  ctx.textBaseline = "middle";
  ctx.fillStyle = palette["ink-3"];
  for (const { at, label } of marksOf(scene)) {
    const left = xOf(scene, at) + 4;
    const right = left + ctx.measureText(label).width + 4;
    const covered = left < flag.left + flag.width && right > flag.left;
    if (!covered && right < scene.width) ctx.fillText(label, left, RULER / 2);
  }
}

/** The cursor's time, and where it stands on the ruler. */
function flagOf(scene: Scene): { text: string; left: number; width: number } {
  const { ctx, width, gutter } = scene;
  ctx.font = `600 11px ${scene.palette.sans}`;
  const text = formatTime(scene.cursor);
  const wide = ctx.measureText(text).width + 12;
  const middle = xOf(scene, scene.cursor) - wide / 2;
  const left = Math.min(width - wide - 1, Math.max(gutter - 6, middle));
  return { text, left, width: wide };
}

function paintLabels(scene: Scene): void {
  const { ctx, palette } = scene;
  ctx.font = `600 11.5px ${palette.sans}`;
  ctx.textBaseline = "middle";
  for (const lane of visibleLanes(scene)) {
    if (lane.kind === "server") {
      ctx.fillStyle = palette.raised; // it may lie over other lanes
      ctx.fillRect(0, topOf(scene, lane) - 1, scene.gutter, lane.height + 9);
    }
    ctx.fillStyle = palette["ink-2"];
    const height =
      lane.kind === "task" ? Math.min(lane.height, 14) : lane.height;
    ctx.fillText(
      fitted(ctx, lane.label, scene.gutter - 16),
      10,
      topOf(scene, lane) + height / 2,
    );
  }
}

/** Veils what the cursor has not reached. */
function paintLater(scene: Scene): void {
  const { ctx, palette } = scene;
  const x = Math.max(scene.gutter, xOf(scene, scene.cursor));
  if (x >= scene.width || scene.cursor >= scene.model.end) return;
  ctx.globalAlpha = 0.68;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(x, 0, scene.width - x, scene.height);
  ctx.globalAlpha = 1;
}

function paintCursor(scene: Scene): void {
  const { ctx, palette } = scene;
  const x = xOf(scene, scene.cursor);
  if (x < scene.gutter - 1 || x > scene.width + 1) return;
  const { text, left, width } = flagOf(scene);
  ctx.fillStyle = palette.accent;
  ctx.fillRect(x - 0.75, RULER - 4, 1.5, scene.height);
  ctx.beginPath();
  ctx.roundRect(left, 3, width, RULER - 8, 5);
  ctx.fill();
  ctx.fillStyle = palette["on-accent"];
  ctx.textBaseline = "middle";
  ctx.fillText(text, left + 6, RULER / 2 - 0.5);
}
