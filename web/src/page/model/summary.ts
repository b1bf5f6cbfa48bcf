/** What a run cost: connections, commands, bytes, and round trips that had to follow one another. */

import type { TraceEvent } from "../../types.ts";
import type { WireRow } from "./wire.ts";

export interface Summary {
  connections: number;
  /** Commands that the server answered. */
  commands: number;
  /** The longest chain of request and reply in which each began after the one before had ended. */
  roundTrips: number;
  bytes: number;
  /** Commands the server answered with an error. */
  errors: number;
}

export class SummaryCount {
  readonly total: Summary = {
    connections: 0,
    commands: 0,
    roundTrips: 0,
    bytes: 0,
    errors: 0,
  };
  #lastReply = -1;

  add(event: TraceEvent): void {
    switch (event.kind) {
      case "conn.dialed":
        this.total.connections++;
        break;
      case "executed":
        // A blocked command runs once more when it goes on, and has a reply then.
        if (event.data.length > 0) this.total.commands++;
        if (event.data[0] === 0x2d || event.data[0] === 0x21)
          this.total.errors++;
        break;
      case "bytes.sent":
        this.total.bytes += event.data.length;
    }
  }

  /**
   * Counts a completed request. Rows complete in the order of their replies, so
   * taking each that began after the last one taken had ended gives the longest chain.
   */
  completed(row: WireRow): void {
    if (row.push || row.sent < this.#lastReply) return;
    this.total.roundTrips++;
    this.#lastReply = row.replied;
  }
}
