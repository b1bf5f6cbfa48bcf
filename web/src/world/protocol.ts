/** What the page, the world's worker and the sessions say to each other over ports. */

import type { Origin } from "./growing.ts";

/** The number of the page's own session, which never keeps the clock from moving. */
export const PAGE = 0;
/** The number of the session that a run's program holds. */
export const PROGRAM = 1;

/** A session to the world's worker, over the session's own port. */
export type FromSession =
  | { kind: "turn"; batch: Uint8Array }
  | { kind: "early"; part: Uint8Array }
  | { kind: "trace"; since: number }
  /** A turn that the session's twin has answered: the world takes it, too, and says nothing. */
  | { kind: "follow"; batch: Uint8Array; early: boolean }
  /** Asks what makes a twin, which has a name. */
  | { kind: "twin"; name: string }
  /** Asks what a twin has missed; with the answer it may have the session's turns. */
  | { kind: "missed"; name: string }
  /** The session's turns come here again; asks for the answer to the last that was followed. */
  | { kind: "home" };

/** The world's worker to a session. Each question gets one answer, in order. */
export type ToSession =
  | { kind: "reply"; batch: Uint8Array }
  | { kind: "trace"; chunk: Uint8Array }
  | { kind: "twin"; origin: Origin | null }
  | { kind: "missed"; missed: Missed | null }
  | { kind: "news"; batch: Uint8Array }
  /** Somebody else is to have a turn: the session's are to come here again. */
  | { kind: "home" }
  | { kind: "failed"; message: string };

/** What a twin has missed. */
export interface Missed {
  /** A Journal's bytes. */
  calls: Uint8Array<ArrayBuffer>;
  /** Whether this is so little that the session's turns go to the twin from now on. */
  away: boolean;
}

/** The page to the world's worker. */
export type FromPage =
  /** Loads the world; keys are kept under the name, or not at all. */
  | { kind: "start"; keep: string | null }
  /** Opens a session. begin is put ahead of its first batch. */
  | { kind: "attach"; session: number; port: MessagePort; begin?: Uint8Array }
  /** Ends a session; answered by detached. */
  | { kind: "detach"; session: number }
  /** Goes on with a run that is held at its horizon. */
  | { kind: "resume" }
  /** The program is asked to end: nothing is loaded for it any more. */
  | { kind: "stop" }
  /** Words, in lower case, that may be commands which a program will send. */
  | { kind: "expect"; words: string[] }
  /** Keeps the keys now: the page may be about to go. */
  | { kind: "save" };

/** The world's worker to the page. */
export type ToPage =
  | { kind: "progress"; what: string; loaded: number; total: number }
  | { kind: "started" }
  /** The world could not be loaded, or has come to an end. */
  | { kind: "failed"; message: string }
  /** What cannot be kept and why; null: all is kept. */
  | { kind: "storage"; message: string | null }
  /** The run has reached its horizon, and is held. */
  | { kind: "horizon"; clock: Clock }
  /**
   * Events that the page has not been told of; the first may be the first of a
   * new run. While no program has begun (ran), they are what the page does itself.
   */
  | { kind: "trace"; chunk: Uint8Array; clock: Clock; ran: boolean }
  /** A session has ended. What is left of its trace comes along, so that all is shown at once. */
  | {
      kind: "detached";
      session: number;
      chunk: Uint8Array | null;
      clock: Clock;
    };

/** An instant of virtual time. */
export interface Clock {
  /** Nanoseconds since the run began. */
  now: number;
  /** Unix time in milliseconds. */
  unix: number;
}
