/** Completion and help in JavaScript programs: the world, its clients, and what they make. */

import type { SyntaxNode, Tree } from "@lezer/common";
import type { Description, Member, Methods } from "./description.ts";
import {
  children,
  Scope,
  type Binding,
  type Language,
  type Type,
} from "./scope.ts";
import {
  memberHelp,
  type Explained,
  type Help,
  type Offer,
  type Suggestion,
} from "./suggestion.ts";

export interface Program {
  tree: Tree;
  text: string;
  description: Description<"javascript">;
}

export function complete(program: Program, at: number): Offer | null {
  const word = /[\w$]*$/.exec(program.text.slice(0, at))![0];
  const from = at - word.length;
  const node = program.tree.resolveInner(at, -1);
  if (/^(String|TemplateString|LineComment|BlockComment)$/.test(node.name))
    return null;
  let outer: SyntaxNode | null = node;
  while (
    outer &&
    !(outer.name === "MemberExpression" && outer.firstChild!.to < from)
  )
    outer = outer.parent;
  if (!outer || !/\??\.\s*$/.test(program.text.slice(0, from))) return null;
  const view = new View(program);
  const list = view
    .membersOf(view.scope.typeOf(outer.firstChild))
    .filter(({ label }) => label.startsWith(word));
  return list.length > 0 ? { from, list } : null;
}

export function explain(program: Program, at: number): Explained | null {
  const node = program.tree.resolveInner(at, 1);
  if (!/^(VariableName|VariableDefinition|PropertyName)$/.test(node.name))
    return null;
  const help = new View(program).helpOn(node);
  return help && { from: node.from, to: node.to, help };
}

const functions =
  /^(FunctionDeclaration|FunctionExpression|ArrowFunction|MethodDeclaration)$/;

/** What a program finds, by its class. */
const globals: Readonly<Record<string, string>> = {
  redis: "Client",
  world: "World",
};

class JavaScriptTypes implements Language {
  readonly #api: Methods["javascript"];

  constructor(api: Methods["javascript"]) {
    this.#api = api;
  }

  global(name: string): Type | undefined {
    const id = globals[name];
    return id ? { kind: "object", id } : undefined;
  }

  bindings(node: SyntaxNode, scope: Scope): Binding[] {
    if (node.name === "VariableDeclaration") return declared(node, scope);
    return node.name === "ParamList" ? parameters(node, scope) : [];
  }

  member(of: Type, name: string): Type | undefined {
    if (of.kind !== "object") return undefined;
    const member = this.find(of.id, name);
    if (!member) return undefined;
    const gives = this.#gives(member, of.id);
    return member.property ? gives : { kind: "callable", member, gives };
  }

  called(type: Type): Type | undefined {
    return type.kind === "callable" ? type.gives : undefined;
  }

  #gives(member: Member, id: string): Type | undefined {
    const returns = this.returns(member, id);
    const [, awaited, plain] = /^(?:Promise<(\w+)|(\w+))/.exec(returns) ?? [];
    const name = awaited ?? plain ?? "";
    if (!(name in this.#api.classes))
      return awaited ? { kind: "awaitable", of: undefined } : undefined;
    // What a pipeline's json() has is collected too.
    const collects = id === "Pipeline" && this.family(name) !== undefined;
    const of: Type = {
      kind: "object",
      id: collects ? `${name} ${collecting}` : name,
    };
    return awaited ? { kind: "awaitable", of } : of;
  }

  /** What a method of a class gives: for a command a promise, but for a pipeline, which collects. */
  returns(member: Member, id: string): string {
    const { returns = "" } = member;
    const makes = this.family(returns) !== undefined;
    if (makes || !(this.#isCommand(member) || this.family(id) !== undefined))
      return returns;
    const collects = id === "Pipeline" || id.endsWith(collecting);
    return collects ? "Pipeline" : `Promise<${returns}>`;
  }

  #isCommand(member: Member): boolean {
    return Object.values(this.#api.commands).includes(member);
  }

  /** What the commands of a module begin with; undefined: a class is none of a module's. */
  family(id: string): string | undefined {
    return this.#api.classes[id.split(" ")[0]!]?.sends;
  }

  find(id: string, name: string): Member | undefined {
    return this.members(id).get(name);
  }

  members(id: string): Map<string, Member> {
    const all = new Map<string, Member>();
    for (
      let at: string | undefined = id.split(" ")[0];
      at;
      at = this.#api.classes[at]?.base
    ) {
      const own =
        at === "Commander"
          ? this.#api.commands
          : this.#api.classes[at]?.members;
      for (const [name, member] of Object.entries(own ?? {}))
        if (!all.has(name)) all.set(name, member);
    }
    return all;
  }
}

class View {
  readonly #description: Description<"javascript">;
  readonly #types: JavaScriptTypes;
  readonly scope: Scope;

  constructor({ tree, text, description }: Program) {
    this.#description = description;
    this.#types = new JavaScriptTypes(description.methods);
    this.scope = new Scope(this.#types, tree, text);
  }

  membersOf(type: Type | undefined): Suggestion[] {
    if (type?.kind !== "object") return [];
    return Array.from(this.#types.members(type.id), ([label, member]) => ({
      label,
      kind: member.property ? ("property" as const) : ("method" as const),
      help: this.#help(label, member, type.id),
    }));
  }

  helpOn(node: SyntaxNode): Help | null {
    const name = this.scope.textOf(node);
    const { parent } = node;
    if (node.name === "PropertyName" && parent?.name === "MemberExpression") {
      const object = this.scope.typeOf(parent.firstChild);
      if (object?.kind !== "object") return null;
      const member = this.#types.find(object.id, name);
      return member ? this.#help(name, member, object.id) : null;
    }
    const type = this.scope.lookup(name, node.to);
    return type?.kind === "object"
      ? { signature: `${name}: ${type.id}`, text: "" }
      : null;
  }

  /** The command of a method; of those that the engine does not have, by the more usual of its forms. */
  #commandOf(method: string, before: string): string {
    const forms = commandsNamed(method).map((form) => before + form);
    const known = forms.find((form) => this.#description.commands.has(form));
    return known ?? forms[1]!;
  }

  #help(name: string, member: Member, id: string): Help {
    const family = this.#types.family(id);
    const isCommand =
      family !== undefined ||
      this.#description.methods.commands[name] === member;
    const isMaker = this.#types.family(member.returns ?? "") !== undefined;
    const sending =
      isCommand && !isMaker
        ? { ...member, command: this.#commandOf(name, family ?? "") }
        : member;
    return memberHelp(
      this.#description,
      name,
      sending,
      this.#types.returns(member, id),
    );
  }
}

/** Behind the name of a class: its commands are collected. */
const collecting = "of a pipeline";

/** What a method such as zadd, sortRo or clientNoEvict may stand for. */
function commandsNamed(method: string): string[] {
  const words = method.split(/(?=[A-Z])/).map((word) => word.toUpperCase());
  const [first, ...rest] = words;
  return [words.join("_"), [first, rest.join("-")].join(" ").trim()];
}

function declared(node: SyntaxNode, scope: Scope): Binding[] {
  return node.getChildren("VariableDefinition").flatMap((name) => {
    const equals = name.nextSibling;
    if (equals?.name !== "Equals") return [];
    const type = () => scope.typeOf(equals.nextSibling);
    const at = name.from;
    return [
      {
        name: scope.textOf(name),
        at,
        scope: scope.around(node, functions),
        type,
      },
    ];
  });
}

/** Parameters are what calls of the function give; that of a transaction's work is the transaction. */
function parameters(list: SyntaxNode, scope: Scope): Binding[] {
  const { parent: definition } = list;
  const callee =
    definition?.getChild("VariableDefinition") ??
    definition?.parent?.getChild("VariableDefinition");
  const call =
    definition?.parent?.name === "ArgList" ? definition.parent.parent : null;
  const isWork = call && /\.transaction$/.test(scope.textOf(call.firstChild!));
  const params = children(list).filter(
    ({ name }) => name === "VariableDefinition",
  );
  return params.map((param, index) => ({
    name: scope.textOf(param),
    at: param.from,
    scope: definition ?? list,
    type: () => {
      if (isWork)
        return index === 0 ? { kind: "object", id: "Transaction" } : undefined;
      return callee ? scope.argument(scope.textOf(callee), index) : undefined;
    },
  }));
}
