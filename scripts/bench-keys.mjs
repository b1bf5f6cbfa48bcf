// What many keys cost: memory for a million, and time for each further one.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { startOurs, withServers } from "./bench-load.mjs";
import { startRedis } from "./servers.mjs";

const starts = { resplay: startOurs, "redis-server": startRedis };
const batch = 1000; // commands in one write
const value = "0123456789abcdef";

/** The memory of both processes before and after a million strings. */
export async function benchMemory({ scale }) {
  const keys = 1_000_000 * scale;
  await withServers(starts, async (servers) => {
    console.log(`\nmemory for ${keys} strings of 16 bytes`);
    const grown = {};
    for (const [name, server] of Object.entries(servers)) {
      const before = residentMB(server.pid);
      const client = await open(server.port);
      await setKeys(client, 0, keys);
      client.destroy();
      const after = residentMB(server.pid);
      grown[name] = after - before;
      const line = [before, "MB before,", after, "MB after"].map((part) =>
        typeof part === "number" ? part.toFixed(1) : part,
      );
      console.log(`${name.padEnd(14)} ${line.join(" ")}`);
    }
    const ratio = grown.resplay / grown["redis-server"];
    console.log(`resplay takes ${ratio.toFixed(2)} times as much more`);
  });
}

/** The time of each million of ever new keys. */
export async function benchKeys({ keys }) {
  const step = Math.min(1_000_000, keys);
  await withServers(starts, async (servers) => {
    console.log(`\nseconds for each further ${step} of ${keys} keys`);
    const clients = {};
    for (const [name, { port }] of Object.entries(servers)) {
      clients[name] = await open(port);
    }
    console.log(
      "keys".padEnd(12) +
        Object.keys(servers)
          .map((name) => name.padStart(14))
          .join(""),
    );
    for (let from = 0; from < keys; from += step) {
      let line = String(from + step).padEnd(12);
      for (const client of Object.values(clients)) {
        const start = performance.now();
        await setKeys(client, from, from + step);
        const seconds = (performance.now() - start) / 1000;
        line += seconds.toFixed(2).padStart(14);
      }
      console.log(line);
    }
    for (const [name, { pid }] of Object.entries(servers)) {
      console.log(`${name}: ${residentMB(pid).toFixed(0)} MB`);
    }
    for (const client of Object.values(clients)) client.destroy();
  });
}

async function open(port) {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

/** Sets the keys of a range and waits for the last reply. */
async function setKeys(socket, from, to) {
  const answered = replies(socket, (to - from) * "+OK\r\n".length);
  for (let at = from; at < to; at += batch) {
    let commands = "";
    for (let i = at; i < Math.min(at + batch, to); i++) {
      const key = "key:" + String(i).padStart(12, "0");
      commands += `*3\r\n$3\r\nSET\r\n$16\r\n${key}\r\n$16\r\n${value}\r\n`;
    }
    if (!socket.write(commands)) await once(socket, "drain");
  }
  await answered;
}

function replies(socket, bytes) {
  return new Promise((resolve, reject) => {
    const count = (chunk) => {
      if (chunk[0] === 0x2d) reject(new Error(String(chunk)));
      if ((bytes -= chunk.length) > 0) return;
      socket.off("data", count).off("error", reject);
      resolve();
    };
    socket.on("data", count);
    socket.once("error", reject);
  });
}

/** What a process has in memory, as the system counts it. */
function residentMB(pid) {
  const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(String(kilobytes)) / 1024;
}
