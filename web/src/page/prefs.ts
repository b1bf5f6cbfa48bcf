/** What the page remembers between visits, where the browser lets it. */

const PREFIX = "resplay.";

/** Whether the browser keeps what is written; found out once. */
const storage = openStorage();

/** Whether nothing can be remembered. */
export const forgetful = storage === null;

function openStorage(): Storage | null {
  try {
    const probe = `${PREFIX}probe`;
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null; // blocked by a setting, or by the frame this page sits in
  }
}

export function recall(name: string): string | null {
  return storage?.getItem(PREFIX + name) ?? null;
}

/** Remembers a text, or forgets it when it is null. Says whether that worked. */
export function remember(name: string, text: string | null): boolean {
  if (storage === null) return false;
  try {
    if (text === null) storage.removeItem(PREFIX + name);
    else storage.setItem(PREFIX + name, text);
    return true;
  } catch {
    return false; // full
  }
}

/** A remembered value, if it still is what check accepts. */
export function recallJSON<T>(
  name: string,
  check: (value: unknown) => value is T,
): T | null {
  const text = recall(name);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return check(value) ? value : null;
  } catch {
    return null;
  }
}
