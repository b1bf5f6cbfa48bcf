/** Lets sessions behind ports drive one world, and tells the page what happens in it. */

import { joined } from "../border/bytes.ts";
import { encodeCommand } from "../border/command.ts";
import { deferred, type Deferred } from "../border/deferred.ts";
import { ReplyReader } from "../border/resp.ts";
import { toMillis } from "../border/session.ts";
import { firstOf } from "../border/trace.ts";
import type { GrowingWorld } from "./growing.ts";
import { endsAtHorizon } from "./horizon.ts";
import {
  PAGE,
  PROGRAM,
  type Clock,
  type FromSession,
  type ToPage,
  type ToSession,
} from "./protocol.ts";

// The page hears soon that something happens, and then now and again: showing
// it takes the time of the program, where there are few cores.
const FIRST_TRACE_MILLIS = 30;
const TRACE_MILLIS = 150;
/** How many bytes of calls a twin makes at once. */
const LITTLE = 1 << 15;
const FAR = 2 ** 31 - 1; // behind every event: the world answers with the next one's number
const END = encodeCommand("END");
const BUSY = encodeCommand("BUSY");
const STOPPED = "the program was stopped while this was loading";

interface Guest {
  port: MessagePort;
  /** BEGIN, until the first batch has come. */
  begin: Uint8Array | undefined;
  /** The answer that is held back at the horizon. */
  held: Uint8Array<ArrayBuffer> | undefined;
  /** Where its turns are answered at present, see twin.ts; undefined: here. */
  twin: string | undefined;
  /** What was said to the last turn that was answered there. */
  said: Uint8Array<ArrayBuffer>;
  /** Resolves when its turns come here again, which it has been asked for. */
  home: Deferred<void> | undefined;
}

/** What the host needs from whoever keeps the keys. */
export interface KeepsKeys {
  /** Keys may have changed. */
  soon(): void;
  /** Resolves once what has changed is stored, or cannot be. */
  save(): Promise<void>;
}

/** Serves sessions, one turn after another. */
export class WorldHost {
  readonly #world: GrowingWorld;
  readonly #keeper: KeepsKeys;
  readonly #tell: (news: ToPage, transfer?: Transferable[]) => void;
  readonly #guests = new Map<number, Guest>();
  #told = 0; // the trace is told up to this sequence number
  #telling: ReturnType<typeof setTimeout> | undefined;
  #clock: Clock = { now: 0, unix: 0 };
  #ran = false; // a program has begun
  #stopped = false; // the program is asked to end
  #failed = false;

  constructor(
    world: GrowingWorld,
    keeper: KeepsKeys,
    tell: (news: ToPage, transfer?: Transferable[]) => void,
  ) {
    this.#world = world;
    this.#keeper = keeper;
    this.#tell = tell;
  }

  /** Opens a session. begin, if given, goes ahead of its first batch. */
  attach(session: number, port: MessagePort, begin?: Uint8Array): void {
    const guest: Guest = {
      port,
      begin,
      held: undefined,
      twin: undefined,
      said: new Uint8Array(),
      home: undefined,
    };
    this.#guests.set(session, guest);
    port.onmessage = async ({ data }: MessageEvent<FromSession>) => {
      for (const other of this.#guests.values())
        if (other !== guest && other.twin) await callHome(other);
      void this.#guard(() => this.#hear(session, guest, data));
    };
  }

  /**
   * Ends a session, whether its program has said END or cannot any more. The
   * page hears of it when the keys are stored: it may go the moment a run has ended.
   */
  async detach(session: number): Promise<void> {
    const guest = this.#guests.get(session);
    if (guest) {
      guest.port.onmessage = null;
      isHome(guest);
      await this.#guard(async () => {
        guest.port.close();
        if (this.#guests.get(session) === guest) this.#guests.delete(session);
        await this.#turn(session, this.#batch(guest, END));
        if (session === PROGRAM) this.#stopped = false;
        this.#take(session);
      });
    }
    await this.#keeper.save();
    await this.#guard(() => {
      const chunk = this.#untold();
      const end = { session, chunk, clock: this.#clock };
      this.#tell({ kind: "detached", ...end }, chunk ? [chunk.buffer] : []);
    });
    await this.#guard(() => this.#world.rest());
  }

  /** Lets a program that is asked to end do so: nothing is loaded for it any more. */
  stop(): void {
    this.#stopped = this.#guests.has(PROGRAM);
    if (this.#stopped) this.#world.giveUp(STOPPED);
    this.resume();
  }

  /** Begins to load what some words, in lower case, are the commands of. */
  expect(words: string[]): void {
    void this.#guard(() => this.#world.expect(words));
  }

  /** Gives a program that is held at its horizon the turn again. */
  resume(): void {
    for (const guest of this.#guests.values()) {
      if (!guest.held) continue;
      answer(guest.port, { kind: "reply", batch: guest.held }, guest.held);
      guest.held = undefined;
    }
  }

  async #hear(
    session: number,
    guest: Guest,
    message: FromSession,
  ): Promise<void> {
    switch (message.kind) {
      case "early": {
        const batch = joined([message.part, BUSY]);
        return this.#turn(session, this.#batch(guest, batch));
      }
      case "trace": {
        const chunk = this.#world.trace(message.since);
        answer(guest.port, { kind: "trace", chunk }, chunk);
        return;
      }
      case "turn":
        await this.#turn(session, this.#batch(guest, message.batch));
        return this.#reply(session, guest, this.#take(session));
      case "follow":
        return this.#follow(session, guest, message);
      case "twin": {
        const origin = this.#world.twin(message.name);
        guest.port.postMessage({ kind: "twin", origin } satisfies ToSession);
        return;
      }
      case "missed": {
        const calls = this.#world.missed(message.name);
        const missed = calls && { calls, away: calls.length <= LITTLE };
        if (missed?.away) guest.twin = message.name;
        guest.port.postMessage({ kind: "missed", missed } satisfies ToSession);
        return;
      }
      case "home":
        isHome(guest);
        this.#reply(session, guest, guest.said);
        guest.said = new Uint8Array(); // the other has gone to the guest
    }
  }

  /** Takes a turn that a twin has answered, in all ways like one of those that are answered here. */
  async #follow(
    session: number,
    guest: Guest,
    { batch, early }: FromSession & { kind: "follow" },
  ): Promise<void> {
    this.#world.follows = guest.twin;
    try {
      await this.#turn(session, early ? joined([batch, BUSY]) : batch);
      if (!early) guest.said = this.#take(session);
    } finally {
      this.#world.follows = undefined;
    }
  }

  /** A guest's batch, behind BEGIN if it is the first. */
  #batch(guest: Guest, last: Uint8Array): Uint8Array {
    const { begin } = guest;
    if (!begin) return last;
    guest.begin = undefined;
    this.#tellTrace(); // of the run before
    this.#told = 0;
    this.#ran = true;
    this.#world.retry();
    return joined([begin, last]);
  }

  /** Answers a turn, unless it has come to the horizon: then the page decides. */
  #reply(session: number, guest: Guest, batch: Uint8Array<ArrayBuffer>): void {
    if (session !== PAGE && endsAtHorizon(batch)) {
      guest.held = batch;
      this.#tellTrace();
      this.#tell({ kind: "horizon", clock: this.#clock });
      return;
    }
    answer(guest.port, { kind: "reply", batch }, batch);
  }

  /** Lets the world run, and passes on what that brings to other sessions. */
  async #turn(turned: number, batch: Uint8Array): Promise<void> {
    const turn = this.#world.turn(turned, batch);
    if (this.#world.waiting) this.#tellTrace();
    if (this.#stopped) this.#world.giveUp(STOPPED);
    await turn;
    for (const [session, guest] of this.#guests) {
      if (session === turned) continue;
      const news = this.#take(session);
      if (news.length > 0)
        answer(guest.port, { kind: "news", batch: news }, news);
    }
    this.#keeper.soon();
    this.#telling ??= setTimeout(
      () => void this.#guard(() => this.#tellTrace()),
      this.#told === 0 ? FIRST_TRACE_MILLIS : TRACE_MILLIS,
    );
  }

  /** What the world has to say to a session; it begins with the time. */
  #take(session: number): Uint8Array<ArrayBuffer> {
    const batch = this.#world.take(session);
    if (batch.length > 0) this.#clock = clockOf(batch);
    return batch;
  }

  /** Tells the page of events that it has not heard of yet. */
  #tellTrace(): void {
    const chunk = this.#untold();
    if (!chunk) return;
    const [clock, ran] = [this.#clock, this.#ran];
    this.#tell({ kind: "trace", chunk, clock, ran }, [chunk.buffer]);
  }

  /** These events, which it is told of now; null when there are none. */
  #untold(): Uint8Array<ArrayBuffer> | null {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    const next = firstOf(this.#world.trace(FAR));
    if (next < this.#told) this.#told = 0; // a new run: its trace counts from 0
    if (next === this.#told) return null;
    const chunk = this.#world.trace(this.#told);
    this.#told = next;
    return chunk;
  }

  /** Does one thing after another. When the world comes to an end, everyone is told once. */
  async #guard(action: () => void | Promise<void>): Promise<void> {
    try {
      await this.#world.alone(() => (this.#failed ? undefined : action()));
    } catch (error) {
      if (this.#failed) return;
      this.#failed = true;
      const message = error instanceof Error ? error.message : String(error);
      for (const guest of this.#guests.values()) {
        guest.port.postMessage({ kind: "failed", message } satisfies ToSession);
        isHome(guest);
      }
      this.#tell({ kind: "failed", message });
    }
  }
}

/** Asks a guest to have its turns come here again, and waits until they do. */
function callHome(guest: Guest): Promise<void> {
  if (!guest.home) {
    guest.home = deferred();
    guest.port.postMessage({ kind: "home" } satisfies ToSession);
  }
  return guest.home.promise;
}

/** A guest's turns come here again, or no more. */
function isHome(guest: Guest): void {
  guest.twin = undefined;
  guest.home?.resolve();
  guest.home = undefined;
}

function answer(
  port: MessagePort,
  message: ToSession,
  bytes: Uint8Array<ArrayBuffer>,
): void {
  port.postMessage(message, [bytes.buffer]);
}

/** The time that a batch begins with: now, its nanoseconds, and the unix nanoseconds. */
function clockOf(batch: Uint8Array): Clock {
  const reader = new ReplyReader(batch);
  reader.array();
  reader.text();
  return { now: reader.number(), unix: toMillis(reader.number()) };
}
