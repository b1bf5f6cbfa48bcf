/** A world in this thread, for Node and for pages that bring no worker. */

import type { Turn } from "../types.ts";
import type { Door } from "./door.ts";
import { loadParts, type Parts } from "./load.ts";
import { WasmWorld } from "./wasm.ts";

let parts: Promise<Parts> | undefined;

/** Makes worlds share one compiled module; a failed load may be tried again. */
function sharedParts(): Promise<Parts> {
  parts ??= loadParts().catch((error: unknown) => {
    parts = undefined;
    throw error;
  });
  return parts;
}

/** One world and the sessions that drive it, all in this thread. */
export class LocalWorld {
  readonly #world: WasmWorld;
  readonly #listeners = new Map<number, (batch: Uint8Array) => void>();

  private constructor(world: WasmWorld) {
    this.#world = world;
  }

  /** Makes a world whose wall clock starts at a unix time in milliseconds; 0: always the same. */
  static async open(startMillis = 0): Promise<LocalWorld> {
    const { module, Go } = await sharedParts();
    return new LocalWorld(await WasmWorld.create(module, Go, startMillis));
  }

  /** Opens a session: 0 is the host's own, others are programs. */
  door(session: number): Door {
    const turn: Turn = async (batch) => {
      this.#world.turn(session, batch);
      const reply = this.#world.take(session);
      this.#tellOthers(session);
      return reply;
    };
    return {
      turn,
      trace: async (since) => this.#world.trace(since),
      listen: (heard) => void this.#listeners.set(session, heard),
      close: () => void this.#listeners.delete(session),
    };
  }

  /** Passes on what one session's turn has brought to the others. */
  #tellOthers(turned: number): void {
    for (const [session, heard] of this.#listeners) {
      if (session === turned) continue;
      const news = this.#world.take(session);
      if (news.length > 0) heard(news);
    }
  }
}
