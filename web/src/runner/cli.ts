/** Runs redis-cli lines. The world does so itself; this only waits for it. */

import { Session } from "../border/session.ts";
import type { RunOptions, Runtime, Turn } from "../types.ts";

export class CliRuntime implements Runtime {
  #stopped = false;

  async load(): Promise<void> {}

  async run(
    code: string,
    turn: Turn,
    _options?: RunOptions,
  ): Promise<string | null> {
    this.#stopped = false;
    const session = new Session(() => {});
    let error: string | null | undefined;
    session.request("CLI", [code]).then(
      () => (error = null),
      (failure: Error) => (error = failure.message),
    );
    while (error === undefined && !this.#stopped) {
      const batch = await turn(session.take("WAIT", -1));
      session.deliver(batch);
      await Promise.resolve(); // lets what was settled be seen
    }
    await turn(session.take("END"));
    return error === undefined ? "The program was stopped." : error;
  }

  stop(): void {
    this.#stopped = true;
  }
}
