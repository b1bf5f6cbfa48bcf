// Measures the client beside go-redis, both against one redis-server. Prints
// medians.
//
//   node scripts/bench-client.mjs [rounds, 5 unless told]
import { execFileSync } from "node:child_process";
import { median } from "./median.mjs";
import { startRedis } from "./servers.mjs";

const rounds = Number(process.argv[2] ?? 5);
const ways = { alone: "one by one", among: "among 25 goroutines a core", pipeline: "in pipelines of 100" };

const server = await startRedis();
try {
  report(measure(server.port));
} finally {
  await server.stop();
}

/** Nanoseconds a command, of each round: {way: {peer: [ns, ...]}}. */
function measure(port) {
  const results = {};
  for (let round = 0; round < rounds; round++) {
    const output = execFileSync("go", ["test", "-run", "^$", "-bench", "Peer", "./client/tcp"], {
      encoding: "utf8",
      env: { ...process.env, RESPLAY_BENCH_REDIS: `127.0.0.1:${port}` },
      stdio: ["ignore", "pipe", "inherit"],
    });
    for (const [, way, peer, ns] of output.matchAll(/^BenchmarkPeer\/(\w+)\/([\w-]+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/gm)) {
      ((results[way] ??= {})[peer] ??= []).push(Number(ns));
    }
  }
  return results;
}

function report(results) {
  console.log(`\nGET, commands a second, median of ${rounds}`);
  console.log("way                           resplay      go-redis   ratio");
  for (const [way, peers] of Object.entries(results)) {
    const [ours, theirs] = [peers.resplay, peers["go-redis"]].map((all) => 1e9 / median(all));
    console.log(
      ways[way].padEnd(28) +
        ours.toFixed(0).padStart(9) +
        theirs.toFixed(0).padStart(14) +
        (ours / theirs).toFixed(2).padStart(8),
    );
  }
  console.log("again: make bench-client");
}
