import { expect, test } from "vitest";
import { createWorld } from "./index.ts";

const decoder = new TextDecoder();

test("a client of one's own: bytes out, bytes in, until the server hangs up", async () => {
  const world = await createWorld({ latency: "10ms" });
  using socket = await world.connect("localhost:6379");
  expect(world.elapsed).toBe(10);
  socket.write("PING\r\n*2\r\n$4\r\nECHO\r\n");
  socket.write(new Uint8Array([0x24, 0x31, 0x0d, 0x0a, 0x78, 0x0d, 0x0a]));
  let heard = "";
  while (heard.length < 14) heard += decoder.decode((await socket.read())!);
  expect([heard, world.elapsed]).toEqual(["+PONG\r\n$1\r\nx\r\n", 20]);
  socket.write("QUIT\r\n");
  for await (const bytes of socket) heard += decoder.decode(bytes);
  expect(heard.endsWith("+OK\r\n")).toBe(true);
  expect(await socket.read()).toBe(null);
  socket.close();
  expect(() => socket.write("PING")).toThrow("the connection has been closed");
});

test("nobody listens; a connection is cut; an address is none", async () => {
  const world = await createWorld();
  await expect(world.connect("localhost:1")).rejects.toMatchObject({
    kind: "closed",
    message:
      "connect to localhost:1: connection refused: the Redis of this world listens on port 6379",
  });
  await expect(world.connect("localhost")).rejects.toThrow(
    'the address "localhost" has no host or no port; give one such as "localhost:6379"',
  );
  const socket = await world.connect();
  const read = socket.read();
  const redis = world.client();
  await redis.clientKill({ type: "normal", skipme: "yes" });
  expect(await read).toBe(null);
  const own = await world.connect();
  const none = own.read();
  own.close();
  expect(await none).toBe(null);
  await world.advance("1ms");
  expect(await redis.info("clients")).toContain("connected_clients:1");
});

test("a server of one's own, and the echo service", async () => {
  const world = await createWorld({ latency: "10ms" });
  const heard: string[] = [];
  using server = world.listen(7000, async (socket) => {
    for await (const bytes of socket) {
      heard.push(`${world.elapsed} ${decoder.decode(bytes)}`);
      socket.write("+PONG\r\n");
    }
    heard.push(`${world.elapsed} gone`);
    socket.close();
  });
  expect(server.port).toBe(7000);
  const socket = await world.connect("localhost:7000");
  socket.write("PING\r\n");
  expect(decoder.decode((await socket.read())!)).toBe("+PONG\r\n");
  expect(world.elapsed).toBe(20);
  socket.close();
  await world.advance("20ms");
  expect(heard).toEqual(["15 PING\r\n", "25 gone"]);
  const echo = await world.connect("localhost:8888");
  echo.write("hello");
  expect(decoder.decode((await echo.read())!)).toBe("hello");
  expect(() => world.listen(7000, () => {})).toThrow("listened on already");
  server.close();
  await expect(world.connect("localhost:7000")).rejects.toThrow("refused");
});
