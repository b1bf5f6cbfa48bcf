/** Which Redis commands a text seems to name, so that what they need is there when it is run. */

import type { Language } from "./types.ts";

/** Whether the visitor pays for what is loaded, or says so: then nothing is loaded ahead of need. */
export function savesData(): boolean {
  const { navigator } = globalThis as {
    navigator?: { connection?: { saveData?: boolean } };
  };
  return navigator?.connection?.saveData ?? false;
}

/** Methods of much else than Redis clients. */
const common = new Set(["command", "config", "dump", "info", "sort"]);

/** Methods whose names are no commands, and which run a script. */
const scripted = new Set(["lock", "register_script"]);

/** Redis commands in a program, or in prose, in lower case; with words besides that are none. */
export function commandsIn(language: Language | "prose", text: string) {
  const words = new Set<string>();
  const add = (first: string, second = "") => {
    words.add(first.toLowerCase());
    if (second) words.add(`${first}|${second}`.toLowerCase());
  };
  if (language === "redis-cli") {
    // One command a line; a client's name may stand ahead of it.
    const line = /^[ \t]*(?:[\w-]+>[ \t]*)?([a-z]+)(?:[ \t]+([a-z-]+))?/gim;
    for (const [, first, second] of text.matchAll(line)) add(first!, second);
    return [...words];
  }
  for (const [, first, second] of text.matchAll(
    /\b([A-Z]{3,}(?:_RO)?)\b(?:\W{1,4}([A-Z-]{3,})\b)?/g,
  ))
    add(first!, second);
  for (const [, method] of text.matchAll(/\.([a-z]+(?:_[a-z]+)*)\s*\(/gi)) {
    const [first, ...rest] = method!.toLowerCase().split("_");
    if (!common.has(method!)) add(first!, rest.join("-"));
    if (scripted.has(method!)) add("evalsha");
  }
  return [...words];
}
