/** A world: one Redis, the network in front of it, its clock and its trace. */

import "../border/dispose.ts";
import type { Session } from "../border/session.ts";
import type { Door } from "../world/door.ts";
import type { ClientOptions } from "./client-options.ts";
import { makeClient, type Client } from "./client.ts";
import { toNanoseconds, wholeNumber, type Duration } from "./options.ts";
import { portsOf, type Accept, type Server, type Socket } from "./socket.ts";
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
    return portsOf(this.session).connect(address);
  }

  /** A server of your own: `world.listen(7000, async (socket) => …)`. */
  listen(port: number, accept: Accept): Server {
    return portsOf(this.session).listen(
      wholeNumber(1, 65535)("port", port),
      accept,
    );
  }

  /** A signal that aborts when so much virtual time has passed. */
  timeout(time: Duration): AbortSignal {
    toNanoseconds("time", time);
    const controller = new AbortController();
    const reason = new DOMException("The operation timed out.", "TimeoutError");
    this.advance(time).then(
      () => controller.abort(reason),
      () => {}, // the world has been closed
    );
    return controller.signal;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
