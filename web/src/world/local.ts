/** A world in this thread, for Node and for pages that bring no worker. */

import type { Turn } from "../types.ts";
import type { Door } from "./door.ts";
import { GrowingWorld, type GrowingOptions } from "./growing.ts";
import { Modules } from "./load.ts";

/** Shared by all worlds. */
const modules = new Modules();

/** One world and the sessions that drive it, all in this thread. */
export class LocalWorld {
  readonly #world: GrowingWorld;
  readonly #listeners = new Map<number, (batch: Uint8Array) => void>();

  private constructor(world: GrowingWorld) {
    this.#world = world;
  }

  /** Makes a world. */
  static async open(options?: GrowingOptions): Promise<LocalWorld> {
    return new LocalWorld(await GrowingWorld.create(modules, options));
  }

  /** Opens a session: 0 is the host's own, others are programs. */
  door(session: number): Door {
    const turn: Turn = (batch) =>
      this.#world.alone(async () => {
        await this.#world.turn(session, batch);
        const reply = this.#world.take(session);
        this.#tellOthers(session);
        return reply;
      });
    return {
      turn,
      trace: (since) => this.#world.alone(() => this.#world.trace(since)),
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
