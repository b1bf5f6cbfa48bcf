import { afterEach, expect, test, vi } from "vitest";
import { RedisError } from "../border/errors.ts";
import { openPort } from "./port.ts";
import { PROGRAM, type ToPage } from "./protocol.ts";
import { RemoteWorld } from "./remote.ts";

afterEach(() => vi.unstubAllGlobals());

/** A worker that says what a test has it say. */
class StubWorker {
  static last: StubWorker;
  onmessage: (event: { data: ToPage }) => void = () => {};
  onerror: unknown;
  ended = false;

  constructor() {
    StubWorker.last = this;
  }

  postMessage(): void {}

  terminate(): void {
    this.ended = true;
  }

  say(data: ToPage): void {
    this.onmessage({ data });
  }
}

function open() {
  vi.stubGlobal("Worker", StubWorker);
  const failed = vi.fn();
  const quiet = { progress() {}, storage() {}, trace() {}, horizon() {} };
  const remote = new RemoteWorld(null, { ...quiet, failed });
  return { remote, failed, worker: StubWorker.last };
}

const end: ToPage = { kind: "failed", message: "the world has stopped: oops" };

test("once a world has ended, sessions end at once and new ones hear why", async () => {
  const { remote, failed, worker } = open();
  worker.say({ kind: "started" });
  await remote.started;
  const before = remote.detach(PROGRAM);
  worker.say(end);
  expect(worker.ended).toBe(true);
  expect(failed).toHaveBeenCalledExactlyOnceWith(new RedisError(end.message));
  expect(await before).toEqual({ now: 0, unix: 0 });
  expect(await remote.detach(PROGRAM)).toEqual({ now: 0, unix: 0 });
  const { turn, close } = openPort(remote.attach(PROGRAM));
  await expect(turn(new Uint8Array())).rejects.toThrow("has stopped: oops");
  close();
});

test("a world that cannot start leaves no worker behind", async () => {
  const { remote, worker } = open();
  worker.say(end);
  await expect(remote.started).rejects.toThrow("has stopped: oops");
  expect(worker.ended).toBe(true);
});
