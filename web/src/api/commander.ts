/** What commands can be called on: a client, a dedicated connection, a pipeline, a transaction. */

import { UsageError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import { names, spec } from "./commands.ts";

/**
 * The command methods, over a single execute that each kind supplies: a
 * client sends, a pipeline collects, a transaction does one or the other.
 * The methods' types are in Commands; they are put on the prototype below.
 */
export abstract class Commander {
  /**
   * Runs a command, given as its words. shape turns the reply into what the
   * method resolves to.
   */
  protected abstract run(
    words: readonly unknown[],
    shape?: (reply: Reply) => unknown,
  ): unknown;

  /** What a method that was called wrongly returns, or throws. */
  protected abstract refuse(error: unknown): unknown;

  static {
    for (const name of names) {
      const method = function (this: Commander, ...given: unknown[]): unknown {
        const { words, shape } = spec(name);
        let command: unknown[];
        try {
          refuseSignal(name, given.at(-1));
          command = words(given);
        } catch (error) {
          return this.refuse(error);
        }
        return this.run(command, shape && ((reply) => shape(reply, command)));
      };
      Object.defineProperty(method, "name", { value: name });
      Object.defineProperty(this.prototype, name, {
        value: method,
        writable: true,
        configurable: true,
      });
    }
  }
}

/** A signal is no option of a command, it is one of the client. */
function refuseSignal(name: string, last: unknown): void {
  if ((last as { signal?: unknown } | null)?.signal instanceof AbortSignal) {
    throw new UsageError(
      `${name} takes no signal; give it to the client: redis.with({ signal }).${name}(…)`,
    );
  }
}

/** What execute says when it is given nothing. */
export function noCommand(): UsageError {
  return new UsageError('execute wants a command, as in execute("GET", "key")');
}
