/** The wire log of a run: every request beside its reply, and what the server pushed unasked. */

import type { TraceEvent } from "../../types.ts";
import { readNode, readNodes, RespSplitter } from "./resp-tree.ts";

/** The trace keeps this much of an event's bytes; what is as long may have been longer. */
const KEPT_BYTES = 4096;

/** A request and its reply; a time of -1 means: not yet. */
export interface WireRow {
  conn: number;
  /** When the request was written; for a push, when the server wrote it. */
  sent: number;
  /** When the server ran it. */
  executed: number;
  /** When the reply was read. */
  replied: number;
  /** null for a push message, or when the trace lost the bytes. */
  request: Uint8Array | null;
  reply: Uint8Array | null;
  /** The command line, once it ran: it is known even when the bytes were lost. */
  text: string;
  push: boolean;
  /** What the row holds is no RESP, as far as anybody knows: the other end is not Redis. */
  plain?: true;
}

/** What is open on one connection. */
interface ConnState {
  requests: RespSplitter;
  replies: RespSplitter;
  sentBytes: number;
  cameBytes: number;
  /** Sent, not yet executed: the row, and how many bytes must have come before it can be. */
  sent: { row: WireRow; after: number }[];
  /** Executed, without a reply yet: the row, its reply as the engine encoded it, and how many confirmations it gets. */
  open: { row: WireRow; encoded: Uint8Array; replies: number }[];
  /** Answered; the bytes are on their way back. */
  flying: { row: WireRow; after: number }[];
  /** What runs next is the blocked command, once more. */
  resumes: boolean;
  replyBytesSent: number;
  replyBytesCame: number;
  plain: boolean;
}

/** Every request and push of a run, in the order they were written. */
export class WireLog {
  readonly rows: WireRow[] = [];
  readonly #conns = new Map<number, ConnState>();

  add(event: TraceEvent): void {
    if (this.#conns.get(event.conn)?.plain) return this.#addPlain(event);
    switch (event.kind) {
      case "conn.dialed":
        if (event.name !== "") this.#conn(event).plain = true;
        return;
      case "executed":
        return this.#execute(event);
      case "unblocked":
        this.#conn(event).resumes = true;
        return;
      case "bytes.sent":
        return event.name === "client"
          ? this.#request(event)
          : this.#reply(event);
      case "bytes.came":
        if (event.name === "client") return this.#read(event);
        this.#conn(event).cameBytes += event.data.length;
    }
  }

  /** Each write stands for itself, beside what the other end writes next. */
  #addPlain(event: TraceEvent): void {
    const conn = this.#conn(event);
    const size = event.data.length;
    const fromClient = event.name === "client";
    if (event.kind === "bytes.sent" && fromClient) {
      conn.sentBytes += size;
      const row = { ...newRow(event, event.data), plain: true as const };
      this.rows.push(row);
      conn.sent.push({ row, after: conn.sentBytes });
    } else if (event.kind === "bytes.came" && !fromClient) {
      conn.cameBytes += size;
      while (conn.sent[0] && conn.sent[0].after <= conn.cameBytes) {
        const { row } = conn.sent.shift()!;
        row.executed = event.at;
        conn.open.push({ row, encoded: event.data, replies: 1 });
      }
    } else if (event.kind === "bytes.sent") {
      conn.replyBytesSent += size;
      this.#answerPlain(conn, event);
    } else if (event.kind === "bytes.came") this.#read(event);
  }

  #answerPlain(conn: ConnState, event: TraceEvent): void {
    let row = conn.open.shift()?.row;
    if (row === undefined) {
      row = { ...newRow(event, null), push: true, plain: true };
      this.rows.push(row);
    }
    row.reply = event.data;
    conn.flying.push({ row, after: conn.replyBytesSent });
  }

  #conn(event: TraceEvent): ConnState {
    let conn = this.#conns.get(event.conn);
    if (conn === undefined) {
      conn = {
        requests: new RespSplitter(),
        replies: new RespSplitter(),
        sentBytes: 0,
        cameBytes: 0,
        sent: [],
        open: [],
        flying: [],
        resumes: false,
        replyBytesSent: 0,
        replyBytesCame: 0,
        plain: false,
      };
      this.#conns.set(event.conn, conn);
    }
    return conn;
  }

  #request(event: TraceEvent): void {
    const conn = this.#conn(event);
    conn.sentBytes += event.data.length;
    for (const request of conn.requests.feed(
      event.data,
      event.data.length >= KEPT_BYTES,
    )) {
      const row = newRow(event, request);
      this.rows.push(row);
      conn.sent.push({ row, after: conn.sentBytes });
    }
  }

  #execute(event: TraceEvent): void {
    const conn = this.#conn(event);
    if (conn.resumes) return resume(conn, event);
    const head = conn.sent[0];
    const known = head !== undefined && head.after <= conn.cameBytes;
    const row = known ? head.row : newRow(event, null);
    if (known) conn.sent.shift();
    else this.rows.push(row);
    row.executed = event.at;
    row.text = event.text;
    conn.open.push({ row, encoded: event.data, replies: confirmations(event) });
  }

  #reply(event: TraceEvent): void {
    const conn = this.#conn(event);
    const cut = event.data.length >= KEPT_BYTES;
    conn.replyBytesSent += event.data.length;
    for (const reply of conn.replies.feed(event.data, cut))
      this.#answer(conn, event, reply);
    if (!cut) return;
    for (const { row, encoded } of conn.open.splice(0)) {
      if (row.reply === null) row.reply = encoded;
      conn.flying.push({ row, after: conn.replyBytesSent });
    }
  }

  #answer(conn: ConnState, event: TraceEvent, reply: Uint8Array): void {
    if (isPush(reply)) return this.#push(conn, event, reply);
    const head = conn.open[0] ?? refused(conn);
    if (head === undefined) return this.#push(conn, event, reply);
    head.row.reply =
      head.row.reply === null ? reply : joined(head.row.reply, reply);
    head.replies--;
    if (head.replies > 0) return;
    conn.open.shift();
    conn.flying.push({ row: head.row, after: conn.replyBytesSent });
  }

  #push(conn: ConnState, event: TraceEvent, reply: Uint8Array): void {
    const row = { ...newRow(event, null), reply, push: true };
    this.rows.push(row);
    conn.flying.push({ row, after: conn.replyBytesSent });
  }

  #read(event: TraceEvent): void {
    const conn = this.#conn(event);
    conn.replyBytesCame += event.data.length;
    while (
      conn.flying.length > 0 &&
      conn.flying[0]!.after <= conn.replyBytesCame
    ) {
      const { row } = conn.flying.shift()!;
      row.replied = event.at;
    }
  }
}

function newRow(event: TraceEvent, request: Uint8Array | null): WireRow {
  return {
    conn: event.conn,
    sent: event.at,
    executed: -1,
    replied: -1,
    request,
    reply: null,
    text: "",
    push: false,
  };
}

/** Takes the reply of a command that was blocked: it has run once more. */
function resume(conn: ConnState, event: TraceEvent): void {
  conn.resumes = false;
  const blocked = conn.open[conn.open.length - 1];
  if (blocked !== undefined) blocked.encoded = event.data;
}

/** The request that the server answers without running it: what it could not read as a command. */
function refused(conn: ConnState): ConnState["open"][number] | undefined {
  const row = conn.sent.shift()?.row;
  return row && { row, encoded: new Uint8Array(0), replies: 1 };
}

/** How many replies a command gets: a subscription is confirmed once for each channel. */
function confirmations(event: TraceEvent): number {
  if (!/^[PS]?(UN)?SUBSCRIBE$/i.test(event.name)) return 1;
  return Math.max(1, readNodes(event.data).length);
}

const PUSHED = new Set(["message", "pmessage", "smessage", "invalidate"]);

/** RESP3 marks a push by its type; RESP2 only by its first word. */
function isPush(reply: Uint8Array): boolean {
  if (reply[0] !== 0x3e && reply[0] !== 0x2a) return false;
  const node = readNode(reply);
  return node !== null && PUSHED.has(node.items[0]?.text ?? "");
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
