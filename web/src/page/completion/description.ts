/** What completion and help know: the engine's commands, and the methods of the clients, as the build has written them. */

import type { CommandDoc } from "../../api/world.ts";
import type { Language } from "../../types.ts";
import { loadJSON } from "../../world/source.ts";

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

export interface JavaScriptClass {
  base?: string;
  /** Of a module's commands: what their names begin with, as "JSON.". */
  sends?: string;
  members: Record<string, Member>;
}

/** The methods that each language has. */
export interface Methods {
  python: {
    modules: Record<
      string,
      { doc?: string; names: Record<string, ModuleName> }
    >;
    classes: Record<string, ClassDescription>;
  };
  javascript: {
    classes: Record<string, JavaScriptClass>;
    commands: Record<string, Member>;
  };
}

/** What is known for programs of a language; redis-cli has no methods. */
export interface Description<L extends Language = "redis-cli"> {
  commands: ReadonlyMap<string, CommandDoc>;
  methods: L extends keyof Methods ? Methods[L] : unknown;
}

const loaded = new Map<string, Promise<unknown>>();

/** Loads a file when it is first asked for. */
function file<T>(name: string): Promise<T> {
  if (!loaded.has(name)) {
    const loading = loadJSON<T>(name);
    loading.catch(() => loaded.delete(name)); // the next who asks may have better luck
    loaded.set(name, loading);
  }
  return loaded.get(name) as Promise<T>;
}

/** Loads what is known for programs of a language. */
export async function loadDescription<L extends Language>(
  language: L,
): Promise<Description<L>> {
  const [commands, methods] = await Promise.all([
    file<CommandDoc[]>("commands.json"),
    language === "redis-cli" ? null : file(`methods-${language}.json`),
  ]);
  return {
    commands: new Map(named(commands, "")),
    methods: methods as Description<L>["methods"],
  };
}

/** Commands by their full names in capitals, as in "CONFIG GET". */
function named(list: CommandDoc[], before: string): [string, CommandDoc][] {
  return list.flatMap((doc) => {
    const name = before + doc.name.toUpperCase();
    const further = named(doc.subcommands ?? [], `${name} `);
    return [[name, doc], ...further] as [string, CommandDoc][];
  });
}
