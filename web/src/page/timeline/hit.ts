/** What stands at a place of the timeline, in words for a tooltip and as an event to select. */

import type { FutureSpan } from "../model/futures.ts";
import type { ConnLane, Lane, TaskLane } from "../model/lanes.ts";
import { formatBytes, formatTime } from "../model/time.ts";
import { topOf } from "./paint.ts";
import { RAN_HEIGHT } from "./paint-server.ts";
import { firstReaching, timeAt, type Scene } from "./scene.ts";

export interface Hit {
  title: string;
  text: string;
  /** The event that explains it, by sequence number. */
  seq: number;
  /** The future it belongs to, or 0. */
  future: number;
}

type Place = Pick<
  Scene,
  "view" | "gutter" | "width" | "height" | "scroll" | "layout" | "model"
>;

/** How many pixels a pointer may be off. */
const SLACK = 4;

export function hitAt(place: Place, x: number, y: number): Hit | null {
  const lane = place.layout.lanes.findLast(
    (l) => y >= topOf(place, l) && y <= topOf(place, l) + l.height,
  );
  if (lane === undefined) return null;
  if (x < place.gutter)
    return { title: lane.label, text: lane.hint, seq: -1, future: 0 };
  const at = timeAt(place, x);
  const slack = timeAt(place, x + SLACK) - at;
  return hitLane(place, lane, y - topOf(place, lane), at, slack);
}

function hitLane(
  place: Place,
  lane: Lane,
  y: number,
  at: number,
  slack: number,
): Hit | null {
  if (lane.kind === "task") return hitTask(lane, y, at, slack);
  if (lane.kind === "conn") return hitConn(lane, at, slack);
  return hitServer(place, y, at, slack);
}

function hitTask(
  lane: TaskLane,
  y: number,
  at: number,
  slack: number,
): Hit | null {
  if (y < lane.head) return hitTaskHead(lane, at);
  const row = lane.rows[lane.tops.findLastIndex((top) => top <= y)];
  const span = row?.[firstReaching(row, at - slack, (s) => s.ended)];
  return span !== undefined && span.created <= at + slack ? future(span) : null;
}

function hitTaskHead(lane: TaskLane, at: number): Hit | null {
  const task = lane.tasks[0]!;
  const wait = task.waits.find((w) => w.from <= at && (w.to < 0 || at <= w.to));
  const here = [...task.earlier, task].some(
    ({ started, ended }) => started <= at && (ended < 0 || at <= ended),
  );
  if (!here) return null;
  return {
    title: lane.hint,
    text: wait?.text ? `waits at ${wait.text}` : "",
    seq: -1,
    future: 0,
  };
}

function future(span: FutureSpan): Hit {
  const took =
    span.ended < 0
      ? "still pending"
      : `${span.outcome} after ${formatTime(span.ended - span.created)}`;
  const pool =
    span.acquired > span.pooled
      ? `, ${formatTime(span.acquired - span.pooled)} of it waiting for a connection`
      : "";
  const result = span.result === "" ? "" : `: ${span.result}`;
  return {
    title: span.text || span.name,
    text: `Future ${span.id}, ${took}${pool}${result}`,
    seq: span.endSeq >= 0 ? span.endSeq : span.seq,
    future: span.id,
  };
}

function hitConn(lane: ConnLane, at: number, slack: number): Hit | null {
  const block = lane.conn.blocks.find(
    (b) => b.from <= at && (b.to < 0 || at <= b.to),
  );
  for (const by of ["client", "server"] as const) {
    const flights = lane.conn.flights[by];
    const flight = flights[firstReaching(flights, at - slack, (f) => f.came)];
    if (flight === undefined || flight.sent > at + slack) continue;
    const to = by === "client" ? "to the server" : "to the client";
    const took =
      flight.came < 0
        ? "on their way"
        : `${formatTime(flight.came - flight.sent)} on their way`;
    return {
      title: `${formatBytes(flight.size)} ${to}`,
      text: `Connection ${lane.conn.id}, ${took}`,
      seq: flight.seq,
      future: 0,
    };
  }
  const text = block ? `blocked: waits for ${block.keys}` : "idle";
  return { title: `Connection ${lane.conn.id}`, text, seq: -1, future: 0 };
}

function hitServer(
  place: Place,
  y: number,
  at: number,
  slack: number,
): Hit | null {
  const { ran, noticed, events } = place.model;
  const marks = y > RAN_HEIGHT ? noticed : ran;
  const mark = marks[firstReaching(marks, at - slack, (m) => m.at)];
  if (mark === undefined || mark.at > at + slack) return null;
  const event = events[mark.seq - (events[0]?.seq ?? 0)]!;
  const key = mark.kind === "key.changed";
  return {
    title: key ? `${event.text}: ${event.name}` : event.text || event.name,
    text: `Redis, at ${formatTime(event.at)}`,
    seq: mark.seq,
    future: 0,
  };
}
