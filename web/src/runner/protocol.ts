/** What the page and a runner's worker say to each other. */

import type { Language, RunOptions, Wheel } from "../types.ts";

/** Languages whose programs are code, and so run apart from the page. */
export type CodeLanguage = Exclude<Language, "redis-cli">;

/** The page to its frame: the worker's script, for the first port that comes along. */
export interface ToFrame {
  module: string;
  language: CodeLanguage;
}

/** The frame to its worker, once. */
export interface ToWorker {
  language: CodeLanguage;
  control: MessagePort;
}

/** What Python is made of, by its names in generated/. */
export const PYTHON = {
  wasm: "pyodide/pyodide.asm.wasm",
  library: "pyodide/python_stdlib.zip",
  core: "pyodide/pyodide.asm.mjs",
  loader: "pyodide/pyodide.mjs",
  /** An archive of the modules of web/python. */
  modules: "python.zip.gz",
};

/**
 * Those of them that must be of the page's own build: a page that stood open
 * while the site was published anew would start from a mixture. The others fit
 * them, or do not start; they are large, and come to be read before their end.
 */
export const PYTHON_PINNED = [PYTHON.core, PYTHON.loader, PYTHON.modules];

/** What twins are made of: one of a later build would not be like the page's world. */
export const TWIN_PINNED = [
  "wasm_exec.js",
  "playground.wasm",
  "playground-whole.wasm",
  "playground-scripting.wasm",
];

/** What comes of a file, one after the other: its bytes, then null, or why there are no more. */
export type FilePart = Uint8Array<ArrayBuffer> | string | null;

/** The page to a runner. */
export type ToRunner =
  | { kind: "load" }
  /** Answers file: the parts of the file come over the port. */
  | { kind: "file"; name: string; parts: MessagePort }
  /** Runs a program that takes its turns over the world's port. */
  | {
      kind: "run";
      code: string;
      options: RunOptions;
      world: MessagePort;
      /** Revoked when the program is to end: see interrupt.ts. */
      stopUrl: string;
    }
  /** Has the programs that are run from now on find a wheel; answered by wheel or refused, in order. */
  | { kind: "addWheel"; file: string; bytes: Uint8Array }
  | { kind: "removeWheel"; name: string }
  /** Asks the program to end at its next turn. */
  | { kind: "stop" };

/** A runner to the page. */
export type FromRunner =
  /** Asks for a file of generated/, by its name there. */
  | { kind: "file"; name: string }
  | { kind: "loaded" }
  /** The language could not be loaded. */
  | { kind: "failed"; message: string }
  | { kind: "wheel"; wheel: Wheel }
  /** A wheel cannot be used, and why. */
  | { kind: "refused"; message: string }
  /** The program has ended; error is as shown, or null. */
  | { kind: "ended"; error: string | null };
