/** Paints the lanes of connections: bytes slant down from client to server, and up again. */

import type { ConnLane } from "../model/lanes.ts";
import type { ConnSpan, Flight, Side } from "../model/links.ts";
import { firstReaching, hatch, xOf, xOfEnd, type Scene } from "./scene.ts";

export function paintConnLane(scene: Scene, lane: ConnLane, top: number): void {
  const bottom = top + lane.height;
  paintTrack(scene, lane.conn, top, bottom);
  paintBlocks(scene, lane.conn, top, bottom);
  paintDial(scene, lane.conn, top, bottom);
  for (const by of ["client", "server"] as const)
    paintFlights(scene, lane.conn.flights[by], by, top, bottom);
  if (lane.conn.closed >= 0) paintClosed(scene, lane.conn, top, bottom);
}

function paintTrack(
  scene: Scene,
  conn: ConnSpan,
  top: number,
  bottom: number,
): void {
  const { ctx, palette } = scene;
  if (conn.opened < 0) return;
  const from = xOf(scene, conn.opened);
  const to = xOfEnd(scene, conn.closed);
  ctx.fillStyle = palette.sunken;
  ctx.fillRect(from, top, to - from, bottom - top);
  ctx.strokeStyle = palette.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const y of [top + 0.5, bottom - 0.5]) {
    ctx.moveTo(from, y);
    ctx.lineTo(to, y);
  }
  ctx.stroke();
}

/** A dial goes there and back before the connection carries bytes. */
function paintDial(
  scene: Scene,
  conn: ConnSpan,
  top: number,
  bottom: number,
): void {
  if (conn.opened < 0 || conn.opened < scene.view.from) return;
  const { ctx, palette } = scene;
  const from = xOf(scene, conn.dialed);
  const to = xOf(scene, conn.opened);
  ctx.strokeStyle = palette["line-strong"];
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 3]);
  ctx.beginPath();
  ctx.moveTo(from, top);
  ctx.lineTo((from + to) / 2, bottom);
  ctx.lineTo(to, top);
  ctx.stroke();
  ctx.setLineDash([]);
}

function paintFlights(
  scene: Scene,
  flights: Flight[],
  by: Side,
  top: number,
  bottom: number,
): void {
  const { ctx, palette } = scene;
  const [startY, endY] = by === "client" ? [top, bottom] : [bottom, top];
  ctx.strokeStyle = by === "client" ? palette.request : palette.reply;
  ctx.lineWidth = bottom - top > 20 ? 1.75 : 1.25;
  ctx.beginPath();
  let last = -Infinity;
  for (
    let i = firstReaching(flights, scene.view.from, (f) => f.came);
    i < flights.length;
    i++
  ) {
    const flight = flights[i]!;
    if (flight.sent > scene.view.to) break;
    const x = xOf(scene, flight.sent);
    if (x - last < 1) continue;
    last = x;
    ctx.moveTo(x, startY);
    ctx.lineTo(xOfEnd(scene, flight.came), endY);
    if (
      flight.came >= 0 &&
      flight.sent <= scene.cursor &&
      scene.cursor < flight.came
    )
      paintDot(scene, flight, startY, endY);
  }
  ctx.stroke();
}

/** Where the bytes are at the cursor's moment. */
function paintDot(
  scene: Scene,
  flight: Flight,
  startY: number,
  endY: number,
): void {
  const share = (scene.cursor - flight.sent) / (flight.came - flight.sent);
  scene.ctx.save();
  scene.ctx.fillStyle =
    flight.by === "client" ? scene.palette.request : scene.palette.reply;
  const dot = new Path2D();
  dot.arc(
    xOf(scene, scene.cursor),
    startY + share * (endY - startY),
    Math.abs(endY - startY) > 20 ? 4.5 : 3,
    0,
    Math.PI * 2,
  );
  scene.ctx.fill(dot);
  scene.ctx.restore();
}

function paintBlocks(
  scene: Scene,
  conn: ConnSpan,
  top: number,
  bottom: number,
): void {
  const { ctx, palette } = scene;
  for (
    let i = firstReaching(conn.blocks, scene.view.from, (b) => b.to);
    i < conn.blocks.length;
    i++
  ) {
    const block = conn.blocks[i]!;
    if (block.from > scene.view.to) break;
    const from = xOf(scene, block.from);
    const width = xOfEnd(scene, block.to) - from;
    const y = top + (bottom - top) * 0.55;
    ctx.fillStyle = palette["block-soft"];
    ctx.fillRect(from, y, width, bottom - y);
    hatch(ctx, from, y, width, bottom - y, palette.block);
  }
}

function paintClosed(
  scene: Scene,
  conn: ConnSpan,
  top: number,
  bottom: number,
): void {
  const { ctx, palette } = scene;
  ctx.fillStyle = palette["line-strong"];
  ctx.fillRect(xOf(scene, conn.closed) - 1, top, 2, bottom - top);
}
