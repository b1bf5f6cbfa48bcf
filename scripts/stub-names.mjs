// Which modules and classes there are stubs of, and by what names.
import { parentOf } from "./describe-python.mjs";

/** The name by which programs import a module: aioredis 1.3 is in a folder of that name. */
export const asImported = (name) =>
  name.replace(/^aioredis-[\d.]+\.(?=aioredis)/, "");

export function pathOf(name, names) {
  const path = asImported(name).replaceAll(".", "/");
  const isPackage = names.some((other) => parentOf(other) === name);
  return isPackage ? `${path}/__init__.pyi` : `${path}.pyi`;
}

export const isRedis = (module) => /^redis\b/.test(module);

/** Modules that programs do not import: what they define is shown by others. */
export const isPrivate = (module) =>
  /(^|\.)_/.test(module) ||
  /^(resplay|uvloop|aioredis-2)\b/.test(module) ||
  (/^redis\.commands\.\w/.test(module) &&
    !/^redis\.commands\.(core|json|search|vectorset)\b/.test(module)) ||
  (/\.aioredis\.commands\.\w/.test(module) && !/\.transaction$/.test(module));

/** Special methods that checkers look for; other names with an underscore are our own. */
const special =
  /^__(init|call|await|aenter|aexit|enter|exit|aiter|anext|iter|next|len|bool|contains|getitem|setitem|delitem|getattr|or|and|invert)__$/;
export const isShown = (name) => !name.startsWith("_") || special.test(name);

/** Whether a class is a client or a pipeline, whose replies are of T. */
export function isClient({ id }) {
  return /^redis\.(asyncio\.)?client\.(Redis|Pipeline)$/.test(id);
}

export const lastOf = (id) => id.slice(id.lastIndexOf(".") + 1);
