/** What the names of a program stand for, as far as its text tells. */

import type { SyntaxNode, Tree } from "@lezer/common";
import type { Member } from "./description.ts";

/** What an expression is. */
export type Type =
  | { kind: "module"; name: string }
  | { kind: "class"; id: string }
  | { kind: "object"; id: string }
  | { kind: "callable"; member: Member; gives: Type | undefined }
  | { kind: "awaitable"; of: Type | undefined };

/** A name and where it gets its meaning. */
export interface Binding {
  name: string;
  at: number;
  /** The function in which it is known, or the whole program. */
  scope: { from: number; to: number };
  type(): Type | undefined;
}

/** A language's part: what its statements bind, and what modules and classes have. */
export interface Language {
  /** The bindings that a node of the tree makes. */
  bindings(node: SyntaxNode, scope: Scope): Binding[];
  /** What a name means that nothing binds. */
  global(name: string): Type | undefined;
  member(of: Type, name: string): Type | undefined;
  /** What calling something gives. */
  called(type: Type): Type | undefined;
}

export class Scope {
  readonly #language: Language;
  readonly text: string;
  readonly tree: Tree;
  readonly bindings: readonly Binding[];
  /** Bindings whose type is being found out: a name may be made from itself. */
  readonly #asked = new Set<Binding>();

  constructor(language: Language, tree: Tree, text: string) {
    this.#language = language;
    this.text = text;
    this.tree = tree;
    const bindings: Binding[] = [];
    tree.iterate({
      enter: (node) =>
        void bindings.push(...language.bindings(node.node, this)),
    });
    this.bindings = bindings;
  }

  textOf(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  /** What an expression is; undefined when the text does not tell. */
  typeOf(node: SyntaxNode | null): Type | undefined {
    switch (node?.name) {
      case "VariableName":
        return this.lookup(this.textOf(node), node.from);
      case "MemberExpression":
        return this.#memberType(node);
      case "CallExpression": {
        const callee = this.typeOf(node.firstChild);
        return callee && this.#language.called(callee);
      }
      case "AwaitExpression": {
        const type = this.typeOf(node.lastChild);
        return type?.kind === "awaitable" ? type.of : type;
      }
      case "ParenthesizedExpression":
        return this.typeOf(node.firstChild!.nextSibling);
      default:
        return undefined;
    }
  }

  #memberType(node: SyntaxNode): Type | undefined {
    const object = this.typeOf(node.firstChild);
    const name = this.textOf(node.lastChild!);
    return object
      ? this.#language.member(object, name)
      : this.lookup(this.textOf(node), node.from); // as in self.redis
  }

  /** What a name means at a place: the closest binding before it that tells. */
  lookup(name: string, at: number): Type | undefined {
    const known = this.bindings
      .filter((binding) => binding.name === name && !this.#asked.has(binding))
      .sort((a, b) => distance(a, at) - distance(b, at));
    for (const binding of known) {
      this.#asked.add(binding);
      try {
        const type = binding.type();
        if (type) return type;
      } finally {
        this.#asked.delete(binding);
      }
    }
    const own = known.some(({ scope }) => scope.from <= at && at <= scope.to);
    return own ? undefined : this.#language.global(name);
  }

  /** The function around a node, or the whole program. */
  around(node: SyntaxNode, functions: RegExp): { from: number; to: number } {
    for (let outer = node.parent; outer; outer = outer.parent)
      if (functions.test(outer.name)) return outer;
    return { from: 0, to: this.text.length };
  }

  /** What the calls of a function give for one of its parameters. */
  argument(callee: string, index: number): Type | undefined {
    let found: Type | undefined;
    this.tree.iterate({
      enter: ({ name, node }) => {
        if (found || name !== "CallExpression") return;
        const [called, list] = children(node);
        if (!called || this.textOf(called) !== callee || !list) return;
        const given = children(list).filter(
          (part) => !/^[(),]$/.test(part.name),
        );
        found = this.typeOf(given[index] ?? null);
      },
    });
    return found;
  }
}

/** How far a binding is from a place: one of the same function is closest, a later one far. */
function distance({ at, scope }: Binding, place: number): number {
  const isInside = scope.from <= place && place <= scope.to;
  const far = 1e9;
  return (isInside ? 0 : 4 * far) + (at <= place ? place - at : far + at);
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    list.push(child);
  return list;
}
