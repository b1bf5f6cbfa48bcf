/** A session's door to a world in another thread. */

import { transferable } from "../border/bytes.ts";
import { RedisError } from "../border/errors.ts";
import type { Turn } from "../types.ts";
import type { Door } from "./door.ts";
import type { FromSession, ToSession } from "./protocol.ts";

interface Waiter {
  resolve(bytes: Uint8Array): void;
  reject(error: RedisError): void;
}

/** Opens a door over a port whose other end the world's worker has been given. */
export function openPort(port: MessagePort): Door {
  const waiters: Waiter[] = [];
  let heard: (batch: Uint8Array) => void = () => {};
  let failure: RedisError | undefined;

  port.onmessage = ({ data }: MessageEvent<ToSession>) => {
    switch (data.kind) {
      case "reply":
        waiters.shift()?.resolve(data.batch);
        return;
      case "trace":
        waiters.shift()?.resolve(data.chunk);
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
  function ask(question: FromSession, transfer: Transferable[]) {
    if (failure) return Promise.reject(failure);
    port.postMessage(question, transfer);
    return new Promise<Uint8Array>((resolve, reject) => {
      waiters.push({ resolve, reject });
    });
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
    trace: (since) => ask({ kind: "trace", since }, []),
    listen(listener) {
      heard = listener;
    },
    close: () => port.close(),
  };
}
