/** The page's own session, which can be used before there is a world: its first message loads it. */

import { World } from "./api/world.ts";
import { deferred } from "./border/deferred.ts";
import type { RedisError } from "./border/errors.ts";
import type { Session } from "./border/session.ts";
import { hold, type Door } from "./world/door.ts";
import type { Clock } from "./world/protocol.ts";

export class PageSession {
  readonly world: World;
  readonly #session: Session;
  readonly #door = deferred<Door>();

  /** load brings about a call of open; its error is that of whatever asked. */
  constructor(load: () => Promise<void>) {
    const { promise } = this.#door;
    const door: Door = {
      turn: async (batch) => {
        await load();
        return (await promise).turn(batch);
      },
      trace: async (since) => {
        await load();
        return (await promise).trace(since);
      },
      listen: (heard) => void promise.then((real) => real.listen(heard)),
      close: () => void promise.then((real) => real.close()),
    };
    this.#session = hold(door);
    this.world = new World(this.#session, door);
  }

  /** Gives it the world. */
  open(door: Door): void {
    this.#door.resolve(door);
  }

  /** Fails whatever still waits for a world that has ended. */
  end(cause: RedisError): void {
    this.#session.end(cause);
  }

  /** Lets nanoseconds pass, and returns the time that it is then. */
  async advance(nanoseconds: number): Promise<Clock> {
    await this.world.advance(nanoseconds / 1e6);
    const { now, unix } = this.#session;
    return { now, unix };
  }
}
