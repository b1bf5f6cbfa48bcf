/** The tasks of a run: when each lived, what it waited for, and what it printed. */

import type { TraceEvent } from "../../types.ts";

/** A stretch of time in which a task waits; to is -1 while it does. */
export interface Wait {
  from: number;
  to: number;
  /** What it awaits. */
  text: string;
}

/** What a lane did before: it runs one function after another. */
export interface Stint {
  started: number;
  ended: number;
  end: string;
}

export interface TaskSpan {
  name: string;
  /** Whether this is a lane: a thread, or a worker of a pool, beside the tasks. */
  lane: boolean;
  /** The functions that a lane has run, but for its last. */
  earlier: Stint[];
  started: number;
  /** -1: has not ended. */
  ended: number;
  /** How it ended: "done", "cancelled", or the error. */
  end: string;
  waits: Wait[];
  prints: { at: number; text: string; stream: string }[];
}

/** The tasks of a run by name, in order of first sight. "" stands for the program itself. */
export class TaskTable {
  readonly byName = new Map<string, TaskSpan>();
  /** When a task held up the event loop, and every other task with it. */
  readonly freezes: Wait[] = [];

  add(event: TraceEvent): void {
    if (!concernsTask(event)) return;
    const task = this.#task(event);
    if (event.kind !== "printed") awake(task, event.at);
    switch (event.kind) {
      case "task.started":
        begin(task, event);
        break;
      case "task.waiting":
        this.#wait(task, event);
        break;
      case "task.ended":
        task.ended = event.at;
        task.end = event.text;
        break;
      case "printed":
        task.prints.push({
          at: event.at,
          text: event.text,
          stream: event.name,
        });
    }
  }

  #wait(task: TaskSpan, { at, text, name }: TraceEvent): void {
    const wait = { from: at, to: -1, text };
    task.waits.push(wait);
    if (name === "loop") this.freezes.push(wait);
  }

  #task(event: TraceEvent): TaskSpan {
    let task = this.byName.get(event.task);
    if (task === undefined) {
      task = {
        name: event.task,
        lane: false,
        earlier: [],
        started: event.at,
        ended: -1,
        end: "",
        waits: [],
        prints: [],
      };
      this.byName.set(event.task, task);
    }
    return task;
  }
}

function concernsTask(event: TraceEvent): boolean {
  return (
    event.kind.startsWith("task.") ||
    event.kind === "printed" ||
    event.kind === "future.created"
  );
}

/** Begins a task, or a lane's next function. */
function begin(task: TaskSpan, event: TraceEvent): void {
  task.lane = event.name === "lane";
  if (task.ended < 0) return;
  const { started, ended, end } = task;
  task.earlier.push({ started, ended, end });
  task.started = event.at;
  task.ended = -1;
  task.end = "";
}

/** Ends the task's open wait: it does something, so it no longer waits. */
function awake(task: TaskSpan, at: number): void {
  const last = task.waits[task.waits.length - 1];
  if (last !== undefined && last.to < 0) last.to = at;
}
