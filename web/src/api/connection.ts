/** One connection of a client, borrowed for what needs one of its own. */

import "../border/dispose.ts";
import type { Argument } from "../border/command.ts";
import { ClosedError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import type { Key, Many } from "./commands.ts";
import { Feed } from "./feed.ts";
import { Sender } from "./sender.ts";

/** One connection, borrowed from a client for WATCH, SELECT and whatever else needs it alone. */
export class Connection<B = string> extends Sender<B> {
  /** Why it can not be used any more. */
  #over: string | undefined;

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
    this.end("this connection has been given back");
  }

  /** @internal Gives it back; who uses it later is told what has ended. */
  end(why: string): void {
    if (this.#ends(why)) {
      this.route.session.send("RELEASE", this.route.handle);
    }
  }

  /** Closes the connection instead of giving it back. */
  async close(): Promise<void> {
    if (this.#ends("this connection has been closed")) {
      await this.route.session.request("DISCONNECT", [this.route.handle]);
    }
  }

  /** Whether this is its end, which it has only once. */
  #ends(why: string): boolean {
    if (this.#over !== undefined) return false;
    this.#over = why;
    this.route.session.unlisten(this.route.handle);
    return true;
  }

  /** @internal */
  override request(
    op: string,
    head: readonly Argument[],
    args: readonly unknown[] = [],
  ): Promise<Reply> {
    if (this.#over === undefined) return super.request(op, head, args);
    return Promise.reject(new ClosedError(this.#over));
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
