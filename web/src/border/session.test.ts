import { expect, test } from "vitest";
import { joined } from "./bytes.ts";
import { encodeCommand } from "./command.ts";
import { CancelledError, ClosedError, ReplyError } from "./errors.ts";
import { Session } from "./session.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (batch: Uint8Array) => new TextDecoder().decode(batch);

function begin() {
  let woken = 0;
  const session = new Session(() => woken++);
  return { session, woken: () => woken };
}

test("a batch is the messages in order, and what closes it", () => {
  const { session, woken } = begin();
  session.task = () => "cook";
  void session.request("CALL", [9, session.task()], ["GET", "a"]);
  session.send("PRINT", "cook", "stdout", "hi\n");
  expect(woken()).toBe(2);
  expect(text(session.take("WAIT", -1))).toBe(
    text(
      joined([
        encodeCommand("CALL", 1, 9, "cook", "GET", "a"),
        encodeCommand("PRINT", "cook", "stdout", "hi\n"),
        encodeCommand("WAIT", -1),
      ]),
    ),
  );
  expect(session.queued).toBe(0);
});

test("what comes back settles its futures, in its order", async () => {
  const { session } = begin();
  const settled: unknown[] = [];
  for (let i = 0; i < 3; i++) {
    session.request("CALL", [], ["GET"]).then(
      (value) => settled.push(value),
      (error) => settled.push(error),
    );
  }
  const heard = session.deliver(
    bytes(
      "*3\r\n$3\r\nnow\r\n:2000000\r\n:1735689600002000000\r\n" +
        "*3\r\n$2\r\nok\r\n:2\r\n$1\r\nb\r\n" +
        "*4\r\n$3\r\nerr\r\n:3\r\n$6\r\nserver\r\n$6\r\nERR no\r\n" +
        "*3\r\n$2\r\nok\r\n:1\r\n_\r\n" +
        "*3\r\n$2\r\nok\r\n:99\r\n_\r\n",
    ),
  );
  await Promise.resolve();
  expect(heard).toEqual({ idle: false, news: true });
  expect(settled).toEqual(["b", new ReplyError("ERR no"), null]);
  expect([session.now, session.unix, session.pending]).toEqual([
    2e6,
    Date.UTC(2025, 0, 1) + 2,
    0,
  ]);
});

test("the time alone is no news; idle is told", () => {
  const { session } = begin();
  const now = "*3\r\n$3\r\nnow\r\n:1\r\n:1\r\n";
  expect(session.deliver(bytes(now))).toEqual({ idle: false, news: false });
  expect(session.deliver(bytes(`${now}*1\r\n$4\r\nidle\r\n`))).toEqual({
    idle: true,
    news: true,
  });
  expect(session.deliver(bytes(""))).toEqual({ idle: false, news: false });
});

test("a reply that cannot be read fails its own future only", async () => {
  const { session } = begin();
  const first = session.request("CALL", [], ["GET"]);
  const second = session.request("CALL", [], ["GET"]);
  session.deliver(
    joined([
      bytes("*3\r\n$2\r\nok\r\n:1\r\n*2\r\n$1\r\n"),
      new Uint8Array([0xff]),
      bytes("\r\n:5\r\n*3\r\n$2\r\nok\r\n:2\r\n:6\r\n"),
    ]),
  );
  await expect(first).rejects.toThrow("the reply is not UTF-8 text");
  expect(await second).toBe(6);
});

test("a connection's listener hears pushes, until it is lost", () => {
  const { session } = begin();
  const heard: unknown[] = [];
  session.listen(4, {
    read: {},
    pushed: (push) => heard.push(push),
    lost: (error) => heard.push(error),
  });
  session.deliver(
    bytes(
      "*3\r\n$4\r\npush\r\n:4\r\n>2\r\n$1\r\na\r\n:1\r\n" +
        "*3\r\n$4\r\npush\r\n:5\r\n>1\r\n$1\r\nb\r\n" +
        "*3\r\n$4\r\nlost\r\n:4\r\n$4\r\ngone\r\n",
    ),
  );
  expect(heard).toEqual([["a", 1], new ClosedError("gone")]);
  expect(session.listening).toBe(0);
});

test("a message that was not understood is an error, behind all else", async () => {
  const { session } = begin();
  const future = session.request("CALL", [], ["GET"]);
  expect(() =>
    session.deliver(
      bytes(
        "*2\r\n$3\r\nbad\r\n$7\r\nunknown\r\n*3\r\n$2\r\nok\r\n:1\r\n:1\r\n",
      ),
    ),
  ).toThrow("the world did not understand a message: unknown");
  expect(await future).toBe(1);
});

test("a signal cancels what waits, and what has not begun", async () => {
  const { session } = begin();
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = session.request("CALL", [], ["GET"], { signal });
  session.take();
  controller.abort();
  expect(text(session.take())).toBe(text(encodeCommand("CANCEL", 1)));
  await expect(waiting).rejects.toThrow(CancelledError);
  await expect(
    session.request("CALL", [], ["GET"], { signal }),
  ).rejects.toThrow(CancelledError);
  expect(session.queued).toBe(0);
});

test("the end of a session is that of everything in it", async () => {
  const { session } = begin();
  const waiting = session.request("CALL", [], ["GET"]);
  const cause = new ClosedError("over");
  session.end(cause);
  await expect(waiting).rejects.toBe(cause);
  await expect(session.request("CALL", [], ["GET"])).rejects.toBe(cause);
  session.send("PRINT", "", "stdout", "x");
  expect(session.queued).toBe(0);
});
