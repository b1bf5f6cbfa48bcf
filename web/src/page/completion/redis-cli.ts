/** Completion and help for redis-cli lines: commands, subcommands, and the keywords that a command takes. */

import type { Description } from "./description.ts";
import { commandHelp, type Explained, type Offer } from "./suggestion.ts";
import { keywordsNext } from "./synopsis.ts";

interface Word {
  text: string;
  from: number;
}

/** The words of a line without the name of a client ahead of them; null for comments and directives. */
function wordsOf(line: string): Word[] | null {
  const [head] = /^\s*(?:\w+>\s*)?/.exec(line)!;
  const rest = line.slice(head.length);
  if (/^[#@]/.test(rest)) return null;
  const words = rest.matchAll(/"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|\S+/g);
  return Array.from(words, ({ 0: text, index }) => ({
    text,
    from: head.length + index,
  }));
}

/** The name of the command that words begin with: two words where the first is a container. */
function nameOf({ commands }: Description, words: Word[]): string {
  const [first = "", second] = words.map(({ text }) => text.toUpperCase());
  const both = `${first} ${second}`;
  return second !== undefined && commands.has(both) ? both : first;
}

/** Suggestions behind the text of a line up to the cursor. */
export function complete(description: Description, line: string): Offer | null {
  const words = wordsOf(line);
  if (words === null || /^\s*\w+>$/.test(line)) return null;
  const isInWord = words.length > 0 && !/\s$/.test(line);
  const typed = isInWord ? words.pop()! : { text: "", from: line.length };
  if (/^["']/.test(typed.text)) return null;
  const list = labels(description, words)
    .filter(({ label }) => label.startsWith(typed.text.toUpperCase()))
    .map(({ label, name }) => ({
      label,
      kind: "keyword" as const,
      ...(name ? { help: commandHelp(description, name)! } : {}),
    }));
  return list.length > 0 ? { from: typed.from, list } : null;
}

/** What may come behind whole words; a name is that of a command. */
function labels(
  description: Description,
  words: Word[],
): { label: string; name?: string }[] {
  const { commands } = description;
  if (words.length === 0)
    return [...commands.keys()]
      .filter((name) => !name.includes(" "))
      .sort()
      .map((label) => ({ label, name: label }));
  const name = nameOf(description, words);
  const doc = commands.get(name);
  if (!doc) return [];
  const { subcommands } = doc;
  if (subcommands)
    return subcommands.map((each) => {
      const label = each.name.toUpperCase();
      return { label, name: `${name} ${label}` };
    });
  const given = words.slice(name.split(" ").length).map(({ text }) => text);
  return keywordsNext(doc.synopsis, given).map((label) => ({ label }));
}

/** Help on the command of a line, whatever word the cursor is on. */
export function explain(
  description: Description,
  line: string,
): Explained | null {
  const words = wordsOf(line);
  if (!words?.[0]) return null;
  const name = nameOf(description, words);
  const help = commandHelp(description, name);
  const last = words[name.includes(" ") ? 1 : 0]!;
  return help
    ? { from: words[0].from, to: last.from + last.text.length, help }
    : null;
}
