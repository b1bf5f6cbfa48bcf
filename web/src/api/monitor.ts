/** MONITOR: every command that the server executes, as an async iterator. */

import type { Reply } from "../border/resp.ts";
import type { Client } from "./client.ts";
import type { Connection } from "./connection.ts";
import { Feed } from "./feed.ts";
import { textOf } from "./shapes.ts";

/** A command that was executed. */
export interface Monitored {
  /** Unix time in milliseconds. */
  at: number;
  db: number;
  /** Whose it was: an address, or "lua". */
  client: string;
  /** Its words; bytes that are no text are escaped, as in "\\xff". */
  command: string[];
}

/** Commands as they are executed, see Feed. */
export class Monitor extends Feed<Monitored> {
  /** @internal Use Client.monitor. */
  constructor(connection: Connection<unknown>) {
    super({
      connection,
      what: "monitor",
      read: toMonitored,
      release: () => void connection.close().catch(() => {}),
    });
  }
}

/** Monitors with a connection of its own. */
export async function monitor<B>(client: Client<B>): Promise<Monitor> {
  const connection = await client.borrow(client.task);
  const monitor = new Monitor(connection);
  try {
    await connection.execute("MONITOR");
  } catch (error) {
    await monitor.close();
    throw error;
  }
  return monitor;
}

const LINE = /^(\d+\.\d+) \[(\d+) ([^\]]*)\] (.*)$/s;
const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t" };

/** A line such as `1735689600.010000 [0 127.0.0.1:1] "GET" "key"`. */
function toMonitored(push: Reply): Monitored | undefined {
  const [, at, db, client, words] = LINE.exec(textOf(push)) ?? [];
  if (words === undefined) return undefined;
  const command = (words.match(/"(?:[^"\\]|\\.)*"/gs) ?? []).map((word) =>
    word.slice(1, -1).replace(/\\(["\\nrt])/g, (_, c) => escapes[c] ?? c),
  );
  const millis = Math.round(Number(at) * 1e6) / 1e3;
  return { at: millis, db: Number(db), client: client!, command };
}
