/** The trace as the world encodes it. */

import type { TraceEvent, TraceKind } from "../types.ts";
import { ReplyReader } from "./resp.ts";

/** The sequence number that a chunk of trace begins with. */
export function firstOf(chunk: Uint8Array): number {
  return new ReplyReader(chunk).number();
}

/** Decodes a chunk: the first event's sequence number, then the events. */
export function decodeTrace(chunk: Uint8Array): TraceEvent[] {
  const reader = new ReplyReader(chunk);
  const events: TraceEvent[] = [];
  for (let seq = reader.number(); !reader.done; seq++) {
    events.push(decodeEvent(seq, reader));
  }
  return events;
}

/** Reads one event, nine elements as sim.AppendEvent puts them. */
function decodeEvent(seq: number, reader: ReplyReader): TraceEvent {
  reader.array();
  return {
    seq,
    at: reader.number(),
    kind: reader.text() as TraceKind,
    task: reader.text(),
    client: reader.number(),
    conn: reader.number(),
    future: reader.number(),
    name: reader.text(),
    text: reader.text(),
    data: reader.bytes(),
  };
}
