// Starts servers on free ports of the loopback address, for browser tests and for measuring them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const loopback = "127.0.0.1";

/**
 * A running `resplay serve`: the address of its page, its RESP port and its
 * process. The site is the built one unless told.
 */
export async function startResplay({ site = "web/dist" } = {}) {
  if (!existsSync(`${root}bin/resplay`))
    throw new Error("bin/resplay is not there: run make build first");
  const child = spawn(
    "bin/resplay",
    [
      "serve",
      "--http",
      `${loopback}:0`,
      "--resp",
      `${loopback}:0`,
      "--site",
      site,
    ],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const addresses = {};
  for await (const line of createInterface(child.stdout)) {
    const [what, url] = line.split(/\s+/);
    addresses[what] = url;
    if (what === "redis") {
      return {
        url: addresses.page,
        port: Number(new URL(url).port),
        pid: child.pid,
        stop: () => end(child),
      };
    }
  }
  throw new Error("resplay serve ended before it listened");
}

/** A running redis-server that keeps nothing. */
export async function startRedis() {
  const port = await freePort();
  const options = [
    "--bind",
    loopback,
    "--port",
    port,
    "--save",
    "",
    "--appendonly",
    "no",
  ];
  const child = spawn("redis-server", options.map(String), {
    stdio: ["ignore", "ignore", "inherit"],
  });
  await Promise.race([
    listens(port),
    once(child, "exit").then(() => {
      throw new Error("redis-server ended before it listened");
    }),
  ]);
  return { port, pid: child.pid, stop: () => end(child) };
}

/** A running miniredis, the test double. */
export async function startMiniredis() {
  const child = spawn("bin/miniredis", {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const port of createInterface(child.stdout)) {
    return { port: Number(port), pid: child.pid, stop: () => end(child) };
  }
  throw new Error("miniredis ended before it listened");
}

async function freePort() {
  const server = createServer().listen(0, loopback);
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until somebody listens on the port. */
async function listens(port) {
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect(port, loopback);
    const open = await new Promise((resolve) => {
      socket
        .once("connect", () => resolve(true))
        .once("error", () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nobody listens on port ${port}`);
}

async function end(child) {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
