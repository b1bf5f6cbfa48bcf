// Measures `resplay serve` beside redis-server, both under redis-benchmark, in
// turns so that what else the machine does hits both. Prints medians.
//
//   node scripts/bench-server.mjs [rounds, 5 unless told]
import { execFileSync } from "node:child_process";
import { median } from "./median.mjs";
import { startRedis, startResplay } from "./servers.mjs";

const rounds = Number(process.argv[2] ?? 5);
const tests = "ping_mbulk,set,get,incr,lpush,lpop,sadd,hset";
const loads = [
  { name: "50 clients", requests: 20_000, options: ["-c", "50"] },
  {
    name: "50 clients, pipelines of 16",
    requests: 200_000,
    options: ["-c", "50", "-P", "16"],
  },
];

const ours = await startResplay();
const theirs = await startRedis();
try {
  for (const load of loads) compare(load);
} finally {
  await Promise.all([ours.stop(), theirs.stop()]);
}

function compare({ name, requests, options }) {
  const results = { ours: {}, theirs: {} };
  for (let round = 0; round < rounds; round++) {
    record(results.ours, measure(ours.port, requests, options));
    record(results.theirs, measure(theirs.port, requests, options));
  }
  console.log(`\n${name}: requests a second, median of ${rounds}`);
  console.log("test                  resplay  redis-server   ratio");
  for (const test of Object.keys(results.ours)) {
    const [a, b] = [median(results.ours[test]), median(results.theirs[test])];
    console.log(
      test.padEnd(20) +
        a.toFixed(0).padStart(9) +
        b.toFixed(0).padStart(14) +
        (a / b).toFixed(2).padStart(8),
    );
  }
  console.log(
    `again: redis-benchmark -t ${tests} -n ${requests} ${options.join(" ")} -p PORT`,
  );
}

/** Requests a second of each test, by its name. */
function measure(port, requests, options) {
  const args = [
    "-h",
    "127.0.0.1",
    "-p",
    port,
    "-n",
    requests,
    "-t",
    tests,
    "--csv",
    ...options,
  ];
  const csv = execFileSync("redis-benchmark", args.map(String), {
    encoding: "utf8",
    // It complains on standard error about servers without CONFIG.
    stdio: ["ignore", "pipe", "ignore"],
  });
  const rows = [...csv.matchAll(/^"([^"]+)","([\d.]+)"/gm)];
  return rows.map(([, test, rate]) => [test, Number(rate)]);
}

function record(results, rows) {
  for (const [test, rate] of rows) (results[test] ??= []).push(rate);
}
