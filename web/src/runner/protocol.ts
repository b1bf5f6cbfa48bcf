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

/** The page to a runner. */
export type ToRunner =
  | { kind: "load" }
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
  | { kind: "progress"; loaded: number; total: number }
  | { kind: "loaded" }
  /** The language could not be loaded. */
  | { kind: "failed"; message: string }
  | { kind: "wheel"; wheel: Wheel }
  /** A wheel cannot be used, and why. */
  | { kind: "refused"; message: string }
  /** The program has ended; error is as shown, or null. */
  | { kind: "ended"; error: string | null };
