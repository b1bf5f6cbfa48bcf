/** Compares the page's aioredis 1.3 with the names and signatures of the real one, and writes the table of the docs. */

/** Names by the module or class that has them, each with a signature, a base class, or what kind of thing it is. */
export type Names = Record<string, Record<string, string>>;

/** What is not here or not the same, and why. */
const reasons: Record<string, string> = {
  "aioredis.sentinel.RedisSentinel":
    "the page has a single Redis and no sentinels; making one says so",
  "aioredis.sentinel.SentinelPool":
    "the page has a single Redis and no sentinels; making one says so",
  "aioredis.commands.geo.validate_georadius_options":
    "a helper of georadius, which does its own checks",
  "aioredis.commands.geo.make_geomember":
    "a helper of georadius, which makes its own GeoMember",
  "aioredis.parser.Parser": "what PyReader is made of; PyReader is here",
  "aioredis.pubsub.ClosableQueue":
    "takes the words that a report of a standstill has for it",
  "aioredis.util.CloseEvent": "the pool closes without a task of its own",
  "aioredis.util.IS_PY38": "always true",
};

export type State = "equal" | "differs" | "absent";

export interface Row {
  name: string;
  theirs: string;
  ours: string | undefined;
  state: State;
  reason: string | undefined;
}

/** Each name of the real one beside ours. */
export function compare(theirs: Names, ours: Names): Map<string, Row[]> {
  const rows = Object.entries(theirs).map(([path, names]) => {
    const list = Object.entries(names).map(([name, shape]): Row => {
      const mine = ours[path]?.[name];
      const state =
        mine === undefined ? "absent" : mine === shape ? "equal" : "differs";
      const reason = reasons[`${path}.${name}`] ?? reasons[path];
      return { name, theirs: shape, ours: mine, state, reason };
    });
    return [path, list] as const;
  });
  return new Map(rows);
}

const title = `# aioredis 1.3 in the page

Every public name of aioredis 1.3.1 beside what \`import aioredis\` finds in the page when 1.3 is chosen. A test holds this page current;
\`npx vitest run src/parity/aioredis.test.ts -u\`, in \`web\`, writes it anew.

What cannot be seen in a signature:

- A call writes at once and returns the future of its reply, as it did; the bytes leave when the task next gives way.
- \`loop=\` is accepted everywhere 1.3 had it. Python has no use for it any more: anything but None gives 1.3's DeprecationWarning.
- \`ssl=\` is accepted; the link is simulated, and nothing on it is encrypted.
- With a \`parser=\` of its own, and to servers that the program has started itself, a connection is a plain asyncio stream: its bytes are on
  the timeline, and its calls are not.
- After an EXEC that the server refused, the connection is out of its transaction. In 1.3.1 it is not, and its next transaction fails.
- Commands of a cluster are sent, and the page's one server answers that it is in none.
`;

export function page(rows: Map<string, Row[]>): string {
  const parts = [title];
  const all = [...rows.values()].flat();
  const count = (state: State) =>
    all.filter((row) => row.state === state).length;
  parts.push(
    `Of ${all.length} names, ${count("equal")} are equal, ${count("differs")} differ and ${count("absent")} are absent.`,
  );
  for (const [path, list] of rows) {
    parts.push(
      `\n## ${path}\n`,
      "| name | aioredis 1.3.1 | here |",
      "| --- | --- | --- |",
    );
    for (const row of list)
      parts.push(`| \`${row.name}\` | ${code(row.theirs)} | ${here(row)} |`);
  }
  return parts.join("\n") + "\n";
}

function code(text: string): string {
  return "`" + text.replaceAll("|", "\\|") + "`";
}

function here({ state, ours, reason }: Row): string {
  if (state === "equal") return "equal";
  const what = state === "absent" ? "absent" : code(ours!);
  return reason ? `${what}: ${reason}` : what;
}
