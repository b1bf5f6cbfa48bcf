/** Completion and help for all languages: loaded when the editor first asks. */

import type { Tree } from "@lezer/common";
import type { Language } from "../../types.ts";
import { loadDescription, type Description } from "./description.ts";
import * as javascript from "./javascript.ts";
import * as python from "./python.ts";
import * as redisCli from "./redis-cli.ts";
import type { Explained, Offer } from "./suggestion.ts";

export type { Explained, Help, Offer, Suggestion } from "./suggestion.ts";

/** A place in a program. */
export interface Place {
  language: Language;
  text: string;
  tree: Tree;
  at: number;
  /** The aioredis that a Python program finds. */
  aioredis: string;
}

/** What may be written at a place; asked: because somebody wants to know, not by typing on. */
export async function complete(
  place: Place,
  asked: boolean,
): Promise<Offer | null> {
  const { language, at } = place;
  if (language === "python") {
    const description = await loadDescription(language);
    return python.complete({ ...place, description }, at, asked);
  }
  if (language === "javascript") {
    const description = await loadDescription(language);
    return javascript.complete({ ...place, description }, at);
  }
  const line = lineAt(place);
  const description = await loadDescription(language);
  const offer = redisCli.complete(description, line.before);
  return offer && { ...offer, from: line.from + offer.from };
}

/** What stands at a place. */
export async function explain(place: Place): Promise<Explained | null> {
  const { language } = place;
  // A cursor behind a word is meant for that word.
  const behind = /\w/.test(place.text[place.at] ?? "") ? 0 : 1;
  const at = Math.max(0, place.at - behind);
  if (language === "python") {
    const description = await loadDescription(language);
    return python.explain({ ...place, description }, at);
  }
  if (language === "javascript") {
    const description = await loadDescription(language);
    return javascript.explain({ ...place, description }, at);
  }
  return explainLine(await loadDescription(language), place);
}

function explainLine(description: Description, place: Place): Explained | null {
  const { from, whole } = lineAt(place);
  const found = redisCli.explain(description, whole);
  return found && { ...found, from: from + found.from, to: from + found.to };
}

function lineAt({ text, at }: Place): {
  from: number;
  before: string;
  whole: string;
} {
  const from = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at);
  return {
    from,
    before: text.slice(from, at),
    whole: text.slice(from, end < 0 ? undefined : end),
  };
}
