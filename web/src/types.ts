/** What the page, the world and the runner say to each other, in TypeScript's terms. */

export type Language = "python" | "javascript" | "redis-cli";

/** How a program is run. What is left out keeps the page's own setting. */
export interface RunOptions {
  /** Round trip of the simulated link, such as "10ms" or "1.5s". */
  latency?: string;
  /** Largest random delay added to a trip, such as "2ms". */
  jitter?: string;
  /** Bytes a second each way; 0 is no limit. */
  bandwidth?: number;
  /** What every random choice of the world follows from. */
  seed?: number;
  /** What `import aioredis` finds. */
  aioredis?: "1.3" | "2.0" | "none";
  /** Names of the machine that Redis runs on, besides localhost: raw streams find no other. */
  hosts?: string[];
  /** Virtual time after which an unfinished program is held, such as "10m". */
  horizon?: string;
}

/** A wheel, whose modules programs may import. */
export interface Wheel {
  /** The project's name, such as "redis". */
  name: string;
  version: string;
  /** What a program imports, in order of the alphabet. */
  modules: string[];
  /** The name of its file. */
  file: string;
}

/** What a run cost, as sim/summary.go counts it. */
export interface Summary {
  /** Virtual nanoseconds until the last thing that happened. */
  elapsed: number;
  /** That were opened. */
  connections: number;
  /** That the server executed, those of the handshakes included. */
  commands: number;
  /** The most commands that one delivery to the server held. */
  largestPipeline: number;
  /** The longest chain of writes that each had to wait for a reply to the one before. */
  roundTrips: number;
  /** On the wire, both ways. */
  bytes: number;
  /** Commands that the server answered with an error. */
  errors: number;
}

/** What a run came to. */
export interface RunResult {
  /** What was printed, standard error included, in order. */
  output: string;
  /** The error as the page shows it, or null. */
  error: string | null;
  /** Whether it was stopped before its end; error then says so in the language's words. */
  stopped: boolean;
  /** Virtual time from the first line to the last, in milliseconds. */
  elapsed: number;
  /** What it cost. */
  summary: Summary;
  trace: TraceEvent[];
}

/** One thing that happened; sim/trace.go says which fields count for which kind. */
export interface TraceEvent {
  seq: number;
  /** Virtual nanoseconds since the run began. */
  at: number;
  kind: TraceKind;
  task: string;
  client: number;
  conn: number;
  future: number;
  name: string;
  text: string;
  data: Uint8Array;
}

export type TraceKind =
  | "task.started"
  | "task.waiting"
  | "task.ended"
  | "printed"
  | "future.created"
  | "future.sent"
  | "future.resolved"
  | "future.rejected"
  | "future.cancelled"
  | "future.dropped"
  | "reply.dropped"
  | "pool.waiting"
  | "pool.acquired"
  | "pool.released"
  | "pushed"
  | "watch.failed"
  | "conn.dialed"
  | "conn.opened"
  | "conn.closed"
  | "bytes.sent"
  | "bytes.came"
  | "link.changed"
  | "executed"
  | "blocked"
  | "unblocked"
  | "key.changed"
  | "watch.dirtied"
  | "published";

/** A value as the engine describes it, cut to a preview. */
export interface KeyState {
  db: number;
  /** Its name; where that is not UTF-8 text, as redis-cli would escape it. */
  key: string;
  /** The name's bytes, where key is their escaped form. */
  keyBytes?: Uint8Array;
  type: string;
  encoding: string;
  /** Unix milliseconds of virtual time, or null for no expiry. */
  expireAt: number | null;
  /** When those fields of a hash expire that do, in Unix milliseconds of virtual time. */
  fieldsExpireAt?: Record<string, number>;
  /** Elements, or bytes of a string. */
  size: number;
  /**
   * A hash's fields are an object, a sorted set is pairs of member and score,
   * a stream pairs of ID and words. Strings that are not UTF-8 text are bytes.
   */
  value: unknown;
}

/** One requirement of an exercise, as the grader judged it. */
export interface Verdict {
  ok: boolean;
  /** What was asked for. */
  title: string;
  /** What to look at, when it is not met. */
  hint: string;
  /** What there was instead, such as "102 round trips". */
  got: string;
}

/**
 * Hands a batch of messages to the world and resolves to the world's next
 * batch. Each batch ends in WAIT or END; the clock stands still between a
 * resolution and the next call.
 */
export interface Turn {
  (batch: Uint8Array): Promise<Uint8Array>;
  /**
   * Hands over the first messages of the coming batch ahead of it, where that
   * can be done: what a program printed before an endless loop is then shown.
   */
  early?(messages: Uint8Array): void;
}

/** What runs programs of one language. */
export interface Runtime {
  /** Loads what the language needs; run calls it too. */
  load(): Promise<void>;
  /** Runs a program to its end, and resolves to its error as shown, or null. */
  run(code: string, turn: Turn, options: RunOptions): Promise<string | null>;
  /** Asks the running program to end at its next turn. */
  stop(): void;
  /** Has later programs find a wheel, where there is such a thing; a UsageError says why it cannot be used. */
  addWheel?(file: string, bytes: Uint8Array): Promise<Wheel>;
  removeWheel?(name: string): Promise<void>;
}

export type PlaygroundState =
  "idle" | "loading" | "running" | "horizon" | "stopping";

/** Events of a Playground, by name, with their detail. */
export interface PlaygroundEvents {
  /** The state changed. */
  state: PlaygroundState;
  /** Something was printed. */
  output: { stream: "stdout" | "stderr"; text: string };
  /** The trace has new events, or began anew. */
  trace: TraceEvent[];
  /** Keys may have changed outside of a run, or time moved on. */
  keys: void;
  /** A download or start-up is under way; total is 0 where it is not known. */
  progress: { what: string; loaded: number; total: number };
  /** The wheels that programs find are others now. */
  wheels: readonly Wheel[];
  /** Where the keys are kept: null is fine, else what cannot be kept and why. */
  storage: string | null;
}
