/** The keys as they were at any moment of a run, from what they were before it and how they changed. */

import { keyReading, toKeyState } from "../../api/key-state.ts";
import { decodeReply } from "../../border/resp.ts";
import type { KeyState, TraceEvent } from "../../types.ts";

/** One change of one key; state is null when the key went away. */
interface Change {
  seq: number;
  state: KeyState | null;
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
    for (const state of before) this.#note(state, { seq: -1, state });
  }

  add(event: TraceEvent): void {
    if (event.kind !== "key.changed") return;
    const state = decodeKeyState(event.data);
    if (state === null) return;
    this.#note(state, {
      seq: event.seq,
      state: state.type === "none" ? null : state,
    });
  }

  #note({ db, key, keyBytes }: KeyState, change: Change): void {
    const bytes = keyBytes ?? encoder.encode(key);
    const order = Array.from(bytes, (b) => String.fromCharCode(b)).join("");
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
  return changes[low - 1]?.state ?? null;
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
