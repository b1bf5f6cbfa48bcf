// What the JavaScript API offers, read from its TypeScript: the methods of its
// classes, and those that commands have.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { filesBelow } from "./files.mjs";

const { parser } = createRequire(
  new URL("../web/package.json", import.meta.url),
)("@lezer/javascript");
const typescript = parser.configure({ dialect: "ts" });

/** {classes: {name: {base, sends, members}}, commands: members}; a member is {args, returns, doc}. */
export function javascriptApi(folder) {
  const classes = {};
  const commands = {};
  for (const path of filesBelow(folder)) {
    if (!path.endsWith(".ts") || path.endsWith(".test.ts")) continue;
    const source = readFileSync(join(folder, path), "utf8");
    const top = typescript.parse(source).topNode;
    for (const node of children(top)) {
      const found =
        node.name === "ExportDeclaration" ? children(node)[1] : node;
      if (found?.name === "ClassDeclaration") readClass(classes, found, source);
      if (found?.name === "InterfaceDeclaration")
        readInterface(classes, commands, found, source, path);
    }
  }
  nameFamilies(classes, commands);
  return { classes, commands };
}

/** Says of the families of modules what their commands' names begin with: JSON.GET is get of json(). */
function nameFamilies(classes, commands) {
  for (const { returns, doc } of Object.values(commands)) {
    const family = classes[/^\w+/.exec(returns)?.[0]];
    if (family) family.sends = /\w+\.(?=\*)/.exec(doc)?.[0] ?? "";
  }
}

/** Commands are methods of all that sends; those of a module are a class by themselves. */
function readInterface(classes, commands, node, source, path) {
  const name = text(node.getChild("TypeDefinition"), source);
  if (/^commands\b/.test(path) || path === "modules.ts")
    Object.assign(commands, methodsOf(node, source));
  else if (/^modules\b/.test(path) && /Commands$/.test(name))
    classes[name] = { members: methodsOf(node, source) };
}

function readClass(classes, node, source) {
  const [name, base] = children(node)
    .filter((part) => /^Variable(Definition|Name)$/.test(part.name))
    .map((part) => text(part, source));
  const members = {};
  for (const part of children(node.getChild("ClassBody"))) {
    if (part.name !== "MethodDeclaration" || isHidden(part, source)) continue;
    const method = part.getChild("PropertyDefinition");
    if (!method) continue;
    const member = memberOf(part, method, source);
    if (part.getChild("get")) member.kind = "property";
    // Behind overloads comes what they are made of, which is not to be shown.
    const name = text(method, source);
    if (members[name] && part.getChild("Block")) continue;
    members[name] = ofOverloads(members[name], member);
  }
  classes[name] = { ...(base ? { base } : {}), members };
}

function isHidden(node, source) {
  const { prevSibling: before } = node;
  const isInternal =
    before?.name === "BlockComment" && /@internal/.test(text(before, source));
  return (
    isInternal ||
    node.getChild("Privacy") !== null ||
    /^(static|protected|private|constructor)\b/.test(text(node, source)) ||
    node.getChild("PrivatePropertyDefinition") !== null
  );
}

/** The methods of an interface; optional fields and the like are none. */
function methodsOf(node, source) {
  const methods = {};
  const type = node.getChild("ObjectType");
  for (const part of type ? children(type) : []) {
    const method =
      part.name === "MethodType" && part.getChild("PropertyDefinition");
    if (!method) continue;
    const name = text(method, source);
    methods[name] = ofOverloads(methods[name], memberOf(part, method, source));
  }
  return methods;
}

/** Of overloads, the last is the most general, and the first has the comment. */
const ofOverloads = (before, member) => ({
  ...member,
  doc: member.doc || (before?.doc ?? ""),
});

function memberOf(node, method, source) {
  const args = node.getChild("ParamList");
  const types = node.getChildren("TypeAnnotation");
  return {
    args: args ? text(args, source).slice(1, -1).trim().replace(/,$/, "") : "",
    returns: types.length > 0 ? result(text(types.at(-1), source)) : "",
    doc: docBefore(node, source),
  };
}

/** A type as a reader wants it: what a call resolves to, with text for B. */
function result(type) {
  return type
    .replace(/^:\s*/, "")
    .replace(/^Out<B, K, ([^]*)>$/, "$1")
    .replace(/^(\w+)<B, K>$/, "$1")
    .replace(/\bB\b/g, "string")
    .replace(/<string>/g, "");
}

function docBefore({ prevSibling: before }, source) {
  if (before?.name !== "BlockComment") return "";
  const words = source
    .slice(before.from, before.to)
    .replace(/^\/\*+|\*+\/$/g, "")
    .replace(/^\s*\* ?/gm, "");
  return words.trim().replace(/\s+/g, " ");
}

const text = (node, source) =>
  source.slice(node.from, node.to).replace(/\s+/g, " ");

function children(node) {
  const list = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    list.push(child);
  return list;
}
