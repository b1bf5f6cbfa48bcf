/** Python's part of completion: what statements bind, and what the client's modules and classes have. */

import type { SyntaxNode } from "@lezer/common";
import type { Member, Methods, ModuleName } from "./description.ts";
import {
  children,
  type Binding,
  type Language,
  type Scope,
  type Type,
} from "./scope.ts";

type Description = Methods["python"];
const functions = /^(FunctionDefinition|LambdaExpression)$/;

export class PythonTypes implements Language {
  readonly #description: Description;
  /** The aioredis that the program finds. */
  readonly #aioredis: string;

  constructor(description: Description, aioredis: string) {
    this.#description = description;
    this.#aioredis = aioredis;
  }

  // Names

  global(): undefined {
    return undefined;
  }

  bindings(node: SyntaxNode, scope: Scope): Binding[] {
    switch (node.name) {
      case "ImportStatement":
        return this.#imports(node, scope);
      case "AssignStatement":
        return assigned(node, scope);
      case "WithStatement":
        return opened(node, scope);
      case "ParamList":
        return parameters(node, scope);
      default:
        return [];
    }
  }

  #imports(node: SyntaxNode, scope: Scope): Binding[] {
    const text = scope
      .textOf(node)
      .replace(/[()\s\\]+/g, " ")
      .trim();
    const bind = (name: string, type: Type | undefined): Binding => ({
      name,
      at: node.from,
      scope: scope.around(node, functions),
      type: () => type,
    });
    const from = /^from ([\w.]+) import (.*)$/.exec(text);
    const names = (from?.[2] ?? text.replace(/^import /, "")).split(",");
    return names.map((each) => {
      const [name = "", as] = each.trim().split(" as ");
      if (from)
        return bind(as ?? name, this.member(this.module(from[1]!), name));
      return bind(
        as ?? name.split(".")[0]!,
        this.module(as ? name : name.split(".")[0]!),
      );
    });
  }

  /** A module by the name under which programs import it. */
  module(name: string): Type {
    const own = name.replace(/^aioredis(?=$|\.)/, `aioredis-${this.#aioredis}`);
    return { kind: "module", name: own };
  }

  /** The modules that there are, as programs name them. */
  modules(): string[] {
    return Object.keys(this.#description.modules)
      .filter(
        (name) =>
          !name.startsWith("aioredis-") ||
          name.startsWith(`aioredis-${this.#aioredis}`),
      )
      .map((name) => name.replace(/^aioredis-[\d.]*\d/, "aioredis"));
  }

  // Members

  member(of: Type, name: string): Type | undefined {
    if (of.kind === "module") return this.#inModule(of.name, name);
    if (of.kind !== "object" && of.kind !== "class") return undefined;
    const member = this.find(of.id, name);
    if (!member) return undefined;
    const gives = this.#gives(member, of.id);
    return member.property ? gives : { kind: "callable", member, gives };
  }

  #inModule(module: string, name: string): Type | undefined {
    const { modules } = this.#description;
    const found = modules[module]?.names[name];
    if (found) return this.named(found);
    const further = `${module}.${name}`;
    return further in modules ? { kind: "module", name: further } : undefined;
  }

  named(found: ModuleName): Type {
    if ("module" in found) return { kind: "module", name: found.module };
    if ("class" in found) return { kind: "class", id: found.class };
    return { kind: "callable", member: found, gives: this.#gives(found, "") };
  }

  /** What calling a member of a class gives. */
  #gives(member: Member, id: string): Type | undefined {
    const sends = member.command && this.sends(id);
    if (sends === "self" && !member.async) return { kind: "object", id };
    const type = this.#made(member.returns ?? "", id);
    const waits = member.async || sends === "awaitable";
    return waits ? { kind: "awaitable", of: type } : type;
  }

  #made(returns: string, id: string): Type | undefined {
    if (returns === "Self") return { kind: "object", id };
    const [, awaited] = /^Awaitable\[(.*)\]$/.exec(returns) ?? [];
    if (awaited) return { kind: "awaitable", of: this.#made(awaited, id) };
    const isClass = returns in this.#description.classes;
    return isClass ? { kind: "object", id: returns } : undefined;
  }

  called(type: Type): Type | undefined {
    if (type.kind === "class") return { kind: "object", id: type.id };
    return type.kind === "callable" ? type.gives : undefined;
  }

  /** What calling a command's method of a class means. */
  sends(id: string): string | undefined {
    return this.lineage(id).find((each) => each.sends)?.sends;
  }

  find(id: string, name: string): Member | undefined {
    return this.lineage(id).find((each) => Object.hasOwn(each.members, name))
      ?.members[name];
  }

  /** A class and those that it is made of. */
  lineage(id: string): Description["classes"][string][] {
    const found = this.#description.classes[id];
    if (!found) return [];
    const bases = (found.bases ?? []).flatMap((base) => this.lineage(base));
    return [found, ...bases];
  }

  /** All public members of a class. */
  members(id: string): Map<string, Member> {
    const all = new Map<string, Member>();
    for (const { members } of this.lineage(id))
      for (const [name, member] of Object.entries(members))
        if (!name.startsWith("_") && !all.has(name)) all.set(name, member);
    return all;
  }

  names(module: string): Record<string, ModuleName> {
    return this.#description.modules[module]?.names ?? {};
  }

  describe(id: string) {
    return this.#description.classes[id];
  }

  /** The type of what a member gives, as a reader wants it. */
  returns(member: Member, id: string, text: string): string {
    const { command, returns = "Any" } = member;
    const sends = (command && this.sends(id)) || "";
    if (sends === "self" && !member.async) return "Pipeline";
    const isAsync = member.async || sends === "awaitable";
    const type = shortType(returns === "Self" ? id : returns, text);
    return isAsync ? `Awaitable[${type}]` : type;
  }
}

/** A type without the modules of its names; strings are what the program has them be. */
function shortType(type: string, text: string): string {
  const string = text.includes("decode_responses=True") ? "str" : "bytes";
  return type.replace(/\bT\b/g, string).replace(/[\w.-]+\.(?=[A-Z]\w*$)/, "");
}

function assigned(node: SyntaxNode, scope: Scope): Binding[] {
  const parts = children(node);
  const [target] = parts;
  const value = parts.findLast(
    ({ prevSibling }) => prevSibling?.name === "AssignOp",
  );
  if (!target || !/^(VariableName|MemberExpression)$/.test(target.name))
    return [];
  const annotation = node.getChild("TypeDef");
  const isOwn = target.name === "MemberExpression"; // self.redis is known in all methods
  return [
    {
      name: scope.textOf(target),
      at: node.to,
      scope: isOwn
        ? { from: 0, to: scope.text.length }
        : scope.around(node, functions),
      type: () => scope.typeOf(value ?? null) ?? annotated(annotation, scope),
    },
  ];
}

/** `with Redis() as r`, `async with r.pipeline() as pipe`. */
function opened(node: SyntaxNode, scope: Scope): Binding[] {
  return children(node)
    .filter((part) => part.name === "as")
    .flatMap((part) => {
      const [value, target] = [part.prevSibling, part.nextSibling];
      if (target?.name !== "VariableName") return [];
      const type = () => {
        const made = scope.typeOf(value);
        return made?.kind === "awaitable" ? made.of : made;
      };
      const at = target.from;
      return [
        {
          name: scope.textOf(target),
          at,
          scope: scope.around(node, functions),
          type,
        },
      ];
    });
}

function parameters(list: SyntaxNode, scope: Scope): Binding[] {
  const definition = list.parent!;
  const name = definition.getChild("VariableName");
  const isMethod = definition.parent?.parent?.name === "ClassDefinition";
  const params = children(list).filter(
    ({ name, prevSibling }) =>
      name === "VariableName" && prevSibling?.name !== "AssignOp",
  );
  return params.map((param, index) => ({
    name: scope.textOf(param),
    at: param.from,
    scope: definition,
    type: () =>
      annotated(param.nextSibling, scope) ??
      (name &&
        scope.argument(scope.textOf(name), isMethod ? index - 1 : index)),
  })) as Binding[];
}

/** What an annotation says: of `Redis | None`, Redis. */
function annotated(node: SyntaxNode | null, scope: Scope): Type | undefined {
  if (node?.name !== "TypeDef") return undefined;
  let said = node.lastChild;
  while (said?.name === "BinaryExpression") said = said.firstChild;
  const type = scope.typeOf(said);
  return type?.kind === "class" ? { kind: "object", id: type.id } : undefined;
}
