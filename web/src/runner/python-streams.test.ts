/** Raw streams: to Redis, to the echo service, to the program's own servers, and what happens when they break. */

import { beforeAll, describe, expect, test } from "vitest";
import { loadPython, play, type Played } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

/** What the trace tells of connections and their bytes, as "time kind conn who: text or bytes". */
function wire({ trace }: Played): string[] {
  return trace
    .filter(({ kind }) => /^(conn|bytes)\./.test(kind))
    .map(({ at, kind, conn, name, text, data }) =>
      `${at / 1e6} ${kind} ${conn} ${name} ${text}${new TextDecoder().decode(data)}`.replace(
        /  +/,
        " ",
      ),
    );
}

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
      "10 conn.opened 1 ",
      "10 bytes.sent 1 client Hello World!",
      "15 bytes.came 1 server Hello World!",
      "15 bytes.sent 1 server Hello World!",
      "20 bytes.came 1 client Hello World!",
      "20 conn.closed 1 closed",
    ]);
  });
});

describe("the program's own servers", () => {
  test("serve streams, at both of whose ends the program is", async () => {
    const run = await play(`
import asyncio
async def handle(reader, writer):
    data = await reader.readline()
    print("server", data, *(writer.get_extra_info(n) for n in ("peername", "sockname")))
    writer.write(data.upper())
    await writer.drain()
    writer.close()
    await writer.wait_closed()
async def main():
    server = await asyncio.start_server(handle, "localhost", 9000)
    print(server.sockets[0].getsockname(), server.is_serving())
    async with server:
        reader, writer = await asyncio.open_connection("localhost", 9000)
        names = [writer.get_extra_info(n) for n in ("peername", "sockname")]
        writer.write(b"hello\\n")
        print(await reader.read(), *names, asyncio.get_running_loop().time())
        writer.close()
    print(server.is_serving(), server.sockets)
asyncio.run(main())
`);
    expect(run).toMatchObject({ output: "", error: null });
  });
});
