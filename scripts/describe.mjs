// Writes what the editor offers for completion and help, and the type stubs of
// the Python modules, both from the text of the modules and of the API.
//
//   node scripts/describe.mjs web/python web/src/api OUT-FOLDER
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { javascriptApi } from "./describe-javascript.mjs";
import { pythonModules } from "./describe-python.mjs";
import { Modules, signature } from "./describe-types.mjs";
import { stubs } from "./stubs.mjs";
import { tarball } from "./tar.mjs";

const [python, api, out] = process.argv.slice(2);
const stubsFolder = join(out, "stubs");
const modules = new Modules(pythonModules(python));

/** The modules that programs import, by the names under which they are found. */
const roots = [...modules.all.keys()].filter(
  (name) => /^(redis|aioredis-)/.test(name) && !/(^|\.)_/.test(name),
);

function describe() {
  const classes = {};
  const described = {};
  for (const name of roots) {
    if (/(^|\.)commands(\.|$)/.test(name)) continue;
    const { doc } = modules.all.get(name);
    described[shortName(name)] = { doc, names: namesOf(name, classes) };
  }
  return { modules: described, classes };
}

/** The folder of aioredis 1.3 is "aioredis-1.3", its module "aioredis-1.3". */
const shortName = (name) => name.replace(/^(aioredis-[\d.]+)\.aioredis/, "$1");

function namesOf(module, classes) {
  const names = {};
  for (const name of modules.exported(module)) {
    const found = modules.resolve(module, name);
    if (found?.kind === "module") names[name] = { module: shortName(found.id) };
    else if (found?.kind === "class") {
      addClass(found, classes);
      names[name] = { class: found.id };
    } else if (found?.kind === "function") {
      names[name] = member(found, found.at, undefined, classes);
    }
  }
  return names;
}

/** Adds a class, its bases, and the classes that its methods make. */
function addClass(found, classes) {
  if (classes[found.id]) return;
  const added = (classes[found.id] = { doc: found.doc });
  const bases = found.bases
    .map((base) => modules.resolvePath(found.at, base))
    .filter((base) => base?.kind === "class");
  const proxied = modules.proxied(found);
  if (proxied) bases.push(proxied);
  for (const base of bases) addClass(base, classes);
  if (bases.length > 0) added.bases = bases.map(({ id }) => id);
  const sends = modules.sends(found);
  if (sends) added.sends = sends;
  const init = found.members.get("__init__");
  if (init) added.init = signature(init.params);
  const enter =
    found.members.get("__aenter__") ?? found.members.get("__enter__");
  added.members = {};
  for (const [name, method] of found.members) {
    if (name.startsWith("_") && method !== enter) continue;
    added.members[name] = member(method, found.at, found, classes);
  }
}

function member(method, at, owner, classes) {
  const { params, doc, isAsync, decorator } = method;
  const command = modules.command(method, owner);
  const returns = modules.returns(method, at, owner);
  const made = /^[\w.-]+\.[A-Z]\w*$/.test(returns) && madeBy(returns);
  if (made) addClass(made, classes);
  return {
    args: signature(params),
    ...(doc ? { doc } : {}),
    ...(isAsync && !method.yields ? { async: true } : {}),
    ...(decorator === "property" ? { property: true } : {}),
    ...(command ? { command } : {}),
    ...(returns !== "Any" ? { returns } : {}),
  };
}

function madeBy(id) {
  const dot = id.lastIndexOf(".");
  const found = modules.resolve(id.slice(0, dot), id.slice(dot + 1));
  return found?.kind === "class" ? found : undefined;
}

const written = stubs(modules, roots);

rmSync(stubsFolder, { recursive: true, force: true });
for (const [path, text] of written) {
  const file = join(stubsFolder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

// As checkers look for them beside installed packages.
const packaged = written.map(([path, text]) => [
  path.replace(/^(redis|aioredis)(?=\/)/, "$1-stubs"),
  text,
]);
// What there is no stub for is looked up in the package itself.
packaged.push(["redis-stubs/py.typed", "partial\n"]);
writeFileSync(join(stubsFolder, "redis-stubs.tar.gz"), tarball(packaged));

/** One file for each language: who writes in one does not load the other. */
const descriptions = { python: describe(), javascript: javascriptApi(api) };
for (const [language, description] of Object.entries(descriptions))
  writeFileSync(
    join(out, `methods-${language}.json`),
    JSON.stringify(description),
  );
