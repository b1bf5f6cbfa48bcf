/** Every kind of event in plain words: what happened, and why it matters. */

import type { TraceEvent, TraceKind } from "../../types.ts";
import type { FutureSpan } from "./futures.ts";
import { replyLine } from "./resp-words.ts";
import type { RunModel } from "./run.ts";
import { onTerminal } from "./terminal.ts";
import { formatBytes, formatTime } from "./time.ts";

export interface Explanation {
  /** A few words. */
  title: string;
  /** One or two sentences. */
  text: string;
}

type Teller = (event: TraceEvent, model: RunModel) => Explanation;

export function explain(event: TraceEvent, model: RunModel): Explanation {
  return (
    TELLERS[event.kind]?.(event, model) ?? {
      title: event.kind,
      text: event.text,
    }
  );
}

/** A task as people call it: the one without a name is the program itself. */
export function taskName(task: string): string {
  return task === "" ? "the program" : task;
}

/** Whether an event is about a thread or a worker of a pool, and not a task. */
function isLane(event: TraceEvent): boolean {
  return event.name === "lane";
}

/** Whether what a task says at its end means success. */
export function ranToItsEnd(text: string): boolean {
  return ["", "done", "returned"].includes(text);
}

/** How a list names an event of a kind. */
export function kindGroup(
  kind: TraceKind,
): "task" | "client" | "network" | "server" {
  if (kind.startsWith("task.") || kind === "printed") return "task";
  if (
    kind.startsWith("conn.") ||
    kind.startsWith("bytes.") ||
    kind === "link.changed"
  )
    return "network";
  if (
    [
      "executed",
      "blocked",
      "unblocked",
      "key.changed",
      "watch.dirtied",
      "published",
    ].includes(kind)
  )
    return "server";
  return "client";
}

/** What the others do while something waits: a task, a lane, or a task that holds up the loop. */
const MEANWHILE: Record<string, string> = {
  "": "The other tasks can run meanwhile; virtual time moves on only when all of them wait.",
  lane: "Only this lane waits: tasks and other lanes go on.",
  loop: "Nothing else runs on the event loop meanwhile: what blocks belongs on a lane, with asyncio.to_thread.",
};

const TELLERS: Record<TraceKind, Teller> = {
  "task.started": (e) => ({
    title: `${capital(taskName(e.task))} started`,
    text: `${e.text ? `${capital(e.text)}. ` : ""}${isLane(e) ? "It has a lane of its own, beside the event loop: what waits there holds up nobody else." : "It takes turns with all other tasks: one runs at a time, until it awaits something."}`,
  }),
  "task.waiting": (e) => ({
    title: `${capital(taskName(e.task))} waits`,
    text: `${e.text ? `At ${e.text}. ` : ""}${MEANWHILE[e.name] ?? MEANWHILE[""]}`,
  }),
  "task.ended": (e) => ({
    title: `${capital(taskName(e.task))} ended`,
    text: ranToItsEnd(e.text)
      ? "It ran to its last line."
      : `It ended with: ${e.text}`,
  }),
  printed: (e) => ({
    title: e.name === "stderr" ? "Printed to standard error" : "Printed",
    text: onTerminal(e.text).trimEnd() || "an empty line",
  }),
  "future.created": (e) =>
    isClosing(e)
      ? { title: "A client closes", text: CLOSING }
      : {
          title: `${e.name} became future ${e.future}`,
          text: `${capital(taskName(e.task))} asked for “${short(e.text || e.name)}” and got a future at once: a promise of a reply that is not there yet.`,
        },
  "future.sent": (e, m) => ({
    title: `${commandOf(e, m)} was written`,
    text: `Its ${formatBytes(e.data.length)} went out on connection ${e.conn}. The future joins that connection's queue: replies come back in the same order.`,
  }),
  "future.resolved": (e, m) =>
    isClosing(m.futures.byId.get(e.future))
      ? { title: "A client is closed", text: CLOSING }
      : {
          title: `Future ${e.future} is resolved`,
          text: `${commandOf(e, m)} ${e.text === "" ? "is done" : `has its reply, ${short(e.text)}`}${took(e, m)}. Whoever awaits it goes on.`,
        },
  "future.rejected": (e, m) => ({
    title: `Future ${e.future} failed`,
    text: `${commandOf(e, m)} ends in an error${took(e, m)}: ${e.text} ${REASONS[e.name] ?? ""}`.trimEnd(),
  }),
  "future.cancelled": (e, m) => ({
    title: `Future ${e.future} was cancelled`,
    text: `Nobody waits for ${commandOf(e, m)} any more. If it was sent, its reply still comes, and is dropped then.`,
  }),
  "future.dropped": (e, m) => ({
    title: `The program left ${commandOf(e, m)} behind`,
    text: `It ended while future ${e.future} ${standing(e, m)}, and will not see what becomes of it. Await it, or cancel it.`,
  }),
  "reply.dropped": (e) => ({
    title: "A reply was dropped",
    text: `The reply of cancelled future ${e.future} came. It kept its place in the queue, so the replies after it still reach the right futures.`,
  }),
  "pool.waiting": (e, m) => ({
    title: `${commandOf(e, m)} waits for a connection`,
    text: "All connections of the pool are taken. The future waits in line until one is given back.",
  }),
  "pool.acquired": (e) => ({
    title: `Connection ${e.conn} was taken from the pool`,
    text:
      e.future > 0
        ? `Future ${e.future} has it until its reply has come.`
        : "It is in use until it is given back.",
  }),
  "pool.released": (e) => ({
    title: `Connection ${e.conn} went back to the pool`,
    text: "The next one who needs a connection gets it, without connecting again.",
  }),
  pushed: (e) => ({
    title: `A message was pushed on connection ${e.conn}`,
    text: `Nobody asked for it: the server sends it when it happens. ${short(e.text)}`,
  }),
  "watch.failed": (e) => ({
    title: "The transaction was refused",
    text: `A key that connection ${e.conn} watched had changed, so EXEC answered null and ran nothing. Read again, and retry.`,
  }),
  "conn.dialed": (e) => ({
    title: `Connection ${e.conn} is being opened`,
    text: `To ${e.text || "the server"}${answering(e.name)}. Connecting costs one round trip before the first byte can be sent.`,
  }),
  "conn.opened": (e, m) => ({
    title: `Connection ${e.conn} is open`,
    text: `It took ${formatTime(e.at - (m.links.byId.get(e.conn)?.dialed ?? e.at))}. A pool keeps it, so that this is paid once.`,
  }),
  "conn.closed": (e) => ({
    title: `Connection ${e.conn} closed`,
    text: e.text ? `Because: ${e.text}.` : "",
  }),
  "bytes.sent": (e, m) => ({
    title: `${formatBytes(e.data.length)} left the ${e.name}`,
    text:
      m.links.byId.get(e.conn)?.to === undefined
        ? `On connection ${e.conn}, in one write. Several commands may travel in it together.`
        : `On connection ${e.conn}, in one write.`,
  }),
  "bytes.came": (e) => ({
    title: `${formatBytes(e.data.length)} reached the ${e.name}`,
    text: `On connection ${e.conn}, after half a round trip on the link.`,
  }),
  "link.changed": (e) => ({ title: "The link was changed", text: e.text }),
  executed: (e) => ({
    title: `Redis ran ${e.name || "a command"}`,
    text:
      e.data.length > 0
        ? `“${short(e.text)}” gave ${short(replyLine(e.data))}.`
        : `“${short(e.text)}” has no reply yet.`,
  }),
  blocked: (e) => ({
    title: `Connection ${e.conn} is blocked`,
    text: `Its command waits for ${e.text || "a key"}. Only this connection waits: Redis serves all others meanwhile.`,
  }),
  unblocked: (e) => ({
    title: `Connection ${e.conn} goes on`,
    text: "What it waited for has come, or its time was up.",
  }),
  "key.changed": (e) => ({
    title: `${e.text}: ${e.name}`,
    text:
      e.conn > 0
        ? `Connection ${e.conn} changed the key.`
        : "The server did this by itself.",
  }),
  "watch.dirtied": (e) => ({
    title: `${e.text} changed under connection ${e.conn}`,
    text: "That connection watches this key: its next EXEC will answer null.",
  }),
  published: (e) => ({
    title: `Published on ${e.name}`,
    text: `“${short(e.text)}” goes to everybody who is subscribed right now.`,
  }),
};

const CLOSING =
  "It gives up its connections. What the program does not close, the end of its run does.";

/** Whether a future is that of a client which closes: no command, and no task's. */
function isClosing(span: { name: string; task: string } | undefined): boolean {
  return span?.name === "CLOSE" && span.task === "";
}

const REASONS: Record<string, string> = {
  server: "The server said so; the connection is fine.",
  closed: "The connection was lost.",
  timeout: "It took longer than it may.",
  pool: "The pool had no connection left to give.",
  watch: "A watched key had changed: try again.",
  protocol: "What came was not RESP, so the connection was closed.",
  usage: "The call itself was wrong: nothing was sent.",
};

function commandOf(event: TraceEvent, model: RunModel): string {
  const span = model.futures.byId.get(event.future);
  return span?.text || span?.name
    ? short(span.text || span.name)
    : `future ${event.future}`;
}

/** Where a future stood at an event. */
function standing(event: TraceEvent, model: RunModel): string {
  const span = model.futures.byId.get(event.future);
  if (span && span.endSeq >= 0 && span.endSeq < event.seq)
    return "had its outcome, and nobody had looked";
  if (span && span.sent >= 0)
    return `was waiting for its reply on connection ${span.conn}`;
  return span && span.pooled >= 0 && span.acquired < 0
    ? "was in line for a free connection"
    : "was waiting for a connection";
}

function took(event: TraceEvent, model: RunModel): string {
  const span: FutureSpan | undefined = model.futures.byId.get(event.future);
  return span && event.at > span.created
    ? `, ${formatTime(event.at - span.created)} after it was asked for`
    : "";
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 90 ? `${line.slice(0, 88)}…` : line;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Who answers a connection, where it is not Redis. */
function answering(name: string): string {
  if (name === "") return "";
  return name === "echo"
    ? ", the echo service"
    : ", a server of the program's own";
}
