/** Waiting until every promise that can go on has gone on. */

type Callback = () => void;

const waiting: Callback[] = [];

/**
 * Runs the callback as a task of its own, behind all microtasks. It is taken
 * from the platform when this module loads: a program's setTimeout may be
 * virtual by the time it is called.
 */
const post: Callback = (() => {
  if (typeof setImmediate === "function") {
    const immediate = setImmediate;
    return () => immediate(next);
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = next;
  return () => port2.postMessage(null);
})();

function next(): void {
  waiting.shift()?.();
}

/** Calls back once the microtasks queued so far, and those they queue, are done. */
export function afterMicrotasks(callback: Callback): void {
  waiting.push(callback);
  post();
}

/** Resolves once the microtasks queued so far, and those they queue, are done. */
export function macrotask(): Promise<void> {
  return new Promise(afterMicrotasks);
}
