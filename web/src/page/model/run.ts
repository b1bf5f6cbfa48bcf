/** A run as the page shows it: everything that can be derived from its trace, kept up to date event by event. */

import type { KeyState, TraceEvent, TraceKind } from "../../types.ts";
import { FutureTable } from "./futures.ts";
import { KeyHistory } from "./keys.ts";
import { LinkTable } from "./links.ts";
import { TaskTable } from "./tasks.ts";
import { WireLog } from "./wire.ts";

/** Something the server did or noticed, drawn on its lane. */
export interface ServerMark {
  at: number;
  seq: number;
  kind: TraceKind;
}

const NOTICED: ReadonlySet<TraceKind> = new Set([
  "key.changed",
  "watch.dirtied",
  "watch.failed",
  "published",
]);

export class RunModel {
  readonly events: TraceEvent[] = [];
  readonly futures = new FutureTable();
  readonly tasks = new TaskTable();
  readonly links = new LinkTable();
  readonly wire = new WireLog();
  readonly keys: KeyHistory;
  /** The commands that the server ran. */
  readonly ran: ServerMark[] = [];
  /** What else happened in the server: changed keys, lost watches, messages. */
  readonly noticed: ServerMark[] = [];

  constructor(keysBefore: readonly KeyState[] = []) {
    this.keys = new KeyHistory(keysBefore);
  }

  /** Takes further events, in order. */
  add(events: readonly TraceEvent[]): void {
    for (const event of events) {
      this.events.push(event);
      this.futures.add(event);
      this.tasks.add(event);
      this.links.add(event);
      this.wire.add(event);
      this.keys.add(event);
      if (event.kind === "executed") this.ran.push(markOf(event));
      else if (NOTICED.has(event.kind)) this.noticed.push(markOf(event));
    }
  }

  /** The time of the last event. */
  get end(): number {
    return this.events[this.events.length - 1]?.at ?? 0;
  }

  /** The position in events of the last event at or before a time, or -1. */
  indexAt(at: number): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function markOf({ at, seq, kind }: TraceEvent): ServerMark {
  return { at, seq, kind };
}
