/** A pipeline: commands collected, sent at once, answered at once. */

import { CommandWriter } from "../border/command.ts";
import { ReplyError, WatchError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import { Commander, checkCommand } from "./commander.ts";
import type { Commands, Key, Value } from "./commands.ts";
import type { Modules } from "./modules.ts";
import { checkOptions, flag } from "./options.ts";
import type { Sender } from "./sender.ts";

export interface ExecOptions {
  /** Whether an error reply rejects the whole. Default: true; with false it stands among the replies. */
  raise?: boolean;
}

/** Commands that wait for exec. R is the row of their replies. */
export class Pipeline<B = string, R extends unknown[] = []> extends Commander {
  readonly #on: Sender<B>;
  readonly #atomic: boolean;
  readonly #commands = new CommandWriter();
  #names: string[] = [];
  #shapes: (((reply: Reply) => unknown) | undefined)[] = [];

  /** @internal Use pipeline() or multi() of a client. atomic: between MULTI and EXEC. */
  constructor(on: Sender<B>, atomic: boolean) {
    super();
    this.#on = on;
    this.#atomic = atomic;
  }

  /** How many commands have been collected. */
  get length(): number {
    return this.#names.length;
  }

  /** Collects any command: execute("GET", "greeting"). */
  execute(...words: (Key | Value)[]): Pipeline<B, [...R, Reply]> {
    checkCommand(words);
    this.run(words);
    return this as unknown as Pipeline<B, [...R, Reply]>;
  }

  /** Sends what has been collected, and resolves to the replies, in order. */
  async exec(given?: ExecOptions): Promise<R> {
    const options = checkOptions<ExecOptions>("options of exec", given, {
      raise: flag,
    });
    const names = this.#names;
    const shapes = this.#shapes;
    const commands = this.#commands.take();
    this.#names = [];
    this.#shapes = [];
    if (names.length === 0) return [] as unknown as R;
    const replies = await this.#send(commands);
    if (options.raise ?? true) raiseFirst(replies, names);
    return replies.map((reply, i) => {
      const shape = shapes[i];
      return shape && !(reply instanceof ReplyError) ? shape(reply) : reply;
    }) as R;
  }

  /** @internal Collects a command given as its words, see Commander. */
  collect(words: readonly unknown[], shape?: (reply: Reply) => unknown): this {
    this.#commands.write([], words);
    this.#names.push(String(words[0]).toUpperCase());
    this.#shapes.push(shape);
    return this;
  }

  protected override run(
    words: readonly unknown[],
    shape?: (reply: Reply) => unknown,
  ): this {
    return this.collect(words, shape);
  }

  protected override refuse(error: unknown): never {
    throw error;
  }

  async #send(commands: Uint8Array): Promise<Reply[]> {
    const atomic = this.#atomic ? 1 : 0;
    const { route, task } = this.#on;
    const head = [route.handle, task, atomic, commands];
    const replies = await this.#on.request("PIPE", head);
    if (!Array.isArray(replies)) {
      throw new WatchError("a watched key was changed, so EXEC did nothing");
    }
    return replies;
  }
}

/** Each method adds its reply to those of exec. */
export interface Pipeline<B, R extends unknown[]>
  extends Commands<B, R>, Modules<B, R> {}

/** Throws the first error among replies; the error says whose it is, and holds them all. */
function raiseFirst(replies: Reply[], names: string[]): void {
  const at = replies.findIndex((reply) => reply instanceof ReplyError);
  if (at < 0) return;
  const { message } = replies[at] as ReplyError;
  throw Object.assign(
    new ReplyError(
      `${message} (command ${at + 1} of the pipeline, ${names[at]})`,
    ),
    { replies },
  );
}
