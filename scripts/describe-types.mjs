// Joins what Python modules say of themselves: which class a name means, which
// methods a class has, and what each of them gives.
import { parentOf } from "./describe-python.mjs";
import { replyType } from "./reply-types.mjs";

/** A view of modules from describe-python.mjs in which names can be followed. */
export class Modules {
  constructor(modules) {
    this.all = modules;
  }

  /** What a name in a module means: {kind, id, at, ...}, or undefined. */
  resolve(at, name, seen = new Set()) {
    const key = `${at} ${name}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    const found = this.all.get(at)?.names.get(name);
    if (!found) return this.#submodule(at, name) ?? this.#starred(at, name);
    if (found.kind === "alias") return this.resolve(at, found.of, seen);
    if (found.kind !== "import") return { ...found, at, id: `${at}.${name}` };
    if (found.name === undefined) return this.#module(found.module);
    return (
      this.resolve(found.module, found.name, seen) ??
      this.#submodule(found.module, found.name)
    );
  }

  /** What an expression such as `commands.Redis` means. */
  resolvePath(at, path) {
    const [first, ...rest] = path.split(".");
    return rest.reduce(
      (found, name) =>
        found?.kind === "module" ? this.resolve(found.id, name) : undefined,
      this.resolve(at, first),
    );
  }

  #module(id) {
    return this.all.has(id) ? { kind: "module", id } : undefined;
  }

  #submodule(at, name) {
    return this.#module(`${at}.${name}`);
  }

  #starred(at, name) {
    const star = this.all.get(at)?.names.get("*");
    return star ? this.resolve(star.module, name) : undefined;
  }

  /** The public names of a module. */
  exported(at) {
    const { exported, names } = this.all.get(at);
    const starred = names.has("*") ? this.exported(names.get("*").module) : [];
    const own =
      exported ??
      [...names]
        .filter(([name, { kind }]) => kind !== "import" && !/^[_*]/.test(name))
        .map(([name]) => name);
    return [...new Set([...starred, ...own])];
  }

  /** The modules that importing a module brings along. */
  imported(at, seen = new Set()) {
    for (const { module, name } of this.all.get(at)?.names.values() ?? []) {
      for (const id of module ? [module, `${module}.${name}`] : []) {
        if (seen.has(id) || !this.all.has(id)) continue;
        seen.add(id);
        this.imported(id, seen);
      }
    }
    return seen;
  }

  /** The classes a class is made of, itself first; of one that comes twice, the last. */
  lineage(found) {
    const line = [found];
    for (const base of found.bases) {
      const resolved = this.resolvePath(found.at, base);
      if (resolved?.kind === "class") line.push(...this.lineage(resolved));
    }
    const ids = line.map(({ id }) => id);
    return line.filter(({ id }, i) => ids.lastIndexOf(id) === i);
  }

  /** The class whose methods an object passes on: aioredis's pipelines are no clients, but act as one. */
  proxied(found) {
    if (!found.members.has("__getattr__")) return undefined;
    return this.resolve(parentOf(found.at), "Redis");
  }

  /** What calling a command's method means: "reply", "awaitable", or "self" where commands are collected. */
  sends(found) {
    const line = this.lineage(found);
    const collects = line.find(({ values }) => values.has("is_pipeline"));
    if (collects?.values.get("is_pipeline") === "True") return "self";
    const sender = line.find(
      ({ members }) => members.has("execute_command") || members.has("execute"),
    );
    const execute =
      sender?.members.get("execute_command") ?? sender?.members.get("execute");
    if (!execute) return undefined;
    const isEager = sender.at.startsWith("aioredis-");
    return execute.isAsync || isEager ? "awaitable" : "reply";
  }

  /** The command that a method sends, itself or by another method of its class; "" for none. */
  command(method, owner, depth = 0) {
    if (method.command || !owner || depth > 3) return method.command;
    for (const expression of method.results.returned) {
      const [, named] =
        /^self\._\w+\(\s*"([A-Z][A-Z_ -]+)"/.exec(expression) ?? [];
      if (named) return named;
      const [, name] = /^(?:await )?self\.(\w+)\(/.exec(expression) ?? [];
      const from = name && this.lineage(owner).find((c) => c.members.has(name));
      const further =
        from && this.command(from.members.get(name), owner, depth + 1);
      if (further) return further;
    }
    return "";
  }

  /** The type of what a function gives when it is called, and awaited if it is async. */
  returns(method, at, owner, depth = 0) {
    const command = this.command(method, owner);
    if (command) {
      const type = replyType(command, at);
      if (type !== "Any" || method.results.returned.length > 0) return type;
    }
    if (method.yields) return method.isAsync ? "AsyncIterator" : "Iterator";
    const types = method.results.returned.map((expression) =>
      this.#typeOf(expression, method, at, owner, depth),
    );
    const known = new Set(types.filter((type) => type !== "Any"));
    if (types.length === 0) return "None";
    if (types.includes("Any")) known.delete("None");
    return known.size === 1 ? [...known][0] : "Any";
  }

  #typeOf(expression, method, at, owner, depth) {
    if (depth > 6) return "Any";
    const bare = expression.replace(/^await\s+/, "");
    const isOwn = /^(type\(self\)|cls|self\.__class__)\(/.test(bare);
    if (bare === "self" || (isOwn && owner)) return "Self";
    const [, chosen] =
      /^\w+ or (\w+)$/.exec(
        method.results.locals.get(/^\w+/.exec(bare)?.[0]),
      ) ?? [];
    if (chosen) return this.#called(chosen, method, at, owner, depth);
    if (/^(True|False|not\b|bool\()/.test(bare)) return "bool";
    if (/^(len|int)\(/.test(bare)) return "int";
    if (bare === "None") return "None";
    const local = /^\w+$/.test(bare) && method.results.locals.get(bare);
    if (local) return this.#typeOf(local, method, at, owner, depth + 1);
    const [, own] = /^self\.(\w+)\(/.exec(bare) ?? [];
    if (own) {
      const type = this.#ownMethod(own, owner, depth);
      const waits = this.#isAsync(own, owner) && !/^await\b/.test(expression);
      return waits ? `Awaitable[${type}]` : type;
    }
    const [, either, name] =
      /^(?:\(\w+ or (\w+)\)|([\w.]+))\(/.exec(bare) ?? [];
    return this.#called(either ?? name ?? "", method, at, owner, depth);
  }

  #isAsync(name, owner) {
    const from = owner && this.lineage(owner).find((c) => c.members.has(name));
    const method = from?.members.get(name);
    return method !== undefined && method.isAsync && !method.yields;
  }

  #ownMethod(name, owner, depth) {
    const from = owner && this.lineage(owner).find((c) => c.members.has(name));
    if (!from) return this.#ownClass(name, owner);
    return this.returns(from.members.get(name), from.at, owner, depth + 1);
  }

  /** What a class keeps under a name of its own, as in `_script_class = Script`. */
  #ownClass(name, owner) {
    const from = owner && this.lineage(owner).find((c) => c.values.has(name));
    const found = from && this.resolvePath(from.at, from.values.get(name));
    return found?.kind === "class" ? found.id : "Any";
  }

  #called(path, method, at, owner, depth) {
    const local = method.results.imports.get(path);
    const found = local
      ? this.resolve(local.module, local.name)
      : this.resolvePath(at, path);
    if (found?.kind === "class") return found.id;
    if (found?.kind === "function")
      return this.returns(found, found.at, undefined, depth + 1);
    const made = method.params.find(({ name }) => name === path)?.value;
    if (made && made !== path)
      return this.#called(made, method, at, owner, depth + 1);
    const name = path.split(".").at(-1);
    const from = method.results.imports.get(parentOf(path));
    const on = from
      ? this.resolve(from.module, from.name)
      : path.includes(".") && this.resolvePath(at, parentOf(path));
    if (!on || on.kind !== "class") return "Any";
    const type = this.#ownMethod(name, on, depth);
    return type === "Self" ? on.id : type;
  }
}

/** Parameters as they stand in a signature. */
export function signature(params, shown = ({ value }) => value) {
  return params
    .map((param) => {
      const { name, stars, value } = param;
      return `${stars}${name}${value === undefined ? "" : `=${shown(param)}`}`;
    })
    .join(", ");
}
