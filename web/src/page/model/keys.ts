/** The keys as they were at any moment of a run, from what they were before it and how they changed. */

import { keyReading, toKeyState } from "../../api/key-state.ts";
import { decodeReply, ReplyReader } from "../../border/resp.ts";
import type { KeyState, TraceEvent } from "../../types.ts";

/** One change of one key. */
interface Change {
  seq: number;
  /** As the trace carries it: most changes are never looked at. */
  data: Uint8Array | null;
  /** Read from data when it is asked for; null when the trace did not keep all of it. */
  state: KeyState | null | undefined;
}

interface Key {
  db: number;
  /** Its name as a string of bytes, which Redis sorts by. */
  order: string;
  changes: Change[];
}

const encoder = new TextEncoder();

export class KeyHistory {
  /** Changes of each key in order, by database and name. */
  readonly #changes = new Map<string, Key>();

  /** before: the keys at the beginning of the run. */
  constructor(before: readonly KeyState[] = []) {
    for (const state of before) {
      const bytes = state.keyBytes ?? encoder.encode(state.key);
      this.#note(state.db, bytes, { seq: -1, data: null, state });
    }
  }

  add(event: TraceEvent): void {
    if (event.kind !== "key.changed") return;
    const { seq, data } = event;
    const named = nameIn(data);
    if (named) this.#note(...named, { seq, data, state: undefined });
  }

  #note(db: number, bytes: Uint8Array, change: Change): void {
    let order = "";
    for (const byte of bytes) order += String.fromCharCode(byte);
    const name = `${db} ${order}`;
    const known = this.#changes.get(name);
    if (known === undefined)
      this.#changes.set(name, { db, order, changes: [change] });
    else known.changes.push(change);
  }

  /** The keys of a database after the event numbered seq, sorted by name. */
  after(seq: number, db: number): KeyState[] {
    return [...this.#changes.values()]
      .filter((key) => key.db === db)
      .sort((a, b) => (a.order < b.order ? -1 : 1))
      .map(({ changes }) => stateAfter(changes, seq))
      .filter((state) => state !== null);
  }

  /** The databases that the run or its beginning knows keys in. */
  databases(): number[] {
    return [
      ...new Set([...this.#changes.values()].map((entry) => entry.db)),
    ].sort((a, b) => a - b);
  }
}

function stateAfter(changes: Change[], seq: number): KeyState | null {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle]!.seq <= seq) low = middle + 1;
    else high = middle;
  }
  while (low > 0) {
    const state = stateOf(changes[--low]!);
    if (state !== null) return state.type === "none" ? null : state;
  }
  return null;
}

function stateOf(change: Change): KeyState | null {
  if (change.state === undefined) change.state = decodeKeyState(change.data!);
  return change.state;
}

/** Whose state it is that key.changed carries: the database and the key's name, with which it begins. */
function nameIn(data: Uint8Array): [number, Uint8Array] | null {
  try {
    const reader = new ReplyReader(data);
    reader.array();
    return [reader.number(), reader.bytes()];
  } catch {
    return null; // the trace did not keep all of it
  }
}

/** A key's state as key.changed carries it, or null when the bytes are not one. */
export function decodeKeyState(data: Uint8Array): KeyState | null {
  try {
    const row = decodeReply(data, keyReading);
    return Array.isArray(row) && row.length >= 7 ? toKeyState(row) : null;
  } catch {
    return null; // the trace did not keep all of it
  }
}
