/** The keys as they were at any moment of a run, from what they were before it and how they changed. */

import type { KeyState, TraceEvent } from "../../types.ts";
import { readNode, type RespNode } from "./resp-tree.ts";

/** One change of one key; state is null when the key went away. */
interface Change {
  seq: number;
  state: KeyState | null;
}

export class KeyHistory {
  /** Changes of each key in order, by database and name. */
  readonly #changes = new Map<
    string,
    { db: number; key: string; changes: Change[] }
  >();

  /** before: the keys at the beginning of the run. */
  constructor(before: readonly KeyState[] = []) {
    for (const state of before)
      this.#note(state.db, state.key, { seq: -1, state });
  }

  add(event: TraceEvent): void {
    if (event.kind !== "key.changed") return;
    const state = decodeKeyState(event.data);
    if (state === null) return;
    this.#note(state.db, state.key, {
      seq: event.seq,
      state: state.type === "none" ? null : state,
    });
  }

  #note(db: number, key: string, change: Change): void {
    const name = `${db} ${key}`;
    const known = this.#changes.get(name);
    if (known === undefined)
      this.#changes.set(name, { db, key, changes: [change] });
    else known.changes.push(change);
  }

  /** The keys of a database after the event numbered seq, sorted by name. */
  after(seq: number, db: number): KeyState[] {
    const states: KeyState[] = [];
    for (const entry of this.#changes.values()) {
      const state = entry.db === db ? stateAfter(entry.changes, seq) : null;
      if (state !== null) states.push(state);
    }
    return states.sort((a, b) => (a.key < b.key ? -1 : 1));
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
  const node = readNode(data);
  if (node === null || node.items.length < 7) return null;
  const [db, key, type, encoding, expireAt, size, value] = node.items as [
    RespNode,
    RespNode,
    RespNode,
    RespNode,
    RespNode,
    RespNode,
    RespNode,
  ];
  const expiry = Number(expireAt.text);
  return {
    db: Number(db.text),
    key: key.text,
    type: type.text,
    encoding: encoding.text,
    expireAt: expiry < 0 ? null : expiry,
    size: Number(size.text),
    value: plain(value),
  };
}

function plain(node: RespNode): unknown {
  if (node.absent) return null;
  if (node.type === "%") {
    const pairs: [unknown, unknown][] = [];
    for (let i = 0; i + 1 < node.items.length; i += 2)
      pairs.push([plain(node.items[i]!), plain(node.items[i + 1]!)]);
    return new Map(pairs);
  }
  return "*~>".includes(node.type) && node.type !== ""
    ? node.items.map(plain)
    : node.text;
}
