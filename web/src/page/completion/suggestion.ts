/** What completion offers and help shows, in every language alike. */

import type { CommandDoc } from "../../api/world.ts";
import type { Description, Member } from "./description.ts";

/** What there is to say of a name. */
export interface Help {
  /** As it is called: get(name) → Awaitable[bytes | None]. */
  signature: string;
  /** One sentence; "" when there is none. */
  text: string;
  /** The command that it sends, in full. */
  command?: { name: string; doc: CommandDoc } | undefined;
}

export interface Suggestion {
  label: string;
  kind: "method" | "property" | "class" | "namespace" | "keyword" | "variable";
  /** What is put in; the label unless it says so. */
  apply?: string;
  help?: Help;
}

/** Suggestions for the text between from and the cursor. */
export interface Offer {
  from: number;
  list: Suggestion[];
}

/** Help on the text between from and to. */
export interface Explained {
  from: number;
  to: number;
  help: Help;
}

/** Help on a command by its full name, or undefined. */
export function commandHelp(
  { commands }: Pick<Description, "commands">,
  name: string,
): Help | undefined {
  const doc = commands.get(name);
  if (!doc) return undefined;
  const synopsis = doc.subcommands ? "subcommand …" : doc.synopsis;
  return {
    signature: `${name} ${synopsis}`.trim(),
    text: doc.summary,
    command: { name, doc },
  };
}

/** Help on a method, which says what its command is for where it says nothing itself. */
export function memberHelp(
  description: Pick<Description, "commands">,
  name: string,
  member: Member,
  returns: string,
): Help {
  const doc = member.command && description.commands.get(member.command);
  const call = member.property ? name : `${name}(${member.args})`;
  return {
    signature: returns ? `${call} → ${returns}` : call,
    text: member.doc || (doc ? doc.summary : ""),
    command: doc ? { name: member.command!, doc } : undefined,
  };
}
