// Requests a second of three servers under redis-benchmark.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./median.mjs";
import { startMiniredis, startRedis, startResplay } from "./servers.mjs";

const tests = "set,get,incr,lpush,rpush,sadd,hset,zadd,lrange_100,mset";
const loads = [
  { name: "50 clients", requests: 50_000, options: ["-c", "50"] },
  {
    name: "50 clients, pipelines of 16",
    requests: 400_000,
    options: ["-c", "50", "-P", "16"],
  },
];
const members = 100_000; // of the sorted set whose ranks are asked for

/** A `resplay serve` whose site is an empty page. */
export async function startOurs() {
  const site = mkdtempSync(join(tmpdir(), "resplay-bench-"));
  writeFileSync(join(site, "index.html"), "");
  const server = await startResplay({ site });
  return {
    ...server,
    stop: () => {
      rmSync(site, { recursive: true });
      return server.stop();
    },
  };
}

/** Runs a section with servers by name, which it starts and ends. */
export async function withServers(starts, section) {
  const servers = {};
  try {
    for (const [name, start] of Object.entries(starts)) {
      servers[name] = await start();
    }
    await section(servers);
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  }
}

export async function benchThroughput({ rounds, scale }) {
  const starts = {
    resplay: startOurs,
    "redis-server": startRedis,
    miniredis: startMiniredis,
  };
  await withServers(starts, (servers) => {
    for (const load of loads) {
      const requests = Math.ceil(load.requests * scale);
      compare(servers, load, requests, rounds, ["-t", tests]);
    }
  });
}

/** Asks for ranks in a sorted set of 100,000 members. */
export async function benchRank({ rounds, scale }) {
  const starts = { resplay: startOurs, "redis-server": startRedis };
  await withServers(starts, (servers) => {
    for (const { port } of Object.values(servers)) {
      cli(port, ["--pipe"], rankedMembers());
    }
    const command = "ZRANK ranked member:__rand_int__".split(" ");
    for (const load of loads) {
      const requests = Math.ceil(load.requests * scale);
      const args = ["-r", members, ...command];
      compare(servers, load, requests, rounds, args);
    }
  });
}

/** What adds the members, whose order by score is not that of their names. */
function rankedMembers() {
  const lines = [];
  for (let i = 0; i < members; i++) {
    const member = String(i).padStart(12, "0");
    lines.push(`ZADD ranked ${(i * 7919) % members} member:${member}`);
  }
  return lines.join("\r\n") + "\r\n";
}

/** Measures the servers in turns and prints medians and ratios. */
function compare(servers, { name, options }, requests, rounds, what) {
  const names = Object.keys(servers);
  const results = Object.fromEntries(names.map((server) => [server, {}]));
  for (let round = 0; round < rounds; round++) {
    for (const server of names) {
      // Its lists are slow by their length, so it gets shorter ones.
      const share = server === "miniredis" ? 20 : 1;
      const count = Math.ceil(requests / share);
      // Each round fills the same keys anew; those of the ranks stay.
      if (what[0] === "-t") cli(servers[server].port, ["FLUSHALL"]);
      const args = ["-n", count, ...options, ...what];
      record(results[server], measure(servers[server].port, args));
    }
  }
  console.log(`\n${name}: requests a second, median of ${rounds}`);
  print(names, results);
  const args = ["-n", requests, ...options, ...what].join(" ");
  console.log(`again: redis-benchmark -p PORT ${args}`);
}

function print([ours, ...others], results) {
  const head = [ours, ...others.flatMap((name) => [name, "ratio"])];
  console.log("test".padEnd(32) + head.map((h) => h.padStart(14)).join(""));
  for (const test of Object.keys(results[ours])) {
    const rate = (name) => median(results[name][test]);
    const cells = [rate(ours).toFixed(0)];
    for (const name of others) {
      cells.push(rate(name).toFixed(0), (rate(ours) / rate(name)).toFixed(2));
    }
    console.log(test.padEnd(32) + cells.map((c) => c.padStart(14)).join(""));
  }
}

/** Requests a second of each test, by its name. */
function measure(port, args) {
  const all = ["-h", "127.0.0.1", "-p", port, "--csv", ...args];
  const csv = execFileSync("redis-benchmark", all.map(String), {
    encoding: "utf8",
    // It complains on standard error about servers without CONFIG.
    stdio: ["ignore", "pipe", "ignore"],
  });
  const rows = [...csv.matchAll(/^"([^"]+)","([\d.]+)"/gm)];
  return rows
    .map(([, test, rate]) => [test, Number(rate)])
    .filter(([test]) => !test.includes("needed to benchmark"));
}

function record(results, rows) {
  for (const [test, rate] of rows) (results[test] ??= []).push(rate);
}

function cli(port, args, input = "") {
  const all = ["-h", "127.0.0.1", "-p", String(port), ...args];
  execFileSync("redis-cli", all, { input, stdio: ["pipe", "ignore", "pipe"] });
}
