/** A lock between clients: a key that holds its holder's token. */

import "../border/dispose.ts";
import {
  describe,
  LockError,
  UsageError,
  WatchError,
} from "../border/errors.ts";
import type { Client } from "./client.ts";
import type { Key } from "./commands.ts";
import {
  checkOptions,
  text,
  toNanoseconds,
  type Check,
  type Duration,
} from "./options.ts";
import { textOf } from "./shapes.ts";

export interface LockOptions {
  /** How long it is held at most, should its holder be gone. Default: 30 seconds. */
  ttl?: Duration;
  /** How long to wait for it. Default: Infinity. */
  wait?: Duration;
  /** How often to try. Default: "100ms". */
  every?: Duration;
  /** What the key holds; no two holders may have the same. */
  token?: string;
}

/** Some time: a lock held for none is nobody's, and trying without a pause takes for ever. */
const nanoseconds: Check<Duration> = (what, value) => {
  const time = toNanoseconds(what, value);
  if (time > 0) return time;
  throw new UsageError(`${what} is ${describe(value)}; give a time from 1ns`);
};
const checks = {
  ttl: nanoseconds,
  wait: ((what, value) =>
    value === Infinity ? value : toNanoseconds(what, value)) as Check<Duration>,
  every: nanoseconds,
  token: text,
};

/** Waits until a lock is had. */
export async function lock<B>(
  client: Client<B>,
  name: Key,
  given: LockOptions | undefined,
): Promise<Lock> {
  const options = checkOptions<LockOptions>("options of lock", given, checks);
  const { ttl = 30e9, wait = Infinity, every = 100e6 } = options;
  const { session, signal } = client.route;
  const token = options.token ?? `holder-${session.number()}`;
  const px = milliseconds(ttl);
  const end = session.now + Number(wait);
  while ((await client.set(name, token, { nx: true, px })) === null) {
    if (session.now + Number(every) > end) {
      throw new LockError(`${textOf(name)} is locked by somebody else`);
    }
    await session.request("ADVANCE", [], [every], { signal });
  }
  // What it takes to release it is done whatever the signal says.
  const own = client.view({ signal: undefined, read: { bytes: true } });
  return new Lock(
    own as Client<unknown> as Client<Uint8Array>,
    name,
    token,
    px,
  );
}

/** Nanoseconds as PX wants them. */
function milliseconds(nanoseconds: Duration): number {
  return Math.max(1, Math.ceil(Number(nanoseconds) / 1e6));
}

/** A lock that is held: `await using held = await redis.lock("name")`. */
export class Lock {
  readonly name: Key;
  readonly token: string;
  readonly #client: Client<Uint8Array>;
  readonly #ttl: number;
  #released = false;

  /** @internal Use Client.lock. */
  constructor(
    client: Client<Uint8Array>,
    name: Key,
    token: string,
    ttl: number,
  ) {
    this.#client = client;
    this.name = name;
    this.token = token;
    this.#ttl = ttl;
  }

  /** Holds it from now on for its time to live again, or for another. */
  extend(ttl?: Duration): Promise<void> {
    const px =
      ttl === undefined
        ? this.#ttl
        : milliseconds(toNanoseconds("time to live", ttl));
    return this.#whileHeld("extend", ["PEXPIRE", this.name, px]);
  }

  /** Lets others have it. It fails with a LockError when they have it already. */
  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await this.#whileHeld("release", ["DEL", this.name]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  /** WATCH makes looking at the token and what follows one step. */
  async #whileHeld(verb: string, command: (Key | number)[]): Promise<void> {
    const lost = () =>
      new LockError(
        `cannot ${verb} the lock ${textOf(this.name)}: it is no longer held`,
      );
    try {
      await this.#client.transaction(
        async (tx) => {
          await tx.watch(this.name);
          const token = await tx.get(this.name);
          if (token === null || textOf(token) !== this.token) throw lost();
          tx.multi().execute(...command);
        },
        { attempts: 1 },
      );
    } catch (error) {
      throw error instanceof WatchError ? lost() : error;
    }
  }
}
