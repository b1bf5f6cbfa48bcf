/** The page's own session, which can be used before there is a world: its first message loads it. */

import type { ClientOptions } from "./api/client-options.ts";
import type { Client } from "./api/client.ts";
import { WorldCore } from "./api/world-core.ts";
import { deferred } from "./border/deferred.ts";
import type { RedisError } from "./border/errors.ts";
import type { Session } from "./border/session.ts";
import { hold, type Door } from "./world/door.ts";
import type { Clock } from "./world/protocol.ts";

/** The world as the page has it: its clients are loaded when the first is asked for. */
export class PageWorld extends WorldCore {
  async client(options: ClientOptions = {}): Promise<Client> {
    const { makeClient } = await import("./api/client.ts");
    return makeClient(this.session, options);
  }
}

export class PageSession {
  readonly world: PageWorld;
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
    this.world = new PageWorld(this.#session, door);
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
