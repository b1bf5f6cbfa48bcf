/** What commands can be called on: a client, a dedicated connection, a pipeline, a transaction. */

import { UsageError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import { names, spec, type Spec } from "./commands.ts";
import type { Make } from "./family.ts";

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
        return this.call(name, spec(name), given);
      };
      define(this.prototype, name, method);
    }
  }

  /** @internal Runs the command of a method that was called with what is given. */
  call(name: string, { words, shape }: Spec, given: unknown[]): unknown {
    let command: unknown[];
    try {
      refuseSignal(name, given.at(-1));
      command = words(given);
    } catch (error) {
      return this.refuse(error);
    }
    return this.run(command, shape && ((reply) => shape(reply, command)));
  }
}

/** Gives whatever commands can be called on a method for each family. */
export function addFamilies(families: Readonly<Record<string, Make>>): void {
  for (const [name, make] of Object.entries(families)) {
    const method = function (this: Commander, ...of: unknown[]) {
      return make(this, of);
    };
    define(Commander.prototype, name, method);
  }
}

function define(prototype: object, name: string, method: object): void {
  Object.defineProperty(method, "name", { value: name });
  const property = { value: method, writable: true, configurable: true };
  Object.defineProperty(prototype, name, property);
}

/** A signal is no option of a command, it is one of the client. */
function refuseSignal(name: string, last: unknown): void {
  if ((last as { signal?: unknown } | null)?.signal instanceof AbortSignal) {
    throw new UsageError(
      `${name} takes no signal; give it to the client: redis.with({ signal }).${name}(…)`,
    );
  }
}

/** Refuses what execute can not take for a command. */
export function checkCommand([name]: readonly unknown[]): void {
  if (name === undefined || Array.isArray(name)) {
    const words = name === undefined ? "a command" : "words one by one";
    throw new UsageError(`execute wants ${words}, as in execute("GET", "key")`);
  }
}
