/** A Lua script: run by its hash, and sent whole where the server does not know it. */

import { ReplyError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import type { Client } from "./client.ts";
import type { Key, Many, Value } from "./commands.ts";
import { sha1 } from "./sha1.ts";

export class Script<B = string> {
  readonly source: string;
  /** The hash that the server knows it by. */
  readonly sha: string;
  readonly #client: Client<B>;

  /** @internal Use Client.script. */
  constructor(client: Client<B>, source: string) {
    this.#client = client;
    this.source = source;
    this.sha = sha1(source);
  }

  /** Runs it: `await add.run(["counter"], 5)`. */
  async run(keys?: Key[], ...args: Many<Value>): Promise<Reply> {
    try {
      return await this.#client.evalsha(this.sha, keys, ...args);
    } catch (error) {
      if (!(error instanceof ReplyError) || error.code !== "NOSCRIPT")
        throw error;
      return this.#client.eval(this.source, keys, ...args);
    }
  }

  /** Has the server keep it, for evalsha in a pipeline. */
  async load(): Promise<void> {
    await this.#client.scriptLoad(this.source);
  }
}
