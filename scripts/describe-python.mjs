// What Python modules offer, read from their text: modules, classes, methods
// with their arguments, and the Redis command that each of them sends.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { filesBelow } from "./files.mjs";

const { parser } = createRequire(
  new URL("../web/package.json", import.meta.url),
)("@lezer/python");

/** Every module below a folder, by its dotted name. */
export function pythonModules(folder) {
  const modules = new Map();
  for (const path of filesBelow(folder).filter((file) => /\.py$/.test(file))) {
    const name = path.replace(/(\/__init__)?\.py$/, "").replaceAll("/", ".");
    const isPackage = path.endsWith("__init__.py");
    const source = readFileSync(join(folder, path), "utf8");
    modules.set(name, readModule(name, isPackage, source));
  }
  return modules;
}

function readModule(name, isPackage, source) {
  const read = { name, doc: "", names: new Map(), exported: undefined };
  const at = isPackage ? name : parentOf(name);
  const top = parser.parse(source).topNode;
  read.doc = docOf(top, source);
  for (const node of children(top)) readStatement(read, node, source, at);
  return read;
}

function readStatement(read, node, source, at) {
  if (node.name === "ImportStatement")
    for (const [name, origin] of importsOf(node, source, at))
      read.names.set(name, { kind: "import", ...origin });
  else if (node.name === "ClassDefinition") {
    const found = readClass(node, source, at);
    read.names.set(found.name, found);
  } else if (node.name === "FunctionDefinition") {
    const found = readFunction(node, source, "", at);
    read.names.set(found.name, found);
  } else if (node.name === "AssignStatement") {
    const [target, , value] = children(node);
    if (target.name !== "VariableName" || !value) return;
    const name = text(target, source);
    if (name === "__all__")
      read.exported = [...text(value, source).matchAll(/["'](\w+)["']/g)].map(
        ([, each]) => each,
      );
    else if (value.name === "VariableName")
      read.names.set(name, { kind: "alias", of: text(value, source) });
    else read.names.set(name, { kind: "value", text: text(value, source) });
  }
}

/** [name, {module, name}] for each name that an import binds; a whole module has no name. */
function importsOf(node, source, at) {
  const statement = text(node, source).replace(/[()\s]+/g, " ");
  const from = /^from (\.*) ?([\w.]*) import (.*)$/.exec(
    statement.replace(/^from ([. ]*)/, (_, dots) => {
      return `from ${dots.replaceAll(" ", "")} `;
    }),
  );
  const list = (words) => words.split(",").filter((each) => each.trim());
  if (!from) {
    return list(statement.replace("import ", "")).map((each) => {
      const [module, name] = each.trim().split(" as ");
      if (name) return [name, { module }];
      const first = module.split(".")[0];
      return [first, { module: first }];
    });
  }
  const [, dots, tail, names] = from;
  let base = at;
  for (let i = 1; i < dots.length; i++) base = parentOf(base);
  const module = [dots ? base : "", tail].filter(Boolean).join(".");
  return list(names).map((each) => {
    const [name, as] = each.trim().split(" as ");
    return [as ?? name, { module, name }];
  });
}

function readClass(node, source, at) {
  const bases = node.getChild("ArgList");
  const found = {
    kind: "class",
    name: text(node.getChild("VariableName"), source),
    doc: docOf(node.getChild("Body"), source),
    bases: bases
      ? children(bases)
          .filter(({ name }) => /^(VariableName|MemberExpression)$/.test(name))
          .filter(({ prevSibling }) => prevSibling?.name !== "AssignOp")
          .filter(({ nextSibling }) => nextSibling?.name !== "AssignOp")
          .map((base) => text(base, source))
      : [],
    members: new Map(),
    values: new Map(),
    attributes: new Set(),
  };
  for (const part of children(node.getChild("Body")))
    readMember(found, part, source, at);
  return found;
}

function readMember(found, node, source, at) {
  const decorated = node.name === "DecoratedStatement";
  const decorators = decorated
    ? node
        .getChildren("Decorator")
        .map((each) => text(each, source).slice(1).trim())
    : [];
  const definition = decorated ? node.getChild("FunctionDefinition") : node;
  if (definition?.name === "FunctionDefinition") {
    if (decorators.some((each) => each.endsWith(".setter"))) return;
    const [decorator] = decorators.filter((each) =>
      /^(property|classmethod|staticmethod)$/.test(each),
    );
    const method = readFunction(definition, source, decorator ?? "method", at);
    found.members.set(method.name, method);
    const set = text(definition, source).matchAll(
      /\bself\.(\w+)(?=[^=\n(]* = )/g,
    );
    for (const [, name] of set) found.attributes.add(name);
  } else if (node.name === "AssignStatement") {
    readAssignment(found, node, source);
  }
}

/** `decr = decrby` and `reset = close = aclose` are methods by other names. */
function readAssignment(found, node, source) {
  const parts = children(node).filter(({ name }) => name !== "AssignOp");
  const value = parts.pop();
  for (const target of parts) {
    const name = text(target, source);
    const method = found.members.get(text(value, source));
    if (method) found.members.set(name, { ...method, name });
    else {
      found.values.set(name, text(value, source));
      found.attributes.add(name);
    }
  }
}

function readFunction(node, source, decorator, at) {
  const params = paramsOf(node.getChild("ParamList"), source);
  const body = node.getChild("Body");
  const bound = decorator !== "" && decorator !== "staticmethod";
  return {
    kind: "function",
    name: text(node.getChild("VariableName"), source),
    decorator,
    isAsync: node.getChild("async") !== null,
    yields: text(body, source).includes("yield "),
    params: bound ? params.slice(1) : params,
    doc: docOf(body, source),
    command: commandOf(text(body, source)),
    results: resultsOf(body, source, at),
  };
}

/** Parameters as [{name, stars, value}]; a value is the text of a default. */
function paramsOf(node, source) {
  const params = [];
  let stars = "";
  let isDefault = false;
  for (const part of children(node)) {
    const word = text(part, source);
    if (/^[()]$/.test(word) || part.name === "Comment") continue;
    if (/^\*+$/.test(word)) stars = word;
    else if (word === ",") {
      if (stars) params.push({ name: "", stars });
      [stars, isDefault] = ["", false];
    } else if (part.name === "AssignOp") isDefault = true;
    else if (isDefault) params.at(-1).value = word;
    else if (part.name === "VariableName") {
      params.push({ name: word, stars });
      stars = "";
    } else if (word === "/") params.push({ name: "/", stars: "" });
  }
  return params;
}

/** The command that a method sends, as it stands in its text. */
function commandOf(body) {
  const [, name, further] =
    /\b(?:execute_command|execute|execute_pubsub|_send)\(\s*b?"([A-Z][A-Z0-9_. -]*)"(?:,\s*b?"([A-Z-]+)")?/.exec(
      body,
    ) ?? [];
  return further && containers.test(name) ? `${name} ${further}` : (name ?? "");
}

/** Commands whose next word is part of their name. */
const containers =
  /^(ACL|CLIENT|CLUSTER|COMMAND|CONFIG|DEBUG|FUNCTION|LATENCY|MEMORY|MODULE|OBJECT|PUBSUB|SCRIPT|SLOWLOG|XGROUP|XINFO)$/;

/** The expressions that a function returns, and what its local names were set to. */
function resultsOf(body, source, at) {
  const results = { returned: [], locals: new Map(), imports: new Map() };
  const walk = (node) => {
    if (/^(FunctionDefinition|LambdaExpression)$/.test(node.name)) return;
    if (node.name === "ReturnStatement") {
      const [, value] = children(node);
      const { to } = node.lastChild; // of a tuple without parentheses
      if (value) results.returned.push(source.slice(value.from, to));
    } else if (node.name === "ImportStatement") {
      for (const [name, origin] of importsOf(node, source, at))
        results.imports.set(name, origin);
    } else if (node.name === "AssignStatement") {
      const [target, , value] = children(node);
      if (value) results.locals.set(text(target, source), text(value, source));
    }
    for (const child of children(node)) walk(child);
  };
  walk(body);
  return results;
}

/** The first sentence of a docstring. */
function docOf(body, source) {
  const first = children(body).find(({ name }) => !/^(:|Comment)$/.test(name));
  const string =
    first?.name === "ExpressionStatement" && first.getChild("String");
  if (!string) return "";
  const words = text(string, source)
    .replace(/^[a-z]*("""|"|')|("""|"|')$/g, "")
    .trim();
  return words.split(/\n\s*\n/)[0].replace(/\s+/g, " ");
}

export const parentOf = (name) => name.split(".").slice(0, -1).join(".");

const text = (node, source) => source.slice(node.from, node.to);

function children(node) {
  const list = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    list.push(child);
  return list;
}
