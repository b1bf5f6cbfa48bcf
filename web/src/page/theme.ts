/** Light or dark: the system's choice until the visitor makes one. */

import { recall, remember } from "./prefs.ts";

export type Theme = "light" | "dark";

const systemDark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

/** The theme that is on. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return systemDark.matches ? "dark" : "light";
}

/** Turns the other theme on, and remembers it unless it is the system's own. */
export function toggleTheme(): void {
  const next: Theme = theme() === "dark" ? "light" : "dark";
  const system: Theme = systemDark.matches ? "dark" : "light";
  if (next === system) delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
  remember("theme", next === system ? null : next);
  for (const listener of listeners) listener();
}

/** Puts on what an earlier visit chose. */
export function restoreTheme(): void {
  const chosen = recall("theme");
  if (chosen === "light" || chosen === "dark")
    document.documentElement.dataset["theme"] = chosen;
}

/** Calls listener whenever the theme changes; returns how to stop that. */
export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  systemDark.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    systemDark.removeEventListener("change", listener);
  };
}
