/** Source text as a module, and the errors that it leaves to nobody. */

import { onDisk } from "../site.ts";

/** A module on its way. */
export interface Loading {
  /** What stacks may call it. */
  names: string[];
  /** Resolves when its last line has run. */
  ended: Promise<unknown>;
}

const NAME = "program.js";
let modules = 0;

/** Evaluates source as a module. */
export function importModule(source: string): Loading {
  // Numbered, as the same text would mean the same module, which has run.
  const code = `${source}\n// ${++modules}\n//# sourceURL=${NAME}\n`;
  const url = onDisk
    ? `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`
    : URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  // A module that has been fetched stays; its text need not.
  const ended = import(/* @vite-ignore */ url).finally(() =>
    URL.revokeObjectURL(url),
  );
  return { names: [NAME, url], ended };
}

/** Who is told of errors that nobody handles, while a program runs. */
let unhandled: (error: unknown) => void = () => {};

/** Calls back with errors of promises that nobody handles; the function returned ends that. */
export function onUnhandled(callback: (error: unknown) => void): () => void {
  unhandled = callback;
  if (typeof addEventListener === "function") {
    // For good: browsers may report what a program left behind after its end.
    addEventListener("unhandledrejection", preventReport);
    return () => void (unhandled = () => {});
  }
  process.on("unhandledRejection", callback);
  return () => void process.off("unhandledRejection", callback);
}

function preventReport(event: PromiseRejectionEvent): void {
  event.preventDefault();
  unhandled(event.reason);
}
