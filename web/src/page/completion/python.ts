/** Completion and help in Python programs. */

import type { SyntaxNode, Tree } from "@lezer/common";
import type { Description, Member } from "./description.ts";
import { PythonTypes } from "./python-types.ts";
import { Scope, type Type } from "./scope.ts";
import {
  memberHelp,
  type Explained,
  type Help,
  type Offer,
  type Suggestion,
} from "./suggestion.ts";

/** A program, and what it is written for. */
export interface Program {
  tree: Tree;
  text: string;
  description: Description<"python">;
  /** The aioredis that it finds. */
  aioredis: string;
}

export function complete(
  program: Program,
  at: number,
  asked: boolean,
): Offer | null {
  const view = new View(program);
  const before = program.text.slice(
    program.text.lastIndexOf("\n", at - 1) + 1,
    at,
  );
  const word = /\w*$/.exec(before)![0];
  const from = at - word.length;
  const imported = view.imports(before, at);
  if (imported) return imported;
  const node = program.tree.resolveInner(at, -1);
  if (/^(String|FormatString|Comment)$/.test(node.name)) return null;
  const object = objectBefore(node, from);
  if (object)
    return fitting(word, at, view.membersOf(view.scope.typeOf(object)));
  if (/[.\d]\w*$/.test(before) || (!asked && word === "")) return null;
  const names = asked ? view.variables() : [];
  return fitting(word, at, [...view.keywords(node, from), ...names]);
}

export function explain(program: Program, at: number): Explained | null {
  const node = program.tree.resolveInner(at, 1);
  if (!/^(VariableName|PropertyName)$/.test(node.name)) return null;
  const view = new View(program);
  const help = view.helpOn(node);
  return help && { from: node.from, to: node.to, help };
}

/** Those of the suggestions that begin with what is typed already. */
function fitting(typed: string, at: number, list: Suggestion[]): Offer | null {
  const some = list.filter(({ label }) => label.startsWith(typed));
  return some.length > 0 ? { from: at - typed.length, list: some } : null;
}

/** The expression ahead of the dot that a place is behind. */
function objectBefore(node: SyntaxNode, from: number): SyntaxNode | null {
  for (let outer: SyntaxNode | null = node; outer; outer = outer.parent) {
    if (outer.name !== "MemberExpression") continue;
    const object = outer.firstChild!;
    if (object.to < from) return object;
  }
  return null;
}

class View {
  readonly #types: PythonTypes;
  readonly #description: Description<"python">;
  readonly scope: Scope;

  constructor({ tree, text, description, aioredis }: Program) {
    this.#description = description;
    this.#types = new PythonTypes(description.methods, aioredis);
    this.scope = new Scope(this.#types, tree, text);
  }

  /** What may be imported; null where no import is written. */
  imports(before: string, at: number): Offer | null {
    const names = /^\s*from\s+([\w.]+)\s+import\s+\(?(?:.*,\s*)?(\w*)$/.exec(
      before,
    );
    if (names)
      return fitting(
        names[2]!,
        at,
        this.membersOf(this.#types.module(names[1]!)),
      );
    const modules = /^\s*(?:from|import)\s+([\w.]*)$/.exec(before);
    if (!modules) return null;
    const known = this.#types.modules();
    const list = known.map((label) => ({ label, kind: "namespace" as const }));
    return fitting(modules[1]!, at, list);
  }

  membersOf(type: Type | undefined): Suggestion[] {
    if (type?.kind === "module")
      return Object.entries(this.#types.names(type.name)).map(
        ([name, found]) => {
          const named = this.#types.named(found);
          return {
            label: name,
            kind: kindOf(named),
            ...helped(this.#help(name, named)),
          };
        },
      );
    if (type?.kind !== "object" && type?.kind !== "class") return [];
    return Array.from(this.#types.members(type.id), ([label, member]) => ({
      label,
      kind: member.property ? ("property" as const) : ("method" as const),
      help: this.#memberHelp(label, member, type.id),
    }));
  }

  /** The names of arguments, within the brackets of a call of ours. */
  keywords(node: SyntaxNode, from: number): Suggestion[] {
    let list: SyntaxNode | null = node;
    while (list && list.name !== "ArgList") list = list.parent;
    if (list?.parent?.name !== "CallExpression" || list.from >= from) return [];
    const type = this.scope.typeOf(list.parent.firstChild);
    const args =
      type?.kind === "class"
        ? this.#initOf(type.id)
        : type?.kind === "callable"
          ? type.member.args
          : "";
    const given = this.scope.textOf(list);
    return Array.from(args.matchAll(/(\w+)=/g), ([, name]) => name!)
      .filter((name) => !new RegExp(`\\b${name}\\s*=`).test(given))
      .map((name) => ({ label: `${name}=`, kind: "variable" }));
  }

  variables(): Suggestion[] {
    const names = new Set(this.scope.bindings.map(({ name }) => name));
    return [...names]
      .filter((name) => /^\w+$/.test(name))
      .map((label) => ({ label, kind: "variable" }));
  }

  helpOn(node: SyntaxNode): Help | null {
    const name = this.scope.textOf(node);
    const { parent } = node;
    if (parent?.name === "MemberExpression" && node.name === "PropertyName") {
      const object = this.scope.typeOf(parent.firstChild);
      if (object?.kind === "object" || object?.kind === "class") {
        const member = this.#types.find(object.id, name);
        return member ? this.#memberHelp(name, member, object.id) : null;
      }
      return object ? this.#help(name, this.#types.member(object, name)) : null;
    }
    return this.#help(name, this.scope.lookup(name, node.from));
  }

  #initOf(id: string): string {
    return (
      this.#types.lineage(id).find(({ init }) => init !== undefined)?.init ?? ""
    );
  }

  #memberHelp(name: string, member: Member, id: string): Help {
    const returns = member.property
      ? ""
      : this.#types.returns(member, id, this.scope.text);
    return memberHelp(this.#description, name, member, returns);
  }

  #help(name: string, type: Type | undefined): Help | null {
    switch (type?.kind) {
      case "module":
        return {
          signature: `module ${type.name}`,
          text: this.#description.methods.modules[type.name]?.doc ?? "",
        };
      case "class":
        return {
          signature: `class ${name}(${this.#initOf(type.id)})`,
          text: this.#types.describe(type.id)?.doc ?? "",
        };
      case "object": {
        const className = type.id.split(".").at(-1)!;
        const module = type.id.slice(0, -className.length - 1);
        return {
          signature: `${name}: ${module.replace(/\.client$/, "")}.${className}`,
          text: this.#types.describe(type.id)?.doc ?? "",
        };
      }
      case "callable":
        return this.#memberHelp(name, type.member, "");
      default:
        return null;
    }
  }
}

function kindOf(type: Type): Suggestion["kind"] {
  if (type.kind === "module") return "namespace";
  return type.kind === "class" ? "class" : "method";
}

const helped = (help: Help | null) => (help ? { help } : {});
