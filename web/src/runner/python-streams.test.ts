/** Raw streams: to Redis, to the echo service, to the program's own servers, and what happens when they break. */

import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play, type Played } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

/** What the trace tells of connections and their bytes, as "time kind conn who: text or bytes". */
function wire({ trace }: Played): string[] {
  const text = new TextDecoder();
  return trace
    .filter(({ kind }) => /^(conn|bytes)\./.test(kind))
    .map(({ at, kind, conn, name, text: more, data }) =>
      [at / 1e6, kind, conn, name, more + text.decode(data)]
        .filter((part) => part !== "")
        .join(" "),
    );
}

/** Runs the body of an async main, with asyncio at hand. */
function main(body: string, options = {}): Promise<Played> {
  const lines = body.trim().split("\n");
  return play(
    `
import asyncio, socket
loop = lambda: asyncio.get_running_loop()
async def main():
    ${lines.join("\n    ")}
asyncio.run(main())
`,
    options,
  );
}

/** What a body prints that comes to a good end. */
async function printed(body: string, options = {}): Promise<string[]> {
  const { output, error } = await main(body, options);
  expect(error).toBeNull();
  return output.trimEnd().split("\n");
}

describe("streams to Redis", () => {
  test("carry RESP, byte for byte", async () => {
    expect(
      await printed(`
reader, writer = await asyncio.open_connection("localhost", "6379")
writer.write(b"*1\\r\\n$4\\r\\nPI")
await asyncio.sleep(0.1)
writer.writelines([b"NG\\r\\n", b"GET k\\r\\n"])
await writer.drain()
print(await reader.readline(), await reader.readexactly(5), writer.get_extra_info("peername"))
sock = writer.get_extra_info("socket")
sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
print(sock.getsockname() == writer.get_extra_info("sockname"), sock.getpeername(), sock.family.name)
writer.write(b"QUIT\\r\\n")
print(await reader.read(), reader.at_eof(), writer.is_closing())
writer.close()
await writer.wait_closed()
`),
    ).toEqual([
      "b'+PONG\\r\\n' b'$-1\\r\\n' ('127.0.0.1', 6379)",
      "True ('127.0.0.1', 6379) AF_INET",
      "b'+OK\\r\\n' True False",
    ]);
  });

  test("deliver what was written before they are closed", async () => {
    expect(
      await printed(`
for end in "close", "write_eof":
    reader, writer = await asyncio.open_connection("127.0.0.1", 6379)
    writer.write(b"SET by " + end.encode() + b"\\r\\n")
    getattr(writer, end)()
    if end == "write_eof":
        print(writer.can_write_eof(), await reader.read(), loop().time())
    await asyncio.sleep(0.1)
    reader, writer = await asyncio.open_unix_connection("/run/redis/redis-server.sock")
    writer.write(b"GET by\\r\\n")
    print(await reader.readuntil(b"\\r\\n"), await reader.readline(), repr(writer.get_extra_info("peername")))
    writer.close()
`),
    ).toEqual([
      "b'$5\\r\\n' b'close\\r\\n' '/run/redis/redis-server.sock'",
      "True b'+OK\\r\\n' 0.15",
      "b'$9\\r\\n' b'write_eof\\r\\n' '/run/redis/redis-server.sock'",
    ]);
  });

  test("serve protocols, which may pause and hang up", async () => {
    expect(
      await printed(`
over = loop().create_future()
class Client(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        transport.pause_reading()
        transport.write(b"PING\\r\\n")
    def data_received(self, data):
        print(data, loop().time())
        self.transport.abort()
    def connection_lost(self, error):
        print("lost", error)
        over.set_result(None)
transport, _ = await loop().create_connection(Client, "localhost", 6379)
await asyncio.sleep(1)
print(transport.is_reading())
transport.resume_reading()
await over
`),
    ).toEqual(["False", "b'+PONG\\r\\n' 1.01", "lost None"]);
  });

  test("fill the buffers of protocols that bring their own", async () => {
    expect(
      await printed(`
class Client(asyncio.BufferedProtocol):
    def __init__(self):
        self.buffer, self.got, self.over = bytearray(4), b"", loop().create_future()
    def get_buffer(self, size_hint):
        return self.buffer
    def buffer_updated(self, size):
        self.got += self.buffer[:size]
    def eof_received(self):
        self.over.set_result(self.got)
transport, protocol = await loop().create_connection(Client, "localhost", 6379)
transport.write(b"ECHO hello\\r\\nQUIT\\r\\n")
print(await protocol.over)
await asyncio.sleep(0)
print(transport.is_closing())
`),
    ).toEqual(["b'$5\\r\\nhello\\r\\n+OK\\r\\n'", "True"]);
  });
});

describe("the echo service", () => {
  test("sends back what it is sent", async () => {
    const run = await play(`
import asyncio
async def tcp_echo_client(message):
    reader, writer = await asyncio.open_connection("127.0.0.1", 8888)
    print(f"Send: {message!r}")
    writer.write(message.encode())
    data = await reader.read(100)
    print(f"Received: {data.decode()!r}")
    print("Close the connection")
    writer.close()
    await writer.wait_closed()
asyncio.run(tcp_echo_client("Hello World!"))
`);
    expect(run).toMatchObject({
      output:
        "Send: 'Hello World!'\nReceived: 'Hello World!'\nClose the connection\n",
      error: null,
    });
    expect(wire(run)).toEqual([
      "0 conn.dialed 1 echo 127.0.0.1:8888",
      "10 conn.opened 1",
      "10 bytes.sent 1 client Hello World!",
      "15 bytes.came 1 server Hello World!",
      "15 bytes.sent 1 server Hello World!",
      "20 bytes.came 1 client Hello World!",
      "20 conn.closed 1 closed",
    ]);
  });

  test("makes room for a server of the program's", async () => {
    expect(
      await printed(`
async def shout(reader, writer):
    writer.write((await reader.read(100)).upper())
    writer.close()
async def ask():
    reader, writer = await asyncio.open_connection("localhost", 8888)
    writer.write(b"hello")
    print(await reader.read(100))
    writer.close()
async with await asyncio.start_server(shout, "127.0.0.1", 8888):
    await ask()
await ask()
`),
    ).toEqual(["b'HELLO'", "b'hello'"]);
  });
});

describe("the program's own servers", () => {
  test("serve streams, at both of whose ends the program is", async () => {
    const run = await main(`
async def handle(reader, writer):
    data = await reader.readline()
    print("server", data, *(writer.get_extra_info(n) for n in ("peername", "sockname")))
    writer.write(data.upper())
    await writer.drain()
    writer.close()
    await writer.wait_closed()
server = await asyncio.start_server(handle, "localhost", 9000)
print(server.sockets[0].getsockname(), server.is_serving())
async with server:
    reader, writer = await asyncio.open_connection("localhost", 9000)
    names = [writer.get_extra_info(n) for n in ("peername", "sockname")]
    writer.write(b"hello\\n")
    print(await reader.read(), *names, asyncio.get_running_loop().time())
    writer.close()
print(server.is_serving(), server.sockets, loop().time())
`);
    expect(run).toMatchObject({
      output:
        "('127.0.0.1', 9000) True\n" +
        "server b'hello\\n' ('127.0.0.1', 49154) ('127.0.0.1', 9000)\n" +
        "b'HELLO\\n' ('127.0.0.1', 9000) ('127.0.0.1', 49154) 0.02\n" +
        "False () 0.02\n",
      error: null,
    });
    expect(wire(run)).toEqual([
      "0 conn.dialed 1 program localhost:9000",
      "10 conn.opened 1",
      "10 bytes.sent 1 client hello\n",
      "15 bytes.came 1 server hello\n",
      "15 bytes.sent 1 server HELLO\n",
      "20 bytes.came 1 client HELLO\n",
      "20 conn.closed 1 closed",
    ]);
  });

  test("have an address of their own", async () => {
    expect(
      await printed(`
nobody = lambda reader, writer: None
async def start(*where, **more):
    try:
        server = await asyncio.start_server(nobody, *where, **more)
        print(*(sock.getsockname() for sock in server.sockets))
        return server
    except (OSError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
first = await start(port=0)
await start("localhost", 0)
await start("127.0.0.1", 9000)
await start("127.0.0.1", 9000)
await start(None, 9000)
await start("127.0.0.2", 9000)
await start(["127.0.0.1", "127.0.0.3"], 9001)
await start("localhost", 6379)
await start("8.8.8.8", 9000)
await start("nohost", 9000)
await start()
first.close()
await start("", first.sockets and 1 or 32768)
`),
    ).toEqual([
      "('0.0.0.0', 32768)",
      "('127.0.0.1', 32769)",
      "('127.0.0.1', 9000)",
      "OSError [Errno 98] error while attempting to bind on address ('127.0.0.1', 9000): [errno 98] address already in use",
      "OSError [Errno 98] error while attempting to bind on address ('0.0.0.0', 9000): [errno 98] address already in use",
      "('127.0.0.2', 9000)",
      "('127.0.0.1', 9001) ('127.0.0.3', 9001)",
      "OSError [Errno 98] error while attempting to bind on address ('127.0.0.1', 6379): [errno 98] address already in use",
      "OSError could not bind on any address out of [('8.8.8.8', 9000)]",
      "gaierror [Errno -2] Name or service not known (hosts of this page: localhost)",
      "ValueError Neither host/port nor sock were specified",
      "('0.0.0.0', 32768)",
    ]);
  });

  test("begin, and end, when they are told to", async () => {
    expect(
      await printed(`
async def hold(reader, writer):
    print("got", await reader.read(), round(loop().time(), 3))
    writer.close()
import errno
async def refused():
    try:
        await asyncio.open_connection("localhost", 9000)
    except ConnectionRefusedError as error:
        print(error, error.errno == errno.ECONNREFUSED)
server = await asyncio.start_server(hold, "localhost", 9000, start_serving=False)
await refused()
async with asyncio.TaskGroup() as group:
    forever = group.create_task(server.serve_forever())
    await asyncio.sleep(0)
    _, writer = await asyncio.open_connection("localhost", 9000)
    try:
        await server.serve_forever()
    except RuntimeError as error:
        print(str(error).partition("> ")[2])
    server.close()
    await refused()
    waiting = group.create_task(server.wait_closed())
    await asyncio.sleep(1)
    print("waits", not waiting.done(), forever.cancelled())
    server.close_clients()
    await waiting
    print("closed", loop().time())
_, writer = await asyncio.open_connection("localhost", 6379)
`),
    ).toEqual([
      "[Errno 111] Connect call failed ('127.0.0.1', 9000): the Redis of this world listens on port 6379 True",
      "is already being awaited on serve_forever()",
      "[Errno 111] Connect call failed ('127.0.0.1', 9000): the Redis of this world listens on port 6379 True",
      "waits True False",
      "got b'' 1.03",
      "closed 1.03",
    ]);
  });

  test("may reset their clients", async () => {
    const run = await main(`
kept = []
server = await asyncio.start_server(lambda *ends: kept.append(ends), "localhost", 9000)
reader, writer = await asyncio.open_connection("localhost", 9000)
server.close()
server.abort_clients()
await server.wait_closed()
try:
    await reader.read()
except ConnectionResetError as error:
    print(error, loop().time())
try:
    writer.write(b"anybody?")
    await writer.drain()
except ConnectionResetError as error:
    print(error)
`);
    expect(run).toMatchObject({
      output:
        "[Errno 104] Connection reset by peer 0.015\n[Errno 104] Connection reset by peer\n",
      error: null,
    });
    expect(wire(run).at(-1)).toBe("15 conn.closed 1 connection reset by peer");
  });

  test("answer at the path of a socket file", async () => {
    expect(
      await printed(`
async def handle(reader, writer):
    writer.write(await reader.readline())
    print(repr(writer.get_extra_info("peername")), writer.get_extra_info("sockname"))
    writer.close()
async with await asyncio.start_unix_server(handle, "/tmp/app.sock") as server:
    reader, writer = await asyncio.open_unix_connection(path="/tmp/app.sock")
    writer.write(b"hello\\n")
    print(await reader.read(), writer.get_extra_info("peername"))
    writer.close()
try:
    await asyncio.open_unix_connection("/tmp/app.sock")
except FileNotFoundError as error:
    print(error)
`),
    ).toEqual([
      "'' /tmp/app.sock",
      "b'hello\\n' /tmp/app.sock",
      "[Errno 2] No such file or directory",
    ]);
  });

  test("read on when the other side writes no more", async () => {
    expect(
      await printed(`
async def count(reader, writer):
    data = await reader.read()
    await asyncio.sleep(1)
    writer.write(b"%d bytes" % len(data))
    writer.close()
async with await asyncio.start_server(count, "localhost", 9000):
    reader, writer = await asyncio.open_connection("localhost", 9000)
    for _ in range(3):
        writer.write(b"ten bytes.")
    writer.write_eof()
    print(await reader.read(), loop().time())
    try:
        writer.write(b"more")
    except RuntimeError as error:
        print(error)
    writer.close()
`),
    ).toEqual(["b'30 bytes' 1.02", "Cannot call write() after write_eof()"]);
  });

  test("are told of a client that has gone while they write", async () => {
    expect(
      await printed(`
over = loop().create_future()
async def ticker(reader, writer):
    try:
        for n in range(100):
            writer.write(b"%d\\n" % n)
            await writer.drain()
            await asyncio.sleep(0.01)
    except ConnectionResetError as error:
        over.set_result((n, str(error)))
async with await asyncio.start_server(ticker, "localhost", 9000):
    reader, writer = await asyncio.open_connection("localhost", 9000)
    print(await reader.readline())
    writer.close()
    print(await over)
`),
    ).toEqual(["b'0\\n'", "(2, '[Errno 104] Connection reset by peer')"]);
  });
});

describe("a wire that takes its time", () => {
  test("holds back who waits in drain", async () => {
    expect(
      await printed(
        `
reader, writer = await asyncio.open_connection("localhost", 8888)
for size in 1000, 100_000:
    writer.write(bytes(size))
    print(writer.transport.get_write_buffer_size(), end=" ")
    await writer.drain()
    print(round(loop().time(), 3), writer.transport.get_write_buffer_size())
print(len(await reader.readexactly(101_000)), round(loop().time(), 3), writer.transport.get_write_buffer_limits())
`,
        { bandwidth: 100_000 },
      ),
    ).toEqual(["0 0.01 0", "101000 1.02 0", "101000 2.03 (16384, 65536)"]);
  });

  test("fills up when the other end does not read", async () => {
    expect(
      await printed(`
async def slow(reader, writer):
    await asyncio.sleep(5)
    while await reader.read(10_000):
        await asyncio.sleep(0.1)
    writer.close()
server = await asyncio.start_server(slow, "localhost", 9000, limit=1000)
reader, writer = await asyncio.open_connection("localhost", 9000)
for n in range(5):
    writer.write(bytes(100_000))
    await writer.drain()
    print(n, round(loop().time(), 2))
`),
    ).toEqual(["0 0.01", "1 0.01", "2 0.01", "3 5.91", "4 6.91"]);
  });
});

describe("hosts", () => {
  test("are localhost and those that the run names", async () => {
    const body = `
for host in "localhost", "127.0.0.1", "redis", "cache", "db-1", "::1":
    try:
        _, writer = await asyncio.open_connection(host, 6379)
        print(host, writer.get_extra_info("peername"))
        writer.close()
    except socket.gaierror as error:
        print(host, error.errno, error)
print(socket.gethostbyname("localhost"), await loop().getaddrinfo("redis", 6379, type=socket.SOCK_STREAM))
`;
    expect(await printed(body, { hosts: ["cache"] })).toEqual([
      "localhost ('127.0.0.1', 6379)",
      "127.0.0.1 ('127.0.0.1', 6379)",
      "redis ('127.0.0.1', 6379)",
      "cache ('127.0.0.1', 6379)",
      "db-1 -2 [Errno -2] Name or service not known (hosts of this page: localhost, cache)",
      "::1 ('::1', 6379)",
      "127.0.0.1 [(<AddressFamily.AF_INET: 2>, <SocketKind.SOCK_STREAM: 1>, 6, '', ('127.0.0.1', 6379))]",
    ]);
  });

  test("that are not there never answer", async () => {
    expect(
      await printed(`
try:
    async with asyncio.timeout(2):
        await asyncio.open_connection("10.1.2.3", 6379)
except TimeoutError as error:
    print(loop().time(), repr(error))
try:
    await asyncio.open_connection("10.1.2.3", 6379)
except TimeoutError as error:
    print(loop().time(), error)
`),
    ).toEqual([
      "2.0 TimeoutError()",
      "129.0 [Errno 110] Connect call failed ('10.1.2.3', 6379): no such machine in this page",
    ]);
  });
});

/** Whether a plain function can wait, so that there are sockets which block. */
const canBlock = "Suspending" in WebAssembly;

describe("what there is not", () => {
  test("is refused in words", async () => {
    const tls =
      "the links of this page are simulated and carry plain bytes, for the timeline to show: leave out ssl, and everything else is the same";
    const cannot =
      "CannotWait a socket waits inside a plain function, and this browser cannot: it lacks JavaScript promise integration (Chrome and Edge have it from version 137). " +
      "Await asyncio.open_connection(host, port) in an `async def` in its place.";
    expect(
      await printed(`
async def tls():
    await asyncio.open_connection("localhost", 6379, ssl=True)
async def start_tls():
    _, writer = await asyncio.open_connection("localhost", 6379)
    await writer.start_tls(None)
async def old():
    await asyncio.open_connection("localhost", 6379, loop=loop())
async def blocking():
    socket.create_connection(("localhost", 6379))
async def made():
    socket.socket().connect(("localhost", 6379))
async def receive():
    await loop().sock_recv(None, 100)
async def watch():
    loop().add_reader(0, print)
async def large():
    await asyncio.open_connection("localhost", 70000)
for attempt in tls, start_tls, old, ${canBlock ? "" : "blocking, made, "}receive, watch, large:
    try:
        await attempt()
    except Exception as error:
        print(type(error).__name__, error)
`),
    ).toEqual([
      `NotImplementedError ${tls}`,
      `NotImplementedError ${tls.replace("out ssl", "out start_tls")}`,
      "TypeError BaseEventLoop.create_connection() got an unexpected keyword argument 'loop'",
      ...(canBlock ? [] : [cannot, cannot]),
      ...["loop.sock_recv", "loop.add_reader"].map(
        (what) =>
          `NotImplementedError this page has no sockets that block: await asyncio.open_connection(host, port) or loop.create_connection in place of ${what}`,
      ),
      "OverflowError getsockaddrarg: port must be 0-65535.",
    ]);
  });
});

test("clients are closed in the order in which they came", async () => {
  expect(
    await printed(`
came, ended = [], []
class Server(asyncio.Protocol):
    def connection_made(self, transport):
        came.append(self)
    def connection_lost(self, error):
        ended.append(self)
server = await loop().create_server(Server, "localhost", 9000)
for _ in range(40):
    await loop().create_connection(asyncio.Protocol, "localhost", 9000)
server.close()
server.close_clients()
await server.wait_closed()
print(len(came), came == ended)
`),
  ).toEqual(["40 True"]);
});

test("who waits for what never comes is named, and the line", async () => {
  const waiting = await main(`
async def room():
    reader, writer = await asyncio.open_connection("localhost", 9000)
    for _ in range(10):
        writer.write(bytes(100_000))
        await writer.drain()
kept = []
server = await asyncio.start_server(lambda *ends: kept.append(ends), "localhost", 9000, limit=1)
writing = asyncio.create_task(room())
await server.serve_forever()
`);
  expect(waiting.error).toBe(
    "The program cannot go on: nothing that is still to happen would wake it.\n" +
      "  Task-1 waits for somebody to connect to its server: line 13: await server.serve_forever()\n" +
      "  Task-2 waits for room on a stream: line 9: await writer.drain()",
  );
  const { error } = await main(`
reader, writer = await asyncio.open_connection("localhost", 8888)
await reader.read(100)
`);
  expect(error).toContain("Task-1 waits for bytes on a stream");
  expect(error).toContain("line 6: await reader.read(100)");
});

test("a protocol that fails loses its stream, and the program hears of it", async () => {
  const { output, error } = await main(`
over = loop().create_future()
class Bad(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"PING\\r\\n")
    def data_received(self, data):
        1 / 0
    def connection_lost(self, error):
        over.set_result(repr(error))
await loop().create_connection(Bad, "localhost", 6379)
print(await over)
`);
  expect(error).toBeNull();
  expect(output).toContain("protocol.data_received() call failed.");
  expect(output).toContain("ZeroDivisionError('division by zero')\n");
});

test("one seed gives one trace, whatever the jitter", async () => {
  const body = `
async def echo(reader, writer):
    while data := await reader.read(100):
        writer.write(data)
    writer.close()
async def ask(n):
    reader, writer = await asyncio.open_connection("localhost", 9000)
    for i in range(3):
        writer.write(b"%d.%d" % (n, i))
        await reader.read(100)
    writer.close()
    await writer.wait_closed()
async with await asyncio.start_server(echo, "localhost", 9000):
    await asyncio.gather(*map(ask, range(5)))
`;
  const [one, two, other] = [
    await main(body, { jitter: "5ms", seed: 7 }),
    await main(body, { jitter: "5ms", seed: 7 }),
    await main(body, { jitter: "5ms", seed: 8 }),
  ];
  expect(one.error).toBeNull();
  expect(two!.trace).toEqual(one.trace);
  expect(other!.elapsed).not.toBe(one.elapsed);
});

test("a server that has left refuses what is written, and a stream hears of it with the next write", async () => {
  const run = await play(`
import asyncio

async def main():
    reader, writer = await asyncio.open_connection("localhost", 6379)
    writer.write(b"QUIT\\r\\n")
    print(await reader.readline())
    await asyncio.sleep(0.1)
    writer.write(b"PING\\r\\n")
    await writer.drain()
    print(await reader.read(), writer.is_closing())
    await asyncio.sleep(0.1)
    writer.write(b"PING\\r\\n")
    try:
        await writer.drain()
    except ConnectionError as error:
        print(repr(error))
    writer.close()
    try:
        await writer.wait_closed()
    except ConnectionError as error:
        print(repr(error))

asyncio.run(main())
`);
  expect(run).toMatchObject({
    output: [
      "b'+OK\\r\\n'",
      "b'' False",
      "ConnectionResetError('Connection lost')",
      "BrokenPipeError(32, 'Broken pipe')",
      "",
    ].join("\n"),
    error: null,
  });
});
