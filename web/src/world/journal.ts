/** What was done to a world since it was made, so that it can be done to another. */

import type { WasmWorld } from "./wasm.ts";

/** Calls on a world that change it; each takes a session's number and bytes. */
const calls = {
  turn: (world, session, bytes) => world.turn(session, bytes),
  take: (world, session) => world.take(session),
  log: (world) => world.log(),
  rewrite: (world) => world.rewrite(),
  load: (world, _, bytes) => world.load(bytes),
  refuse: (world, _, bytes) => world.refuse(new TextDecoder().decode(bytes)),
} satisfies Record<
  string,
  (world: WasmWorld, session: number, bytes: Uint8Array) => unknown
>;

export type CallName = keyof typeof calls;

const names = Object.keys(calls) as CallName[];
/** A call's name by its place in names, its session and the size of its bytes, which follow. */
const HEAD = 9;

export class Journal {
  #bytes: Uint8Array;
  #size: number;

  /** Begins with the bytes of another. */
  constructor(bytes: Uint8Array = new Uint8Array()) {
    this.#bytes = bytes;
    this.#size = bytes.length;
  }

  /** What it holds, to be handed to another thread. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#size) as Uint8Array<ArrayBuffer>;
  }

  /** How many bytes it takes. */
  get size(): number {
    return this.#size;
  }

  add(name: CallName, session = 0, bytes: Uint8Array = new Uint8Array()): void {
    this.#room(HEAD + bytes.length);
    const head = new DataView(this.#bytes.buffer, this.#size, HEAD);
    head.setUint8(0, names.indexOf(name));
    head.setUint32(1, session);
    head.setUint32(5, bytes.length);
    this.#bytes.set(bytes, this.#size + HEAD);
    this.#size += HEAD + bytes.length;
  }

  /**
   * Makes the calls again, from a place in the journal on. It returns the
   * place where it stopped: past most bytes, or at the end.
   */
  play(world: WasmWorld, from = 0, most = Infinity): number {
    let at = from;
    while (at < this.#size && at - from < most) {
      const head = new DataView(this.#bytes.buffer, at, HEAD);
      const start = at + HEAD;
      at = start + head.getUint32(5);
      const call = calls[names[head.getUint8(0)]!];
      call(world, head.getUint32(1), this.#bytes.subarray(start, at));
    }
    return at;
  }

  #room(size: number): void {
    const need = this.#size + size;
    if (need <= this.#bytes.length) return;
    const larger = new Uint8Array(
      Math.max(need, this.#bytes.length * 2, 1 << 12),
    );
    larger.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = larger;
  }
}
