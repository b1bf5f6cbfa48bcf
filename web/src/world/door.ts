/** A session's way to the world, whether it runs in this thread or behind a port. */

import { macrotask } from "../border/macrotask.ts";
import { RedisError } from "../border/errors.ts";
import { Session } from "../border/session.ts";
import type { Turn } from "../types.ts";

export interface Door {
  /** Hands over a batch and resolves to the answer, which is empty when there is none. */
  readonly turn: Turn;
  /** The trace from a sequence number on, encoded. */
  trace(since: number): Promise<Uint8Array>;
  /** Calls back with what the world says outside of a turn. */
  listen(heard: (batch: Uint8Array) => void): void;
  close(): void | Promise<void>;
}

/**
 * Holds a session that no program's turns carry: its messages go out once the
 * code that made them has nothing left to do but wait.
 */
export function hold(door: Door): Session {
  let running = false;
  const session = new Session(() => {
    if (!running) void run();
  });

  async function run(): Promise<void> {
    running = true;
    try {
      await macrotask();
      while (await exchange()) await macrotask();
    } catch (error) {
      session.end(asRedisError(error));
    }
    running = false;
    if (session.queued > 0) void run();
  }

  /** Takes one turn. It reports whether another may bring more. */
  async function exchange(): Promise<boolean> {
    const { news } = session.deliver(await door.turn(session.take("WAIT", -1)));
    return session.queued > 0 || (news && session.pending > 0);
  }

  door.listen((batch) => {
    session.deliver(batch);
    if (session.pending > 0 && !running) void run();
  });
  return session;
}

/** Whatever was thrown, as what commands fail with. */
function asRedisError(error: unknown): RedisError {
  if (error instanceof RedisError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new RedisError(message, { cause: error });
}
