/** Raw streams, servers of the program's own and wheels, in the page. */
import { describe, expect, test } from "vitest";
import type { Wheel } from "../src/types.ts";
import {
  debianWheels,
  fortyCalls,
  makeWheel,
  notInstalled,
} from "../src/runner/wheels.harness.ts";
import { visitSite } from "./harness.ts";

const visit = visitSite();

/** Calls of the client that blocks. */
const plainCalls = `
import redis
r = redis.Redis(host="localhost", socket_timeout=5)
print(r.set("k", 1), r.get("k"), r.pipeline().set("k", 1).incr("k").execute(), r.mget("k", "none"))
listener = r.pubsub()
listener.subscribe("news")
print(listener.get_message(timeout=1), listener.get_message())
try:
    r.lpush("k", 1)
except redis.ResponseError as error:
    print(str(error).split()[0])
r.close()
`;

/** Adds a wheel; resolves to it, or to why it is refused. */
function addWheel(file: string, bytes: Uint8Array): Promise<Wheel | string> {
  return visit.page.evaluate(
    async ([file, text]) => {
      const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      const { playground } = (globalThis as any).resplay;
      return playground.addWheel(file, bytes).catch((e: unknown) => String(e));
    },
    [file, Buffer.from(bytes).toString("base64")] as const,
  );
}

function wheels(): Promise<string[]> {
  return visit.page.evaluate(() =>
    (globalThis as any).resplay.playground.wheels.map(
      ({ name, version }: Wheel) => `${name} ${version}`,
    ),
  );
}

function removeWheel(name: string): Promise<void> {
  return visit.page.evaluate(
    (name) => (globalThis as any).resplay.playground.removeWheel(name),
    name,
  );
}

test("a program serves itself, and the timeline shows whom it spoke to", async () => {
  const run = await visit.run(
    "python",
    `
import asyncio
async def handle(reader, writer):
    writer.write((await reader.readline()).upper())
    writer.close()
async def ask(port):
    reader, writer = await asyncio.open_connection("localhost", port)
    writer.write(b"ping\\r\\n")
    print(port, await reader.readline(), asyncio.get_running_loop().time())
    writer.close()
    await writer.wait_closed()
async def main():
    async with await asyncio.start_server(handle, "localhost", 9000):
        for port in 9000, 8888, 6379:
            await ask(port)
asyncio.run(main())
`,
  );
  expect(run).toMatchObject({
    output:
      "9000 b'PING\\r\\n' 0.02\n8888 b'ping\\r\\n' 0.04\n6379 b'+PONG\\r\\n' 0.06\n",
    error: null,
  });
  const dialed = run.trace.filter(({ kind }) => kind === "conn.dialed");
  expect(dialed.map(({ name, text }) => `${name} ${text}`)).toEqual([
    "program localhost:9000",
    "echo localhost:8888",
    " localhost:6379",
  ]);
});

test("sockets that block carry the same streams", async () => {
  const run = await visit.run(
    "python",
    `
import socket, time
with socket.create_connection(("localhost", 8888)) as sock:
    sock.sendall(b"hello")
    print(sock.recv(2), sock.recv(100), time.monotonic(), sock.getpeername())
    sock.settimeout(1)
    try:
        sock.recv(1)
    except TimeoutError as error:
        print(repr(error), time.monotonic())
    sock.setblocking(False)
    try:
        sock.recv(1)
    except BlockingIOError as error:
        print(error)
    sock.settimeout(None)
    sock.sendall(b"one\\ntwo")
    sock.shutdown(socket.SHUT_WR)
    print(sock.makefile("rb").readlines(), round(time.monotonic(), 3))
for address in ("localhost", 7000), ("nohost", 6379):
    try:
        socket.create_connection(address)
    except OSError as error:
        print(type(error).__name__, error.errno)
`,
  );
  expect(run).toMatchObject({
    output:
      "b'he' b'llo' 0.02 ('127.0.0.1', 8888)\nTimeoutError('timed out') 1.02\n[Errno 11] Resource temporarily unavailable\n" +
      "[b'one\\n', b'two'] 1.03\nConnectionRefusedError 111\ngaierror -2\n",
    error: null,
  });
});

describe("wheels", () => {
  const ask = "import small; print(small.answer)";

  test("are found by later programs, and outlive one that had to be killed", async () => {
    const file = "small-1.0-py3-none-any.whl";
    const bytes = makeWheel({ "small.py": "answer = 42\n" });
    expect(await addWheel(file, bytes)).toEqual({
      name: "small",
      version: "1.0",
      modules: ["small"],
      file,
    });
    expect((await visit.run("python", ask)).output).toBe("42\n");

    const killed = visit.run("python", "print('on')\nwhile True: pass");
    await visit.page.waitForFunction(
      () => (globalThis as any).resplay.playground.state === "running",
    );
    await visit.page.evaluate(() =>
      (globalThis as any).resplay.playground.stop(),
    );
    expect((await killed).stopped).toBe(true);
    expect((await visit.run("python", ask)).output).toBe("42\n");

    expect(await wheels()).toEqual(["small 1.0"]);
    await removeWheel("small");
    expect(await wheels()).toEqual([]);
    expect((await visit.run("python", ask)).error).toContain(
      "No module named 'small'",
    );
  });

  test("that cannot be used are refused in a sentence", async () => {
    expect(await addWheel("notes.whl", Buffer.from("hello"))).toBe(
      "UsageError: notes.whl is no wheel: a wheel is a zip archive, and its name ends in .whl.",
    );
    expect(await wheels()).toEqual([]);
  });

  test.skipIf(notInstalled)(
    "of Debian's redis-py run a program of 40 calls as the page's own module does",
    async () => {
      const ours = await visit.run("python", fortyCalls);
      expect(ours.error).toBeNull();
      await visit.emptyKeys();
      for (const [file, bytes] of debianWheels())
        expect(await addWheel(file, bytes)).toMatchObject({ file });
      const theirs = await visit.run("python", fortyCalls);
      expect(theirs).toMatchObject({ output: ours.output, error: null });

      const plain = await visit.run("python", plainCalls);
      expect(plain).toMatchObject({
        output: `True b'1' [True, 2] [b'2', None]\n{'type': 'subscribe', 'pattern': None, 'channel': b'news', 'data': 1} None\nWRONGTYPE\n`,
        error: null,
      });
    },
  );
});
