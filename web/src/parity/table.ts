/** Compares the Python modules' public names and signatures with redis-py's, and writes the table of the docs. */

/** What surface.py prints. */
export interface Surface {
  version: string;
  modules: Record<string, string[]>;
  classes: Record<string, Record<string, string>>;
}

/** What changed since the version that was looked at: names that came, signatures as they are now. */
export interface Later {
  modules: {
    added: Record<string, string[]>;
    removed: Record<string, string[]>;
  };
  classes: {
    changed: Record<string, Record<string, string>>;
    removed: Record<string, string[]>;
  };
}

/** One name of redis-py beside ours; undefined where there is none. */
export interface Row {
  name: string;
  theirs?: string;
  ours?: string;
  state: "equal" | "differs" | "absent" | "extra" | "removed";
}

/** The reference: what was looked at, with what came later. */
export function merged(first: Surface, later: Later): Surface {
  const modules = { ...first.modules };
  for (const [module, names] of Object.entries(later.modules.added)) {
    const gone = later.modules.removed[module] ?? [];
    const kept = (modules[module] ?? []).filter((name) => !gone.includes(name));
    modules[module] = [...new Set([...kept, ...names])].sort();
  }
  const classes = { ...first.classes };
  for (const [path, changed] of Object.entries(later.classes.changed))
    classes[path] = { ...classes[path], ...changed };
  for (const [path, gone] of Object.entries(later.classes.removed))
    classes[path] = Object.fromEntries(
      Object.entries(classes[path]).filter(([name]) => !gone.includes(name)),
    );
  return { ...first, modules, classes };
}

/** The rows of a class or a module, by name. */
export function rows(
  theirs: Record<string, string>,
  ours: Record<string, string>,
): Row[] {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return names.sort().map((name) => {
    const row = { name, theirs: theirs[name], ours: ours[name] };
    return { ...row, state: compared(row.theirs, row.ours) };
  });
}

function compared(theirs?: string, ours?: string): Row["state"] {
  if (ours === undefined) return "absent";
  if (theirs === undefined) return "extra";
  return theirs === ours ? "equal" : "differs";
}

/** Leaves out of a class what it inherits unchanged, as a pipeline does the commands. */
export function beyond(
  own: Record<string, string>,
  base: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(own).filter(
      ([name, text]) => name === "__init__" || base[name] !== text,
    ),
  );
}

/** How many of redis-py's names we have with the same signature. */
export function share(all: Row[]): { equal: number; of: number } {
  const counted = all.filter(({ state }) => state !== "extra");
  const equal = counted.filter(({ state }) => state === "equal");
  return { equal: equal.length, of: counted.length };
}

/** One class or module of the document: a sentence, then what is equal, then each difference. */
export function section(
  title: string,
  all: Row[],
  reasons: Record<string, string>,
): string {
  const { equal, of } = share(all);
  const same = all.filter(({ state }) => state === "equal");
  const others = all.filter(({ state }) => state !== "equal");
  const parts = [`### \`${title}\``, `${equal} of ${of} equal.`];
  if (same.length > 0)
    parts.push(
      [
        "| name | signature |",
        "| --- | --- |",
        ...same.map(
          ({ name, ours }) => `| \`${shown(name)}\` | ${cell(ours)} |`,
        ),
      ].join("\n"),
    );
  if (others.length > 0)
    parts.push(
      [
        "| name | state | redis-py | here | why |",
        "| --- | --- | --- | --- | --- |",
        ...others.map((row) => difference(title, row, reasons)),
      ].join("\n"),
    );
  return parts.join("\n\n");
}

function difference(
  title: string,
  { name, state, theirs, ours }: Row,
  reasons: Record<string, string>,
): string {
  const why = reasons[`${title}.${name}`] ?? reasons[name] ?? "";
  return `| \`${shown(name)}\` | ${state} | ${cell(theirs)} | ${cell(ours)} | ${why} |`;
}

function shown(name: string): string {
  return name === "__init__" ? "constructor" : name;
}

function cell(text = ""): string {
  return text.startsWith("(")
    ? `\`${text.replaceAll("|", "\\|")}\``
    : text.replaceAll("|", "\\|");
}
