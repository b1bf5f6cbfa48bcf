/** The futures of a run: when each was created, sent and settled, and how. */

import type { TraceEvent } from "../../types.ts";

export type Outcome = "pending" | "resolved" | "rejected" | "cancelled";

/** One future's life. A time of -1 means: has not happened. */
export interface FutureSpan {
  id: number;
  task: string;
  client: number;
  /** The connection that carried it; 0 before it was sent. */
  conn: number;
  /** The command's name. */
  name: string;
  /** The command line. */
  text: string;
  created: number;
  /** Sequence number of the event that created it. */
  seq: number;
  /** When it began to wait for a connection of its pool. */
  pooled: number;
  /** When the pool gave it one. */
  acquired: number;
  sent: number;
  ended: number;
  /** Sequence number of the event that settled it; -1 before. */
  endSeq: number;
  outcome: Outcome;
  /** The reply as redis-cli prints it, or the error's text. */
  result: string;
}

/** The futures of a run, by number. */
export class FutureTable {
  readonly byId = new Map<number, FutureSpan>();

  add(event: TraceEvent): void {
    if (event.future === 0) return;
    const span = this.#span(event);
    switch (event.kind) {
      case "pool.waiting":
        span.pooled = event.at;
        break;
      case "pool.acquired":
        if (span.pooled >= 0) span.acquired = event.at;
        break;
      case "future.sent":
        span.sent = event.at;
        span.conn = event.conn;
        break;
      case "future.resolved":
        end(span, event, "resolved", event.text);
        break;
      case "future.rejected":
        end(span, event, "rejected", event.text);
        break;
      case "future.cancelled":
        end(span, event, "cancelled", "cancelled");
    }
  }

  /** The span of an event's future, made on first sight: a full trace forgets creations. */
  #span(event: TraceEvent): FutureSpan {
    let span = this.byId.get(event.future);
    if (span === undefined) {
      span = newSpan(event);
      this.byId.set(event.future, span);
    }
    return span;
  }
}

function newSpan(event: TraceEvent): FutureSpan {
  return {
    id: event.future,
    task: event.task,
    client: event.client,
    conn: 0,
    name: event.name,
    text: event.text,
    created: event.at,
    seq: event.seq,
    pooled: -1,
    acquired: -1,
    sent: -1,
    ended: -1,
    endSeq: -1,
    outcome: "pending",
    result: "",
  };
}

function end(
  span: FutureSpan,
  event: TraceEvent,
  outcome: Outcome,
  result: string,
): void {
  span.ended = event.at;
  span.endSeq = event.seq;
  span.outcome = outcome;
  span.result = result;
}
