/** The programs to begin with. Each text is loaded when it is chosen, but for the one a visitor sees first. */

import type { Language } from "../../types.ts";
import threeWays from "./three-ways.py?raw";

type Load = () => Promise<{ default: string }>;

export interface Example {
  id: string;
  title: string;
  programs: Partial<Record<Language, Load>>;
}

/** What is in the editor on a first visit. */
export const firstProgram = { language: "python" as Language, text: threeWays };

export const examples: readonly Example[] = [
  {
    id: "three-ways",
    title: "Three ways of 100 gets",
    programs: {
      python: () => Promise.resolve({ default: threeWays }),
      javascript: () => import("./three-ways.js?raw"),
    },
  },
  {
    id: "first-steps",
    title: "First steps",
    programs: { "redis-cli": () => import("./first-steps.txt?raw") },
  },
  {
    id: "watch-race",
    title: "A race, and WATCH",
    programs: {
      python: () => import("./watch-race.py?raw"),
      javascript: () => import("./watch-race.js?raw"),
      "redis-cli": () => import("./watch-race.txt?raw"),
    },
  },
  {
    id: "blocking-pop",
    title: "Waiting for a job",
    programs: {
      python: () => import("./blocking-pop.py?raw"),
      javascript: () => import("./blocking-pop.js?raw"),
      "redis-cli": () => import("./blocking-pop.txt?raw"),
    },
  },
  {
    id: "publish",
    title: "Publish and subscribe",
    programs: {
      python: () => import("./publish.py?raw"),
      javascript: () => import("./publish.js?raw"),
      "redis-cli": () => import("./publish.txt?raw"),
    },
  },
];

/** The examples of a language. */
export function examplesIn(language: Language): Example[] {
  return examples.filter((example) => example.programs[language]);
}
