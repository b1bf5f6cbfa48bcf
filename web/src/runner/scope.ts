/** What a block of a program disposes of at its end: `using` and `await using`, for browsers that do not have them yet. */

import "../border/dispose.ts";

/** Calls back on behalf of the block's task. */
type Call = (callback: () => unknown) => unknown;

/** An error that was thrown while another was on its way. */
export class Suppressed extends Error {
  override name = "SuppressedError";
  readonly error: unknown;
  readonly suppressed: unknown;

  constructor(
    error: unknown,
    suppressed: unknown,
    message = "an error was suppressed during disposal",
  ) {
    super(message);
    this.error = error;
    this.suppressed = suppressed;
  }
}

/** The resources of one run of a block, the last of which is disposed of first. */
export class Scope {
  readonly #disposals: (() => unknown)[] = [];
  readonly #call: Call;
  #failure: { error: unknown } | undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  /** using x = value */
  use<T>(value: T): T {
    return this.#keep(value, "using", ["dispose"]);
  }

  /** await using x = value */
  useAsync<T>(value: T): T {
    return this.#keep(value, "await using", ["asyncDispose", "dispose"]);
  }

  /** The block fails; the error goes on. */
  fail(error: unknown): unknown {
    this.#failure = { error };
    return error;
  }

  dispose(): void {
    const errors = this.#errors();
    for (const disposal of this.#disposals.reverse()) {
      try {
        disposal();
      } catch (error) {
        errors.add(error);
      }
    }
    errors.rethrow();
  }

  async disposeAsync(): Promise<void> {
    const errors = this.#errors();
    for (const disposal of this.#disposals.reverse()) {
      try {
        await this.#call(disposal);
      } catch (error) {
        errors.add(error);
      }
    }
    errors.rethrow();
  }

  #keep<T>(
    value: T,
    keyword: string,
    methods: ("dispose" | "asyncDispose")[],
  ): T {
    if (value === null || value === undefined) return value;
    const owner = value as Record<symbol, unknown>;
    const method = methods
      .map((name) => owner[Symbol[name]])
      .find((method) => method !== undefined);
    if (typeof method !== "function") {
      const isAsync = owner[Symbol.asyncDispose] !== undefined;
      const hint = isAsync ? '; declare it with "await using"' : "";
      throw new TypeError(
        `what is declared with "${keyword}" has no [Symbol.${methods[0]}]()${hint}`,
      );
    }
    this.#disposals.push(() => method.call(value));
    return value;
  }

  /** Gathers what disposals throw on top of what the block has thrown. */
  #errors() {
    let last = this.#failure;
    let thrown = false;
    return {
      add(error: unknown): void {
        last = { error: last ? new Suppressed(error, last.error) : error };
        thrown = true;
      },
      rethrow(): void {
        if (thrown) throw last!.error;
      },
    };
  }
}
