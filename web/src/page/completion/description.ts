/** What completion and help know: the engine's commands, and the methods of the clients, as the build has written them. */

import type { CommandDoc } from "../../api/world.ts";
import { loadJSON } from "../../world/load.ts";

/** A method, property or function. */
export interface Member {
  args: string;
  doc?: string;
  /** The Redis command that it sends. */
  command?: string;
  /** The type of what it gives; T is that of strings in replies. */
  returns?: string;
  /** Whether it is a coroutine function. */
  async?: boolean;
  property?: boolean;
}

/** What a name of a module stands for. */
export type ModuleName = { module: string } | { class: string } | Member;

export interface ClassDescription {
  doc?: string;
  bases?: string[];
  /** What calling a command's method means; absent: it has none of its own. */
  sends?: "reply" | "awaitable" | "self";
  /** The arguments of its making. */
  init?: string;
  members: Record<string, Member>;
}

export interface Methods {
  python: {
    modules: Record<
      string,
      { doc?: string; names: Record<string, ModuleName> }
    >;
    classes: Record<string, ClassDescription>;
  };
  javascript: {
    classes: Record<string, { base?: string; members: Record<string, Member> }>;
    commands: Record<string, Member>;
  };
}

export interface Description {
  commands: ReadonlyMap<string, CommandDoc>;
  methods: Methods;
}

let loading: Promise<Description> | undefined;

/** Loads the description when it is first asked for. */
export function loadDescription(): Promise<Description> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined; // the next who asks may have better luck
    throw error;
  });
  return loading;
}

async function load(): Promise<Description> {
  const [commands, methods] = await Promise.all([
    loadJSON<CommandDoc[]>("commands.json"),
    loadJSON<Methods>("methods.json"),
  ]);
  return { commands: new Map(named(commands, "")), methods };
}

/** Commands by their full names in capitals, as in "CONFIG GET". */
function named(list: CommandDoc[], before: string): [string, CommandDoc][] {
  return list.flatMap((doc) => {
    const name = before + doc.name.toUpperCase();
    const further = named(doc.subcommands ?? [], `${name} `);
    return [[name, doc], ...further] as [string, CommandDoc][];
  });
}
