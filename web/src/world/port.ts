/** A session's door to a world in another thread. */

import { transferable } from "../border/bytes.ts";
import { RedisError } from "../border/errors.ts";
import type { Turn } from "../types.ts";
import type { Door } from "./door.ts";
import type { Origin } from "./growing.ts";
import type { FromSession, Missed, ToSession } from "./protocol.ts";

interface Waiter {
  resolve(answer: unknown): void;
  reject(error: RedisError): void;
}

/** A door to a world in another thread, which this one may have a twin of. */
export interface PortDoor extends Door {
  /** What makes a twin; null when there can be none. */
  origin(name: string): Promise<Origin | null>;
  /** What a twin has missed; null when it is none any more. */
  missed(name: string): Promise<Missed | null>;
  /** Tells the world of a turn that a twin answers; early as in Turn. */
  follow(batch: Uint8Array, early: boolean): void;
  /** Has turns go to the world again, and resolves to what it says to the last that it followed. */
  home(): Promise<Uint8Array>;
  /** Calls back when the world wants turns to come to it again. */
  called(home: () => void): void;
}

/** Opens a door over a port whose other end the world's worker has been given. */
export function openPort(port: MessagePort): PortDoor {
  const waiters: Waiter[] = [];
  let heard: (batch: Uint8Array) => void = () => {};
  let calledHome = () => {};
  let failure: RedisError | undefined;

  port.onmessage = ({ data }: MessageEvent<ToSession>) => {
    switch (data.kind) {
      case "reply":
        waiters.shift()?.resolve(data.batch);
        return;
      case "trace":
        waiters.shift()?.resolve(data.chunk);
        return;
      case "twin":
        waiters.shift()?.resolve(data.origin);
        return;
      case "missed":
        waiters.shift()?.resolve(data.missed);
        return;
      case "home":
        calledHome();
        return;
      case "news":
        heard(data.batch);
        return;
      case "failed":
        failure = new RedisError(data.message);
        for (const waiter of waiters.splice(0)) waiter.reject(failure);
    }
  };

  /** Sends a question and waits for its answer: answers come in order. */
  function ask<T = Uint8Array>(
    question: FromSession,
    transfer: Transferable[] = [],
  ): Promise<T> {
    if (failure) return Promise.reject(failure);
    port.postMessage(question, transfer);
    return new Promise<unknown>((resolve, reject) => {
      waiters.push({ resolve, reject });
    }) as Promise<T>;
  }

  const turn: Turn = (bytes) => {
    const batch = transferable(bytes);
    return ask({ kind: "turn", batch }, [batch.buffer]);
  };
  turn.early = (bytes) => {
    const part = transferable(bytes);
    port.postMessage({ kind: "early", part } satisfies FromSession, [
      part.buffer,
    ]);
  };
  return {
    turn,
    trace: (since) => ask({ kind: "trace", since }),
    origin: (name) => ask({ kind: "twin", name }),
    missed: (name) => ask({ kind: "missed", name }),
    follow(batch, early) {
      if (failure) throw failure;
      port.postMessage({ kind: "follow", batch, early } satisfies FromSession);
    },
    home: () => ask({ kind: "home" }),
    called(home) {
      calledHome = home;
    },
    listen(listener) {
      heard = listener;
    },
    close: () => port.close(),
  };
}
