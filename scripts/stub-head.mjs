// What stands at the head of a stub: the imports and aliases that it uses.
import { aliases } from "./stub-types.mjs";

const head = `# Types of the client that the page has. T is what strings are in replies: bytes,
# or str where the client was made with decode_responses=True.
# mypy: disable-error-code="override, misc, no-untyped-def"
`;
const typeVariable = `T = TypeVar("T", bytes, str, default=bytes)\n`;

/** What stubs import as names of their own, where they use it. */
const imported = {
  "collections.abc":
    "AsyncIterator|Awaitable|Callable|Coroutine|Generator|Iterable|Iterator|Mapping",
  typing: "Any|Generic|Literal|Self|TypeAlias|TypeVar|Union|overload",
};

/** A stub's text behind its head; further are the modules that it refers to. */
export function headed(body, module, further) {
  const definitions = defined(body);
  const text = `${definitions}\n${body}`;
  const names = Object.entries(imported).flatMap(([from, names]) => {
    const used = names.split("|").filter((name) => uses(text, name));
    return used.length ? [`from ${from} import ${used.join(", ")}\n`] : [];
  });
  const modules = new Set(further);
  for (const name of ["asyncio", "builtins", "datetime"])
    if (new RegExp(`(?<![.\\w])${name}\\.`).test(text)) modules.add(name);
  for (const [, name] of text.matchAll(
    /\b((?:aio)?redis(?:\.[a-z]\w*)*)\.[A-Z]/g,
  ))
    if (name !== module) modules.add(name);
  const imports = [...modules].sort().map((name) => `import ${name}\n`);
  return [head, ...names, ...imports, "\n", text].join("");
}

function defined(body) {
  const used = Object.entries(aliases).filter(([name]) =>
    uses(body, `_${name}`),
  );
  return [
    uses(body, "T") ? typeVariable : "",
    ...used.map(([name, type]) => `_${name}: TypeAlias = ${type}\n`),
  ].join("");
}

const uses = (text, name) => new RegExp(`\\b${name}\\b`).test(text);
