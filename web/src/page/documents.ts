/** The texts of the editor: one for each language, of the playground and of each lesson. */

import { recall, remember } from "./prefs.ts";
import type { Language } from "../types.ts";

export const LANGUAGES: readonly { id: Language; label: string }[] = [
  { id: "python", label: "Python" },
  { id: "javascript", label: "JavaScript" },
  { id: "redis-cli", label: "redis-cli" },
];

/** Whose text it is: a lesson's name, or "" for the playground. */
type Owner = string;

export class Documents {
  readonly #texts = new Map<string, string>();

  /** The text as it was left, or null when it was never changed. */
  get(owner: Owner, language: Language): string | null {
    const name = nameOf(owner, language);
    return this.#texts.get(name) ?? recall(name);
  }

  set(owner: Owner, language: Language, text: string): void {
    const name = nameOf(owner, language);
    this.#texts.set(name, text);
    remember(name, text);
  }

  /** Forgets a change, so that the text is what it was at first. */
  drop(owner: Owner, language: Language): void {
    const name = nameOf(owner, language);
    this.#texts.delete(name);
    remember(name, null);
  }
}

function nameOf(owner: Owner, language: Language): string {
  return owner === "" ? `text.${language}` : `text.lesson.${owner}.${language}`;
}

export function isLanguage(value: string | null): value is Language {
  return LANGUAGES.some(({ id }) => id === value);
}
