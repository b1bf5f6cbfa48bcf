/** A world: one Redis, the network in front of it, its clock and its trace. */

import "../border/dispose.ts";
import type { Session } from "../border/session.ts";
import type { Door } from "../world/door.ts";
import type { ClientOptions } from "./client-options.ts";
import { makeClient, type Client } from "./client.ts";
import { connect, type Socket } from "./socket.ts";
import { WorldCore, type WorldOptions } from "./world-core.ts";

export * from "./world-core.ts";

export class World extends WorldCore {
  readonly #defaults: ClientOptions;

  /** @internal Use createWorld. */
  constructor(session: Session, door: Door, options: WorldOptions = {}) {
    super(session, door, options);
    const { protocol } = options;
    this.#defaults = protocol === undefined ? {} : { protocol };
  }

  /** A client of this world's Redis. Nothing is dialed before its first command. */
  client(
    options: ClientOptions & { decodeResponses: false },
  ): Client<Uint8Array>;
  client(options?: ClientOptions): Client;
  client(options?: ClientOptions): unknown {
    return makeClient(this.session, options, this.#defaults);
  }

  /** A raw connection, for a client of your own: `await world.connect("localhost:6379")`. */
  connect(address = "localhost:6379"): Promise<Socket> {
    return connect(this.session, address);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
