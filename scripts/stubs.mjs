// Type stubs of the Python clients: what checkers and editors read. Commands of
// the asynchronous client give coroutines, those of its pipeline the pipeline.
import { parentOf } from "./describe-python.mjs";
import { headed } from "./stub-head.mjs";
import {
  asImported,
  isClient,
  isPrivate,
  isRedis,
  isShown,
  lastOf,
  pathOf,
} from "./stub-names.mjs";
import { argumentType, forms, given, items } from "./stub-types.mjs";

/** [path, text] of the stub of each module. */
export function stubs(modules, names) {
  const shown = names.filter((name) => !isPrivate(name));
  return shown.map((name) => [
    pathOf(name, shown),
    new Stub(modules, name, shown).text(),
  ]);
}

class Stub {
  constructor(modules, name, shown) {
    this.modules = modules;
    this.name = name;
    this.shown = shown;
    this.imports = new Set();
  }

  text() {
    const parts = this.#submodules();
    for (const name of this.#names()) {
      const found = this.modules.resolve(this.name, name);
      if (found) parts.push(this.#part(name, found));
    }
    return headed(parts.join(""), asImported(this.name), this.imports);
  }

  /** What a module exports, and what else of its own programs can import. */
  #names() {
    const own = [...this.modules.all.get(this.name).names]
      .filter(([, { kind }]) => kind !== "import")
      .filter(([name]) => /^[a-z]|^__version__$/i.test(name))
      .map(([name]) => name);
    return new Set([...this.modules.exported(this.name), ...own]);
  }

  /** `import redis` brings what the package imports: redis.exceptions is there as well. */
  #submodules() {
    const exported = new Set(this.modules.exported(this.name));
    const brought = this.modules.imported(this.name);
    return this.shown
      .filter((name) => parentOf(name) === this.name && brought.has(name))
      .filter((name) => !exported.has(lastOf(name)))
      .map((name) => `from . import ${lastOf(name)} as ${lastOf(name)}\n`);
  }

  #part(name, found) {
    if (found.kind === "module") {
      return `from ${asImported(parentOf(found.id))} import ${lastOf(found.id)} as ${name}\n`;
    }
    if (found.kind === "value") return `${name}${constant(found.text)}\n`;
    const home = this.#home(found.id);
    if (!home) return `${name}: Any\n`;
    if (found.name !== name) return `${name} = ${this.#reference(found.id)}\n`;
    if (home !== this.name)
      return `from ${asImported(home)} import ${found.name} as ${name}\n`;
    return found.kind === "class"
      ? `\n${this.#class(found)}\n`
      : this.#method(found, found.at, undefined, "");
  }

  /** The module whose stub has a name: its own, or the first that shows it. */
  #home(id) {
    const own = parentOf(id);
    if (/Commands(Mixin)?$/.test(id)) return undefined;
    if (!isPrivate(own)) return own;
    const shows = (module) =>
      this.modules.exported(module).includes(lastOf(id)) &&
      this.modules.resolve(module, lastOf(id))?.id === id;
    if (shows(this.name)) return this.name;
    return this.shown.find(shows);
  }

  /** A class with what its private bases have, which are in no stub. */
  #class(found) {
    const line = this.modules.lineage(found);
    const bases = found.bases.map((base) => this.#base(found.at, base));
    const shown = bases.filter((base) => base !== "");
    const proxied = this.modules.proxied(found);
    if (proxied) shown.push(this.#reference(proxied.id));
    if (isClient(found) && !shown.some((base) => base.endsWith("[T]")))
      shown.push("Generic[T]");
    const members = new Map();
    const attributes = new Set();
    const sends = this.modules.sends(found);
    for (const from of line) {
      const isHidden = from === found || !this.#home(from.id);
      if (isHidden) for (const name of from.attributes) attributes.add(name);
      if (!isHidden && sends !== "self") continue;
      for (const [name, method] of from.members)
        if (!members.has(name)) members.set(name, { method, from });
    }
    // What a pipeline of 1.3 collects is what a client has, but as futures.
    if (proxied) this.#addProxied(members, proxied);
    const values = [...attributes]
      .filter((name) => !name.startsWith("_") && !members.has(name))
      .map((name) =>
        /^enum\./.test(found.bases[0])
          ? `    ${name} = ${found.values.get(name)}\n`
          : `    ${name}: ${this.#given(found, name) ?? "Any"}\n`,
      );
    const lines = [...members.values()]
      .filter(({ method }) => isShown(method.name))
      .map(({ method, from }) =>
        method.name === "__init__" && isClient(found)
          ? this.#clientInit(method, found)
          : this.#method(method, from.at, found, "    "),
      );
    const title = shown.length > 0 ? `(${shown.join(", ")})` : "";
    const doc = found.doc ? `    """${found.doc}"""\n` : "";
    const inside = [...values, ...lines].join("") || (doc ? "" : "    ...\n");
    return `class ${found.name}${title}:\n${doc}${inside}`;
  }

  #addProxied(members, proxied) {
    for (const from of this.modules.lineage(proxied))
      for (const [name, method] of from.members)
        if (!members.has(name) && this.modules.command(method, proxied))
          members.set(name, { method, from });
    members.delete("__getattr__");
  }

  #base(at, base) {
    const found = this.modules.resolvePath(at, base);
    if (found?.kind !== "class") return this.#foreign(at, base);
    if (!this.#home(found.id) || lastOf(found.id).startsWith("_")) return "";
    return this.#reference(found.id) + (isClient(found) ? "[T]" : "");
  }

  /** A base of Python's own: built in, or imported. */
  #foreign(at, base) {
    const origin = this.modules.all.get(at).names.get(base);
    if (origin?.kind === "import" && origin.name) {
      this.imports.add(origin.module);
      return `${origin.module}.${origin.name}`;
    }
    const [, module] = /^(\w+)\.\w+$/.exec(base) ?? [];
    if (
      module &&
      this.modules.all.get(at).names.get(module)?.module === module
    ) {
      this.imports.add(module);
      return base;
    }
    if (base === "dict") return "dict[Any, Any]";
    return /^(\w*(Error|Exception|Warning)|list|str|int)$/.test(base)
      ? base
      : "";
  }

  /** What decodes is a client of str; of one that is given a pool, the pool knows. */
  #clientInit({ params }, found) {
    if (!params.some(({ name }) => name === "decode_responses")) {
      return `    def __init__(self, ${this.#params("", params)}) -> None: ...\n`;
    }
    const pool = `${parentOf(found.at)}.connection`.replace(/^\./, "");
    const poolType = this.#reference(`${pool}.ConnectionPool`);
    const forms = [
      ["bytes", "decode_responses", "Literal[False] = ..."],
      ["str", "decode_responses", "Literal[True]"],
      ["Any", "connection_pool", poolType],
    ];
    return forms
      .map(([type, name, own]) => {
        const typed = params.map((param) => {
          if (param.name === name) return { ...param, type: own };
          return param.name === "connection_pool"
            ? { ...param, type: "None" }
            : param;
        });
        const list = this.#params("", needed(typed, name, own));
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
    const first = decorator === "classmethod" ? "cls" : "self";
    const bound = owner && decorator !== "staticmethod" ? [first] : [];
    const text = doc ? `\n${indent}    """${doc}"""\n` : " ...\n";
    const def = method.isAsync && !method.yields ? "async def" : "def";
    const sends = this.modules.command(method, owner) !== "";
    const write = (params, result, ahead, text) => {
      const list = [...bound, this.#params(name, params, sends)].filter(
        Boolean,
      );
      return `${indent}${ahead}${def} ${name}(${list.join(", ")}) -> ${result}:${text}`;
    };
    const form = owner && isClient(owner) && forms[name];
    if (form && this.modules.sends(owner) !== "self")
      return this.#overloads(form, params, owner, method, (params, type, i) =>
        write(params, type, `@overload\n${indent}`, i === 0 ? text : " ...\n"),
      );
    const ahead = /property|classmethod|staticmethod/.test(decorator)
      ? `@${decorator}\n${indent}`
      : "";
    return write(params, this.#result(method, at, owner), ahead, text);
  }

  /** A method whose reply's type depends on an argument. */
  #overloads(form, params, owner, method, write) {
    const [name, type, then, otherwise, [less, others] = []] = form;
    const given = (type) =>
      params.map((param) => (param.name === name ? { ...param, type } : param));
    const isFlag = type.startsWith("Literal");
    const absent = (param) =>
      others?.test(param.name) ? { ...param, type: without(param) } : param;
    const cases = [
      [needed(given(type), name, type), then],
      ...(less ? [[given("Literal[False]").map(absent), less]] : []),
      [given(isFlag ? "Literal[False]" : "None"), otherwise],
      ...(isFlag ? [[given("bool"), either(then, otherwise)]] : []),
    ];
    const wrap = (type) =>
      /_iter$/.test(method.name)
        ? `${this.#isAwaited(owner) ? "AsyncIterator" : "Iterator"}[${type}]`
        : this.#sent(type, owner, method);
    return cases
      .map(([params, type], i) => write(params, wrap(type), i))
      .join("");
  }

  #isAwaited(owner) {
    return this.modules.sends(owner) === "awaitable";
  }

  /** What decodes is made as a client of str here too. */
  #fromUrl(owner, indent) {
    if (owner && !isClient(owner))
      return `${indent}@classmethod\n${indent}def from_url(cls, url: str, **kwargs: Any) -> Self: ...\n`;
    const made = this.modules.resolve(this.name, "Redis")?.id;
    const type = this.#reference(made ?? "redis.client.Redis");
    const forms = [
      ["str", "*, decode_responses: Literal[True], **kwargs: Any"],
      ["bytes", "*, decode_responses: Literal[False] = ..., **kwargs: Any"],
    ];
    return forms
      .map(([text, options]) => {
        const above = owner ? `${indent}@classmethod\n` : "";
        return `${indent}@overload\n${above}${indent}def from_url(${owner ? "cls, " : ""}url: str, ${options}) -> ${type}[${text}]: ...\n`;
      })
      .join("");
  }

  #result(method, at, owner) {
    const { name } = method;
    if (name === "__await__") {
      const sends = owner && this.modules.sends(owner);
      // Behind WATCH a pipeline's methods run at once: awaited, they give replies.
      return `Generator[Any, Any, ${sends === "self" ? "Any" : "Self"}]`;
    }
    if (name === "__aenter__" || name === "__enter__") {
      const entered = this.modules.returns(method, at, owner);
      return /^(None|Any)$/.test(entered) && !isRedis(at) ? "Any" : "Self";
    }
    if (name === "__contains__") return "bool";
    if (name === "__getattr__") return "Any";
    const said = owner && this.#given(owner, name);
    const returned = this.modules.returns(method, at, owner);
    if (/^(Async)?Iterator$/.test(returned)) {
      const item =
        said ?? (owner && isClient(owner) ? items[name] : undefined) ?? "Any";
      return `${returned}[${item}]`;
    }
    const type = said ?? this.#typeName(returned, owner);
    if (name === "from_pool" && owner && isClient(owner))
      return `${lastOf(owner.id)}[Any]`;
    if (method.isAsync || !this.modules.command(method, owner)) return type;
    return owner ? this.#sent(type, owner, method) : type;
  }

  #given(owner, name) {
    const lines = this.modules.lineage(owner).map(({ id }) => asImported(id));
    const [type] = lines.flatMap((id) => given[`${id}.${name}`] ?? []);
    return type;
  }

  /** The type of a call that sends a command whose reply is of a type. */
  #sent(type, owner, method) {
    const sends = this.modules.sends(owner);
    const eager = !isRedis(owner.at);
    if (eager && this.modules.proxied(owner)) return `asyncio.Future[${type}]`;
    // A pipeline gives itself or, behind WATCH, the reply: awaited where it is asynchronous.
    if (sends === "self")
      return /\.asyncio\./.test(owner.id) && method.name !== "execute_command"
        ? "Self"
        : "Any";
    if (sends !== "awaitable") return type;
    return eager ? `Awaitable[${type}]` : `Coroutine[Any, Any, ${type}]`;
  }

  #typeName(type, owner) {
    const generic = owner && isClient(owner);
    if (!/^(redis|aioredis-[\d.]+)\./.test(type)) {
      const known = generic ? type : type.replace(/\bT\b/g, "Any");
      // Methods of these names hide what is built in.
      return known.replace(/\b(set|type|object)\b(?=\[)/g, "builtins.$1");
    }
    const home = this.#home(type);
    if (!home || lastOf(type).startsWith("_")) return "Any";
    const made = this.modules.resolve(parentOf(type), lastOf(type));
    const makes = made?.kind === "class" && isClient(made);
    return this.#reference(type) + (makes && generic ? "[T]" : "");
  }

  #reference(id) {
    const module = this.#home(id) ?? parentOf(id);
    if (module === this.name) return lastOf(id);
    const shown = asImported(module);
    this.imports.add(shown);
    return `${shown}.${lastOf(id)}`;
  }

  #params(method, params, sends = false) {
    return params
      .map((param) => {
        const { name, stars, value } = param;
        if (!name || name === "/") return `${stars}${name}`;
        const type = param.type ?? argumentType(method, param, sends);
        return `${stars}${name}: ${type}${value === undefined ? "" : " = ..."}`;
      })
      .join(", ");
  }
}

/** Parameters of which one must be given: by its name, if one ahead of it may be left out. */
function needed(params, name, type) {
  const at = params.findIndex((param) => param.name === name);
  const before = params.slice(0, at);
  const isOptional = type.endsWith("= ...");
  const own = { ...params[at], type: type.replace(/ = \.\.\.$/, "") };
  if (!isOptional) own.value = undefined;
  const isBare =
    isOptional ||
    before.some(({ stars }) => stars === "*") ||
    !before.some(({ value }) => value !== undefined);
  const star = isBare ? [] : [{ name: "", stars: "*" }];
  return [...before, ...star, own, ...params.slice(at + 1)];
}

/** The type of an argument that is left out. */
const without = ({ value }) => (value === "False" ? "Literal[False]" : "None");

/** Both types, each part once. */
const either = (a, b) =>
  [...new Set([...b.split(" | "), ...a.split(" | ")])].join(" | ");

/** What a constant's stub says of it; what is a type remains one. */
function constant(text) {
  if (/^TypeVar\(/.test(text)) return ` = ${text}`;
  if (/^(Union|Mapping|Callable)\[/.test(text)) {
    const type = text
      .replace(/\b(datetime|timedelta)\b/g, "datetime.$1")
      .replace(/\b_StringLikeT\b/g, "KeyT");
    return `: TypeAlias = ${type}`;
  }
  if (/^(True|False)$/.test(text)) return ": bool";
  if (/^-?\d+$/.test(text)) return ": int";
  if (/^-?\d*\.\d+$/.test(text)) return ": float";
  if (/^["']/.test(text)) return ": str";
  return ": Any";
}
