/** DisposableStack and AsyncDisposableStack, for browsers that do not have them yet. */

import { Scope, Suppressed } from "./scope.ts";

/** What both kinds have: resources are kept in a scope, until that is disposed of or moved. */
class Stack {
  #scope: Scope | undefined = new Scope((disposal) => disposal());

  get disposed(): boolean {
    return this.#scope === undefined;
  }

  /** The scope, where a resource may still be added. */
  protected open(): Scope {
    if (this.#scope) return this.#scope;
    throw new ReferenceError(`${this.constructor.name} has been disposed of`);
  }

  /** The scope, which is the caller's from now on; undefined: it has been taken. */
  protected take(): Scope | undefined {
    const scope = this.#scope;
    this.#scope = undefined;
    return scope;
  }

  /** Another stack with what this one has, which has nothing then. */
  move(): this {
    this.open();
    const moved = new (this.constructor as new () => this)();
    moved.#scope = this.take();
    return moved;
  }
}

class Disposables extends Stack {
  use<T>(value: T): T {
    return this.open().use(value);
  }

  adopt<T>(value: T, dispose: (value: T) => void): T {
    this.defer(() => dispose(value));
    return value;
  }

  defer(dispose: () => void): void {
    this.open().use({ [Symbol.dispose]: dispose });
  }

  dispose(): void {
    this.take()?.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

class AsyncDisposables extends Stack {
  use<T>(value: T): T {
    return this.open().useAsync(value);
  }

  adopt<T>(value: T, dispose: (value: T) => unknown): T {
    this.defer(() => dispose(value));
    return value;
  }

  defer(dispose: () => unknown): void {
    this.open().useAsync({ [Symbol.asyncDispose]: dispose });
  }

  async disposeAsync(): Promise<void> {
    await this.take()?.disposeAsync();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.disposeAsync();
  }
}

/** By the names under which programs find them. */
export const stacks: Record<string, object> = {
  DisposableStack: Disposables,
  AsyncDisposableStack: AsyncDisposables,
  SuppressedError: Suppressed,
};

for (const [name, value] of Object.entries(stacks)) {
  Object.defineProperty(value, "name", { value: name });
}
