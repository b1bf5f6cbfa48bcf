/** Where everything of a run stands on the timeline: lanes from top to bottom, and rows in them. */

import type { FutureSpan } from "./futures.ts";
import type { ConnSpan } from "./links.ts";
import type { RunModel } from "./run.ts";
import type { TaskSpan } from "./tasks.ts";

interface LaneBase {
  label: string;
  /** What the label says when pointed at. */
  hint: string;
  y: number;
  height: number;
}

/** Futures of one task, or of many short ones together. */
export interface TaskLane extends LaneBase {
  kind: "task";
  tasks: TaskSpan[];
  /** Futures that never overlap, in order, row by row. */
  rows: FutureSpan[][];
  /** Where each row begins, from the lane's top; one more says where the last ends. */
  tops: number[];
  /** Height of the strip above the rows that shows the task itself. */
  head: number;
}

export interface ConnLane extends LaneBase {
  kind: "conn";
  conn: ConnSpan;
}

export interface ServerLane extends LaneBase {
  kind: "server";
}

export type Lane = TaskLane | ConnLane | ServerLane;

export interface Layout {
  lanes: Lane[];
  height: number;
}

/** More tasks than this share lanes: a hundred gathered calls are a hundred tasks. */
const OWN_LANES = 8;
const GAP = 10;
/** Many rows share this height, however many they are. */
const CROWD = 56;
/** Height that a label takes. */
const LABEL = 15;
/** Connections closer together than this have no gap between them. */
const TIGHT = 20;

export function layout(model: RunModel): Layout {
  const lanes: Lane[] = [
    ...taskLanes(model),
    ...connLanes(model),
    serverLane(),
  ];
  let y = 0;
  for (const [i, lane] of lanes.entries()) {
    lane.y = y;
    const next = lanes[i + 1];
    const tight =
      lane.kind === "conn" && next?.kind === "conn" && lane.height < TIGHT;
    y += lane.height + (tight ? Math.min(1, lane.height / 8) : GAP);
  }
  return { lanes, height: y };
}

function taskLanes(model: RunModel): TaskLane[] {
  const futures = futuresByTask(model);
  const tasks = tasksOnShow(model, futures);
  const own = tasks.length <= OWN_LANES ? tasks : tasks.slice(0, 1);
  const lanes = own.map((task) =>
    taskLane(nameOf(task, tasks), [task], futures.get(task.name) ?? []),
  );
  if (own.length === tasks.length) return lanes;
  const others = tasks.slice(1);
  const shared = others
    .flatMap((task) => futures.get(task.name) ?? [])
    .sort((a, b) => a.created - b.created);
  return [...lanes, taskLane(`${others.length} tasks`, others, shared)];
}

/** The tasks that there is something to see of; the one without a name comes last. */
function tasksOnShow(
  model: RunModel,
  futures: Map<string, FutureSpan[]>,
): TaskSpan[] {
  const tasks = [...model.tasks.byName.values()].filter(
    (task) => futures.has(task.name) || hasLife(task),
  );
  return [
    ...tasks.filter(({ name }) => name !== ""),
    ...tasks.filter(({ name }) => name === ""),
  ];
}

/** What belongs to no task is the program's, ahead of its tasks or behind them; or the client's own, such as its handshake. */
function nameOf(task: TaskSpan, all: readonly TaskSpan[]): string {
  if (task.lane) return task.name.replace("ThreadPoolExecutor", "pool"); // as long a label has no room
  if (task.name !== "") return task.name;
  return all.length === 1 || hasLife(task) ? "program" : "client";
}

/** Whether a task shows anything beside its futures. */
function hasLife(task: TaskSpan): boolean {
  return (
    task.lane ||
    task.waits.length > 0 ||
    task.prints.length > 0 ||
    task.ended > task.started
  );
}

function futuresByTask(model: RunModel): Map<string, FutureSpan[]> {
  const byTask = new Map<string, FutureSpan[]>();
  for (const span of model.futures.byId.values()) {
    if (span.task === "" && span.name === "CLOSE") continue; // the end of a run, nobody's doing
    const known = byTask.get(span.task);
    if (known === undefined) byTask.set(span.task, [span]);
    else known.push(span);
  }
  return byTask;
}

function taskLane(
  label: string,
  tasks: TaskSpan[],
  futures: FutureSpan[],
): TaskLane {
  const rows = packRows(futures);
  const head = tasks.length === 1 ? 12 : 0;
  const tops = rowTops(head, rows.length);
  return {
    kind: "task",
    label,
    hint:
      tasks.length === 1
        ? tasks[0]!.lane
          ? `Lane ${tasks[0]!.name}`
          : `Task ${label}`
        : tasks.map((task) => task.name).join(", "),
    tasks,
    rows,
    tops,
    head,
    y: 0,
    height: Math.max(tops[rows.length]!, 12),
  };
}

/** The first row stays high enough to read, since what happens one after another is all in it. */
function rowTops(head: number, rows: number): number[] {
  const first = rows <= 6 ? 20 : 16;
  const others = rows <= 6 ? 20 : Math.max(0.4, Math.min(12, CROWD / rows));
  return Array.from(
    { length: rows + 1 },
    (_, i) => head + (i === 0 ? 0 : first + (i - 1) * others),
  );
}

/** Rows that hold spans, given in order of creation, without overlap; each span takes the first row that is free. */
export function packRows(spans: readonly FutureSpan[]): FutureSpan[][] {
  const rows: FutureSpan[][] = [];
  const ends: number[] = [];
  for (const span of spans) {
    let row = ends.findIndex((end) => end <= span.created);
    if (row < 0) row = rows.push([]) - 1;
    rows[row]!.push(span);
    ends[row] = span.ended < 0 ? Infinity : span.ended;
  }
  return rows;
}

function connLanes(model: RunModel): ConnLane[] {
  const conns = [...model.links.byId.values()];
  const height = connHeightFor(conns.length);
  const labelled = Math.ceil(LABEL / height); // every so many have room for one
  return conns.map((conn, i) => ({
    kind: "conn",
    label: i % labelled === 0 ? `conn ${conn.id}${portOf(conn)}` : "",
    hint: `Connection ${conn.id}${answering(conn)}: the client's side above, the server's below`,
    conn,
    y: 0,
    height,
  }));
}

/** The port that a connection leads to, where it is not that of Redis. */
function portOf({ to }: ConnSpan): string {
  if (to === undefined) return "";
  return ` ${to === "echo" ? to : to.slice(to.lastIndexOf(":"))}`;
}

function answering({ to }: ConnSpan): string {
  if (to === undefined) return "";
  return to === "echo"
    ? ", to the echo service"
    : `, to the program's own server at ${to}`;
}

function connHeightFor(conns: number): number {
  if (conns <= 3) return 48;
  if (conns <= 8) return 30;
  return conns <= 24 ? 15 : Math.max(1, (2 * CROWD) / conns);
}

function serverLane(): ServerLane {
  return {
    kind: "server",
    label: "Redis",
    hint: "What the server ran, and the keys it changed",
    y: 0,
    height: 34,
  };
}
