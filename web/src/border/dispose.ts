/** Symbol.dispose and Symbol.asyncDispose, for browsers that do not have them yet. */

for (const name of ["dispose", "asyncDispose"] as const) {
  if (Symbol[name]) continue;
  Object.defineProperty(Symbol, name, { value: Symbol(`Symbol.${name}`) });
}

export {};
