/** Compares public names and signatures with redis-py's, and writes the document that shows them. */

import { reasons } from "./redis-py-reasons.ts";

/** What redis-py-surface.py prints. */
export interface Surface {
  version: string;
  modules: Record<string, string[]>;
  classes: Record<string, Signatures>;
}

/** By name: "(parameters)", or "property". */
type Signatures = Record<string, string>;

/** What redis-py has had since the version that was introspected. */
export interface Later {
  modules: { added: Names; removed: Names };
  classes: { changed: Record<string, Signatures>; removed: Names };
}

type Names = Record<string, string[]>;

/** One name of redis-py, with both signatures; ours is undefined where it is absent. */
export interface Row {
  name: string;
  theirs: string;
  ours: string | undefined;
}

/** What redis-py has: the version that was introspected, and what came and went later. */
export function merged(first: Surface, later: Later): Surface {
  const modules = joined(
    first.modules,
    later.modules.added,
    (kept = [], added = []) => [...new Set([...kept, ...added])].sort(),
    later.modules.removed,
    (names, gone) => names.filter((name) => !gone.includes(name)),
  );
  const classes = joined(
    ownOnly(first.classes),
    later.classes.changed,
    (kept = {}, changed = {}) => ({ ...kept, ...changed }),
    later.classes.removed,
    (all, gone) => without(all, (name) => gone.includes(name)),
  );
  return { ...first, modules, classes };
}

/** Each entry of both records put together, less the names that are gone. */
function joined<T>(
  first: Record<string, T>,
  later: Record<string, T>,
  together: (first?: T, later?: T) => T,
  removed: Names,
  less: (all: T, gone: string[]) => T,
): Record<string, T> {
  const paths = new Set([...Object.keys(first), ...Object.keys(later)]);
  return Object.fromEntries(
    [...paths].map((path) => [
      path,
      less(together(first[path], later[path]), removed[path] ?? []),
    ]),
  );
}

/** The classes, pipelines without the commands that they have from their client. */
function ownOnly(classes: Surface["classes"]): Surface["classes"] {
  return Object.fromEntries(
    Object.entries(classes).map(([path, own]) => {
      const client = classes[path.replace("Pipeline", "Redis")];
      if (!path.endsWith(".Pipeline") || !client) return [path, own];
      const inherited = (name: string) =>
        name !== "__init__" && own[name] === client[name];
      return [path, without(own, inherited)];
    }),
  );
}

function without(
  from: Signatures,
  isGone: (name: string) => boolean,
): Signatures {
  return Object.fromEntries(
    Object.entries(from).filter(([name]) => !isGone(name)),
  );
}

/** Every name of a class of redis-py beside ours. */
export function rows(theirs: Signatures = {}, ours: Signatures = {}): Row[] {
  return Object.entries(theirs)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, signature]) => ({
      name,
      theirs: signature,
      ours: ours[name],
    }));
}

/** The rows whose signatures are the same. */
export function equal(all: Row[]): Row[] {
  return all.filter(({ theirs, ours }) => theirs === ours);
}

/** The whole document. */
export function document(theirs: Surface, ours: Surface): string {
  const classes = Object.keys(theirs.classes).sort();
  const compared = classes.map(
    (path) => [path, rows(theirs.classes[path], ours.classes[path])] as const,
  );
  const modules = Object.keys(theirs.modules).sort();
  return [
    introduction,
    table(
      ["class", "equal", "differing", "absent"],
      compared.map(([path, all]) => summary(path, all)),
    ),
    "## Names of modules",
    ...modules.map((name) =>
      module(name, theirs.modules[name] ?? [], ours.modules[name] ?? []),
    ),
    "## Classes",
    ...compared.map(([path, all]) => section(path, all)),
    "",
  ].join("\n\n");
}

const introduction = `# redis-py beside the page's modules

\`redis\` and \`redis.asyncio\` in the page are modules of this project. Below is every public name of redis-py 5 to 8,
with its signature there and here; a name is *equal* where the parameters have the same names, order, kinds and defaults.
Commands that the page's server does not know are sent all the same, and its error comes back.

The names of redis-py 4.3.4 were read out of the package by \`web/src/parity/redis-py-surface.py\` (run by a Python that has it, it
prints \`redis-py-4.3.4.json\`); what came and went up to redis-py 8 stands in \`redis-py-8.json\`. This file is written by

    cd web && npx vitest run src/parity -u

which also runs without \`-u\` among the tests, and fails when the file is out of date or when fewer than 95 % of the
client's methods are equal.`;

function summary(path: string, all: Row[]): string[] {
  const absent = all.filter(({ ours }) => ours === undefined).length;
  const same = equal(all).length;
  return [
    `[\`${path}\`](#${anchor(path)})`,
    `${same} of ${all.length}`,
    String(all.length - same - absent),
    String(absent),
  ];
}

/** As GitHub makes anchors of headings. */
function anchor(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9_ -]/g, "");
}

function module(name: string, theirs: string[], ours: string[]): string {
  const present = theirs.filter((one) => ours.includes(one));
  const absent = theirs.filter((one) => !ours.includes(one));
  const parts = [
    `### \`${name}\``,
    `Present: ${present.map(code).join(", ")}.`,
  ];
  if (absent.length > 0)
    parts.push(
      table(
        ["absent", "why"],
        absent.map((one) => [code(one), reason(name, one)]),
      ),
    );
  return parts.join("\n\n");
}

function section(path: string, all: Row[]): string {
  const same = equal(all);
  const others = all.filter((row) => !same.includes(row));
  const parts = [`### \`${path}\``];
  if (others.length > 0)
    parts.push(
      table(
        ["name", "", "redis-py", "here", "why"],
        others.map(({ name, theirs, ours }) => [
          shown(name),
          ours === undefined ? "absent" : "differing",
          code(theirs),
          ours === undefined ? "" : code(ours),
          reason(path, name),
        ]),
      ),
    );
  if (same.length > 0)
    parts.push(
      table(
        ["equal", "signature"],
        same.map(({ name, theirs }) => [shown(name), code(theirs)]),
      ),
    );
  return parts.join("\n\n");
}

/** Why a name is not as in redis-py; what is said of the name alone holds in every class. */
export function reason(path: string, name: string): string {
  return (
    reasons[`${path}.${name}`] ??
    reasons[name] ??
    reasons[path.split(".").at(-1) ?? ""] ??
    ""
  );
}

function shown(name: string): string {
  return name === "__init__" ? "constructor" : code(name);
}

function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

function table(head: string[], body: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join(
    "\n",
  );
}
