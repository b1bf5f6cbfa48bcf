/** The lessons as the build put them, fetched when somebody wants one. */

import { generated } from "../site.ts";
import type { Language, RunOptions } from "../types.ts";
import { recall, remember } from "./prefs.ts";

export interface Lesson {
  name: string;
  title: string;
  summary: string;
  /** Markdown. */
  text: string;
  start: Partial<Record<Language, string>>;
  solution: Partial<Record<Language, string>>;
  /** For the grader. */
  check: string;
  options: RunOptions;
  languages: Language[];
}

let fetched: Promise<Lesson[]> | null = null;

/** All lessons, in order. */
export function allLessons(): Promise<Lesson[]> {
  fetched ??= fetchLessons().catch((error: unknown) => {
    fetched = null;
    throw error;
  });
  return fetched;
}

async function fetchLessons(): Promise<Lesson[]> {
  const answer = await fetch(generated("lessons.json"));
  if (!answer.ok)
    throw new Error(
      `the lessons could not be loaded: the server answered ${answer.status}`,
    );
  return (await answer.json()) as Lesson[];
}

/** Whether a lesson was once passed. */
export function isPassed(name: string): boolean {
  return recall(`passed.${name}`) !== null;
}

export function notePassed(name: string): void {
  remember(`passed.${name}`, "yes");
}
