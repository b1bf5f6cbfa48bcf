/** Whatever sends each command by itself: a client, or one connection of it. */

import type { Argument } from "../border/command.ts";
import type { ReadOptions, Reply } from "../border/resp.ts";
import type { Session } from "../border/session.ts";
import { Commander, checkCommand } from "./commander.ts";
import type { Commands, Key, Value } from "./commands.ts";
import type { Modules } from "./modules.ts";
import { Pipeline } from "./pipeline.ts";

/** Where a sender's messages go, and how what comes back is read. */
export interface Route {
  session: Session;
  /** The number of the client or connection. */
  handle: number;
  read: ReadOptions;
  signal?: AbortSignal | undefined;
  /** The task that everything is done for; undefined: whichever runs then. */
  task?: string | undefined;
}

/** The command methods, each as a message to the world. */
export abstract class Sender<B> extends Commander {
  /** @internal */ readonly route: Route;

  /** @internal */
  constructor(route: Route) {
    super();
    this.route = route;
  }

  /** Runs any command: execute("GET", "greeting"). */
  execute(...words: (Key | Value)[]): Promise<Reply> {
    try {
      checkCommand(words);
    } catch (error) {
      return this.refuse(error);
    }
    return this.run(words);
  }

  /** Collects commands, to be sent at once by exec(). */
  pipeline(): Pipeline<B> {
    return new Pipeline(this, false);
  }

  /** Collects commands, to be executed as one between MULTI and EXEC. */
  multi(): Pipeline<B> {
    return new Pipeline(this, true);
  }

  /** @internal The task that a request is made for. */
  get task(): string {
    return this.route.task ?? this.route.session.task();
  }

  /** @internal Asks the world for something on this sender's behalf. */
  request(
    op: string,
    head: readonly Argument[],
    args: readonly unknown[] = [],
  ): Promise<Reply> {
    const { session, read, signal } = this.route;
    return session.request(op, head, args, { ...read, signal });
  }

  protected override run(
    words: readonly unknown[],
    shape?: (reply: Reply) => unknown,
  ): Promise<Reply> {
    const reply = this.request("CALL", [this.route.handle, this.task], words);
    return shape ? (reply.then(shape) as Promise<Reply>) : reply;
  }

  protected override refuse(error: unknown): Promise<never> {
    return Promise.reject(error);
  }
}

/** Each method resolves to its reply. */
export interface Sender<B> extends Commands<B, "one">, Modules<B, "one"> {}
