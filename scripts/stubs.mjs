// Type stubs of the Python client: what checkers and editors read. Commands of
// the asynchronous client give Awaitable[T], those of a pipeline the pipeline.
import { parentOf } from "./describe-python.mjs";

const head = `# Types of the client that the page has. T is what strings are in replies: bytes,
# or str where the client was made with decode_responses=True.
# mypy: disable-error-code="override, misc, no-untyped-def"
import datetime
from collections.abc import AsyncIterator, Awaitable, Generator, Iterator
from typing import Any, Generic, Literal, Self, TypeVar, overload
`;
const typeVariable = `T = TypeVar("T", bytes, str, default=bytes)\n`;

/** [path, text] of the stub of each module. */
export function stubs(modules, names) {
  return names
    .filter((name) => /^redis\b/.test(name) && !/^redis\.commands\b/.test(name))
    .map((name) => [pathOf(name, names), new Stub(modules, name).text()]);
}

function pathOf(name, names) {
  const path = name.replaceAll(".", "/");
  const isPackage = names.some((other) => parentOf(other) === name);
  return isPackage ? `${path}/__init__.pyi` : `${path}.pyi`;
}

class Stub {
  constructor(modules, name) {
    this.modules = modules;
    this.name = name;
    this.imports = new Set();
  }

  text() {
    const parts = [];
    for (const name of this.modules.exported(this.name)) {
      const found = this.modules.resolve(this.name, name);
      if (found) parts.push(this.#part(name, found));
    }
    const imports = [...this.imports].sort().map((each) => `import ${each}\n`);
    return [head, ...imports, "\n", typeVariable, "\n", ...parts].join("");
  }

  #part(name, found) {
    if (found.kind === "module") {
      return `from ${parentOf(found.id)} import ${lastOf(found.id)} as ${name}\n`;
    }
    if (found.kind === "value") return `${name}: Any\n`;
    if (found.at !== this.name && !isPrivate(found.at))
      return `from ${found.at} import ${found.name} as ${name}\n`;
    if (found.name !== name) return `${name} = ${found.name}\n`;
    return found.kind === "class"
      ? `\n${this.#class(found)}\n`
      : this.#method(found, found.at, undefined, "");
  }

  /** A class with the methods of its private bases, which have no stub. */
  #class(found) {
    const line = this.modules.lineage(found);
    const bases = found.bases.map((base) => this.#base(found.at, base));
    const shown = bases.filter((base) => base !== "");
    if (isClient(found) && !shown.some((base) => base.endsWith("[T]")))
      shown.push("Generic[T]");
    const members = new Map();
    const sends = this.modules.sends(found);
    for (const from of line) {
      if (from !== found && !isPrivate(from.at) && sends !== "self") continue;
      for (const [name, method] of from.members)
        if (!members.has(name)) members.set(name, { method, from });
    }
    const lines = [...members.values()]
      .filter(({ method }) => isShown(method.name))
      .map(({ method, from }) =>
        method.name === "__init__" && isClient(found)
          ? this.#clientInit(method, found)
          : this.#method(method, from.at, found, "    "),
      );
    const title = shown.length > 0 ? `(${shown.join(", ")})` : "";
    const doc = found.doc ? `    """${found.doc}"""\n` : "";
    const body = lines.join("") || (doc ? "" : "    ...\n");
    return `class ${found.name}${title}:\n${doc}${body}`;
  }

  #base(at, base) {
    const found = this.modules.resolvePath(at, base);
    if (found?.kind !== "class") return this.#foreign(at, base);
    if (isPrivate(found.at)) return "";
    return this.#reference(found.id) + (isClient(found) ? "[T]" : "");
  }

  /** A base of Python's own: built in, or imported. */
  #foreign(at, base) {
    const origin = this.modules.all.get(at).names.get(base);
    if (origin?.kind === "import" && origin.name) {
      this.imports.add(origin.module);
      return `${origin.module}.${origin.name}`;
    }
    return /^([A-Z]\w*(Error|Exception|Warning)|dict|list|str|int)$/.test(base)
      ? base
      : "";
  }

  /** What decodes is a client of str. */
  #clientInit({ params }, found) {
    if (!params.some(({ name }) => name === "decode_responses")) {
      return `    def __init__(self, ${this.#params(params)}) -> None: ...\n`;
    }
    const forms = [
      ["bytes", "Literal[False] = ..."],
      ["str", "Literal[True]"],
    ];
    const [before, after] = split(params, "decode_responses");
    return forms
      .map(([type, literal]) => {
        const isStarred = before.some(({ stars }) => stars === "*");
        const star = literal.includes("=") || isStarred ? "" : "*, ";
        const list = `${this.#params(before)}, ${star}decode_responses: ${literal}, ${this.#params(after)}`;
        return `    @overload\n    def __init__(self: ${found.name}[${type}], ${list}) -> None: ...\n`;
      })
      .join("");
  }

  #method(method, at, owner, indent) {
    const { name, params, decorator, doc } = method;
    if (
      name === "from_url" &&
      /Redis$|^Self$/.test(this.modules.returns(method, at, owner))
    )
      return this.#fromUrl(owner, indent);
    const lines = [];
    if (/property|classmethod|staticmethod/.test(decorator))
      lines.push(`${indent}@${decorator}\n`);
    const first = decorator === "classmethod" ? "cls" : "self";
    const bound = owner && decorator !== "staticmethod" ? [first] : [];
    const list = [...bound, this.#params(params)].filter(Boolean).join(", ");
    const result = this.#result(method, at, owner);
    const def = method.isAsync && !method.yields ? "async def" : "def";
    const text = doc ? `\n${indent}    """${doc}"""\n` : " ...\n";
    lines.push(`${indent}${def} ${name}(${list}) -> ${result}:${text}`);
    return lines.join("");
  }

  /** What decodes is made as a client of str here too. */
  #fromUrl(owner, indent) {
    if (owner && !isClient(owner))
      return `${indent}@classmethod\n${indent}def from_url(cls, url: str, **kwargs: Any) -> Self: ...\n`;
    const made = this.modules.resolve(this.name, "Redis");
    const type = made ? this.#reference(made.id) : "Any";
    const forms = [
      ["str", "*, decode_responses: Literal[True], **kwargs: Any"],
      ["bytes", "**kwargs: Any"],
    ];
    return forms
      .map(([text, options]) => {
        const above = owner ? `${indent}@classmethod\n` : "";
        return `${indent}@overload\n${above}${indent}def from_url(${owner ? "cls, " : ""}url: str, ${options}) -> ${type}[${text}]: ...\n`;
      })
      .join("");
  }

  #result(method, at, owner) {
    if (method.name === "__await__") return "Generator[Any, Any, Self]";
    if (method.name === "__aenter__" || method.name === "__enter__")
      return "Self";
    const type = this.#typeName(this.modules.returns(method, at, owner), owner);
    if (/Iterator$/.test(type)) {
      const item = /^s?scan_iter$/.test(method.name) ? "T" : "Any";
      return `${type}[${item}]`;
    }
    if (method.isAsync || !this.modules.command(method, owner)) return type;
    const sends = owner && this.modules.sends(owner);
    if (sends === "self") return "Self";
    return sends === "awaitable" ? `Awaitable[${type}]` : type;
  }

  #typeName(type, owner) {
    if (!/^redis\./.test(type)) {
      const generic = owner && isClient(owner);
      return generic ? type : type.replace(/\bT\b/g, "Any");
    }
    const parent = parentOf(type);
    if (isPrivate(parent)) return "Any";
    const made = this.modules.resolve(parent, lastOf(type));
    const generic = made?.kind === "class" && isClient(made);
    return (
      this.#reference(type) + (generic && owner && isClient(owner) ? "[T]" : "")
    );
  }

  #reference(id) {
    const module = parentOf(id);
    if (module === this.name) return lastOf(id);
    this.imports.add(module);
    return id;
  }

  #params(params) {
    const typed = params.map((param) => ({
      ...param,
      name:
        param.name && param.name !== "/" && !param.stars.startsWith("*")
          ? `${param.name}: ${typeOfParam(param)}`
          : param.stars && param.name
            ? `${param.name}: Any`
            : param.name,
    }));
    return typed
      .map(({ name, stars, value }) =>
        value === undefined ? `${stars}${name}` : `${stars}${name} = ...`,
      )
      .join(", ");
  }
}

/** The type that a parameter's default tells. */
function typeOfParam({ name, value }) {
  if (
    /^(key|name|src|dst|source|destination|dest)$/.test(name) &&
    value === undefined
  )
    return "bytes | str";
  if (/^(True|False)$/.test(value ?? "")) return "bool";
  return "Any";
}

function split(params, name) {
  const at = params.findIndex((param) => param.name === name);
  return [params.slice(0, at), params.slice(at + 1)];
}

const isPrivate = (module) =>
  /(^|\.)_/.test(module) || /^redis\.commands\b/.test(module);

/** Special methods that checkers look for; other names with an underscore are our own. */
const special =
  /^__(init|call|await|aenter|aexit|enter|exit|aiter|anext|iter|next|len|bool|contains|getitem|setitem|delitem)__$/;
const isShown = (name) => !name.startsWith("_") || special.test(name);

/** Whether a class is a client or a pipeline, whose replies are of T. */
function isClient({ id }) {
  return /^redis\.(asyncio\.)?client\.(Redis|Pipeline)$/.test(id);
}

const lastOf = (id) => id.slice(id.lastIndexOf(".") + 1);
