/** The connections of a run and the bytes that fly over them, paired from sent to came. */

import type { TraceEvent } from "../../types.ts";

export type Side = "client" | "server";

/** Bytes on their way; came is -1 while they fly. */
export interface Flight {
  /** Who wrote them. */
  by: Side;
  sent: number;
  came: number;
  size: number;
  /** Sequence number of the event that sent them. */
  seq: number;
}

/** A stretch of time in which the server holds a blocking command back. */
export interface Block {
  from: number;
  to: number;
  keys: string;
}

export interface ConnSpan {
  id: number;
  client: number;
  /** Who answers, if not Redis: "echo", or the address of the program's own server. */
  to?: string;
  dialed: number;
  /** -1: not open yet. */
  opened: number;
  /** -1: still open. */
  closed: number;
  why: string;
  /** Each in order of sending, which is the order of arrival too. */
  flights: Record<Side, Flight[]>;
  blocks: Block[];
}

/** How much of one side's bytes has arrived: whole flights, and bytes of the next one. */
interface Landed {
  flights: number;
  bytes: number;
}

/** The connections of a run, by number. */
export class LinkTable {
  readonly byId = new Map<number, ConnSpan>();
  readonly #landed = new Map<ConnSpan, Record<Side, Landed>>();

  add(event: TraceEvent): void {
    if (event.conn === 0) return;
    const conn = this.#conn(event);
    switch (event.kind) {
      case "conn.dialed":
        if (event.name !== "")
          conn.to = event.name === "echo" ? "echo" : event.text;
        break;
      case "conn.opened":
        conn.opened = event.at;
        break;
      case "conn.closed":
        conn.closed = event.at;
        conn.why = event.text;
        break;
      case "bytes.sent":
        conn.flights[side(event.name)].push(flight(event));
        break;
      case "bytes.came":
        this.#land(conn, event);
        break;
      case "blocked":
        conn.blocks.push({ from: event.at, to: -1, keys: event.text });
        break;
      case "unblocked":
        unblock(conn, event.at);
    }
  }

  /** Ends the flights that the bytes just read belong to. */
  #land(conn: ConnSpan, event: TraceEvent): void {
    const by: Side = event.name === "server" ? "client" : "server"; // name says who reads
    const landed = this.#landed.get(conn)![by];
    landed.bytes += event.data.length;
    for (;;) {
      const next = conn.flights[by][landed.flights];
      if (next === undefined || next.size > landed.bytes) return;
      next.came = event.at;
      landed.flights++;
      landed.bytes -= next.size;
    }
  }

  #conn(event: TraceEvent): ConnSpan {
    let conn = this.byId.get(event.conn);
    if (conn === undefined) {
      conn = {
        id: event.conn,
        client: event.client,
        dialed: event.at,
        opened: -1,
        closed: -1,
        why: "",
        flights: { client: [], server: [] },
        blocks: [],
      };
      this.byId.set(event.conn, conn);
      this.#landed.set(conn, {
        client: { flights: 0, bytes: 0 },
        server: { flights: 0, bytes: 0 },
      });
    }
    return conn;
  }
}

function side(name: string): Side {
  return name === "server" ? "server" : "client";
}

function flight(event: TraceEvent): Flight {
  return {
    by: side(event.name),
    sent: event.at,
    came: -1,
    size: event.data.length,
    seq: event.seq,
  };
}

function unblock(conn: ConnSpan, at: number): void {
  const last = conn.blocks[conn.blocks.length - 1];
  if (last !== undefined && last.to < 0) last.to = at;
}
