/** Ways to look at a trace, as lines that say when something happened, on which connection, and what. */

import type { TraceEvent, TraceKind } from "../types.ts";

/** An event without what differs from one visit of a page to the next, its bytes as text. */
export interface Seen {
  /** Virtual milliseconds since the run began. */
  at: number;
  kind: TraceKind;
  task: string;
  conn: number;
  future: number;
  name: string;
  text: string;
  /** As Python would write them, but for the quotes. */
  data: string;
}

type View = (trace: Seen[]) => string[];

/** A view of the events of some kinds, in the order in which they happened. */
function lines(
  kinds: TraceKind[],
  line: (event: Seen) => string | undefined,
): View {
  return (trace) =>
    trace
      .filter(({ kind }) => kinds.includes(kind))
      .map((event) => ({ at: event.at, text: line(event) }))
      .filter(({ text }) => text !== undefined)
      .map(({ at, text }) => `${at} ${text}`);
}

/** What comes after the dot in a kind. */
const verb = ({ kind }: Seen) => kind.slice(kind.indexOf(".") + 1);

/** Every view gives lines that begin with the virtual milliseconds. */
export const views = {
  /** "5 #1 opened", "0 #1 dialed localhost:6379", "20 #1 closed why" */
  connections: lines(["conn.dialed", "conn.opened", "conn.closed"], (event) =>
    `#${event.conn} ${verb(event)} ${event.text}`.trim(),
  ),
  /** What the server ran: "15 #1 GET k" */
  commands: lines(["executed"], ({ conn, text }) => `#${conn} ${text}`),
  /** What left the program's side of the link: "10 #1 *2\r\n$3\r\nGET..." */
  sent: lines(["bytes.sent"], ({ name, conn, data }) =>
    name === "client" ? `#${conn} ${data}` : undefined,
  ),
  /** What came to the program's side of the link: "20 #1 $1\r\nv\r\n" */
  came: lines(["bytes.came"], ({ name, conn, data }) =>
    name === "client" ? `#${conn} ${data}` : undefined,
  ),
  /** "0 Task-1 started main, line 9: ...", "0 Task-1 waiting line 8: ...", "20 Task-1 ended returned" */
  tasks: lines(["task.started", "task.waiting", "task.ended"], (event) =>
    `${event.task} ${verb(event)} ${event.text}`.trim(),
  ),
  /** "0 created GET k", "10 sent", "20 resolved "v"", each with its future: "0 1 created GET k" */
  futures: lines(
    [
      "future.created",
      "future.sent",
      "future.resolved",
      "future.rejected",
      "future.cancelled",
      "future.dropped",
      "reply.dropped",
    ],
    (event) => `${event.future} ${verb(event)} ${event.text}`.trim(),
  ),
  /** "0 waiting", "20 acquired #1", "40 released #1" */
  pool: lines(["pool.waiting", "pool.acquired", "pool.released"], (event) =>
    event.conn ? `${verb(event)} #${event.conn}` : verb(event),
  ),
  /** "15 blocked #1 jobs", "30 unblocked #1" */
  blocked: lines(["blocked", "unblocked"], ({ kind, conn, text }) =>
    `${kind} #${conn} ${text}`.trim(),
  ),
  /** What became of keys: "15 set k" */
  keys: lines(["key.changed"], ({ name, text }) => `${name} ${text}`),
  /** What was printed: "20 hello" */
  printed: lines(["printed"], ({ text }) => text.trimEnd()),
} satisfies Record<string, View>;

/** What some views of a trace show, and how many events of a kind it has. */
export type Views = Partial<Record<keyof typeof views, string[]>> & {
  counts?: Partial<Record<TraceKind, number>>;
};

/** The same views of a trace as those that are expected. */
export function viewsOf(trace: Seen[], expected: Views): Views {
  const { counts, ...named } = expected;
  const found: Views = {};
  for (const name of Object.keys(named) as (keyof typeof views)[])
    found[name] = views[name](trace);
  if (counts) found.counts = countsOf(trace, counts);
  return found;
}

function countsOf(trace: Seen[], expected: object): Views["counts"] {
  const count = (wanted: string) =>
    trace.filter(({ kind }) => kind === wanted).length;
  return Object.fromEntries(
    Object.keys(expected).map((kind) => [kind, count(kind)]),
  );
}

/** A trace as it is compared. */
export function seen(trace: TraceEvent[]): Seen[] {
  return trace.map(({ at, kind, task, conn, future, name, text, data }) => ({
    at: at / 1e6,
    kind,
    task,
    conn,
    future,
    name,
    text: withoutDate(text),
    data: withoutDate(escaped(data)),
  }));
}

/** A world in a page begins at today's date, so Unix times differ, in seconds, ms or us. */
function withoutDate(text: string): string {
  return text.replace(/\b1[78]\d{8}(\d{3}|\d{6})?\b/g, "(Unix time)");
}

const named: Record<number, string> = { 9: "\\t", 10: "\\n", 13: "\\r" };

function escaped(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => {
    if (byte >= 32 && byte < 127) return String.fromCharCode(byte);
    return named[byte] ?? `\\x${byte.toString(16).padStart(2, "0")}`;
  }).join("");
}
