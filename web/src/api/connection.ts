/** One connection of a client, borrowed for what needs one of its own. */

import "../border/dispose.ts";
import type { Reply } from "../border/resp.ts";
import type { Key, Many } from "./commands.ts";
import { Feed } from "./feed.ts";
import { Sender } from "./sender.ts";

/** One connection, borrowed from a client for WATCH, SELECT and whatever else needs it alone. */
export class Connection<B = string> extends Sender<B> {
  /** Makes the next EXEC do nothing if another client changes one of these keys first. */
  watch(...keys: Many<Key>): Promise<"OK"> {
    return this.run(["WATCH", ...keys.flat()]) as Promise<"OK">;
  }

  /** Forgets the watched keys. */
  unwatch(): Promise<"OK"> {
    return this.run(["UNWATCH"]) as Promise<"OK">;
  }

  /** What the server pushes besides replies, such as ["invalidate", [key]] after clientTracking("ON"). */
  pushes(): Feed<Reply[]> {
    const { session, handle } = this.route;
    return new Feed<Reply[]>({
      connection: this as Connection<unknown>,
      what: "connection",
      read: (push) => (Array.isArray(push) ? push : undefined),
      release: () => session.unlisten(handle),
    });
  }

  /** Gives the connection back to its client, which resets it. */
  release(): void {
    const { session, handle } = this.route;
    session.unlisten(handle);
    session.send("RELEASE", handle);
  }

  /** Closes the connection instead of giving it back. */
  async close(): Promise<void> {
    const { session, handle } = this.route;
    session.unlisten(handle);
    await session.request("DISCONNECT", [handle]);
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
