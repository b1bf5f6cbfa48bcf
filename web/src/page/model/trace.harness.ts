/** Builds traces for tests: events by hand, and a client and a server that write theirs. */

import type { TraceEvent, TraceKind } from "../../types.ts";

const encoder = new TextEncoder();

export function bytes(text: string): Uint8Array {
  return encoder.encode(text);
}

export function text(data: Uint8Array | null): string | null {
  return data && new TextDecoder().decode(data);
}

/** A command as clients send it. */
export function command(line: string): string {
  const words = line.split(" ");
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join("")}`;
}

type Fields = Partial<Omit<TraceEvent, "data">> & { data?: string };

/** Collects events in order; times are milliseconds. */
export class TraceBuilder {
  readonly events: TraceEvent[] = [];

  add(
    at: number,
    kind: TraceKind,
    { data = "", ...fields }: Fields = {},
  ): this {
    this.events.push({
      seq: this.events.length,
      at: at * 1e6,
      kind,
      task: "",
      client: 0,
      conn: 0,
      future: 0,
      name: "",
      text: "",
      data: bytes(data),
      ...fields,
    });
    return this;
  }

  /** Bytes that leave one side, and reach the other 5 ms later. */
  sent(
    at: number,
    conn: number,
    name: "client" | "server",
    data: string,
  ): this {
    return this.add(at, "bytes.sent", { conn, name, data });
  }

  came(
    at: number,
    conn: number,
    name: "client" | "server",
    data: string,
  ): this {
    return this.add(at, "bytes.came", { conn, name, data });
  }

  executed(at: number, conn: number, line: string, data: string): this {
    return this.add(at, "executed", {
      conn,
      name: line.split(" ")[0]!,
      text: line,
      data,
    });
  }

  /** Commands in one write, there and back in 10 ms. */
  roundTrip(
    at: number,
    conn: number,
    ...exchanges: [line: string, reply: string][]
  ): this {
    const requests = exchanges.map(([line]) => command(line)).join("");
    const replies = exchanges.map(([, reply]) => reply).join("");
    this.sent(at, conn, "client", requests).came(
      at + 5,
      conn,
      "server",
      requests,
    );
    for (const [line, reply] of exchanges)
      this.executed(at + 5, conn, line, reply);
    return this.sent(at + 5, conn, "server", replies).came(
      at + 10,
      conn,
      "client",
      replies,
    );
  }
}
