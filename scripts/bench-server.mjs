// Measures `resplay serve` beside redis-server and miniredis: throughput under
// redis-benchmark, ranks in a large sorted set, memory, and how the time for a
// key grows with their number. The servers take turns, so that what else the
// machine does hits all; printed are medians, and what repeats them.
//
//   node scripts/bench-server.mjs [--rounds 5] [--keys 2000000] [--brief]
//       [--only throughput,rank,memory,keys]
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { benchKeys, benchMemory } from "./bench-keys.mjs";
import { benchRank, benchThroughput } from "./bench-load.mjs";

const { values: flags } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" }, // of each load
    keys: { type: "string", default: "2000000" }, // 10000000 is the full run
    brief: { type: "boolean", default: false }, // only shows that it works
    only: { type: "string", default: "throughput,rank,memory,keys" },
  },
});
const sections = {
  throughput: benchThroughput,
  rank: benchRank,
  memory: benchMemory,
  keys: benchKeys,
};
const options = flags.brief
  ? { rounds: 1, scale: 0.02, keys: 200_000 }
  : { rounds: Number(flags.rounds), scale: 1, keys: Number(flags.keys) };

for (const name of flags.only.split(",")) {
  if (!sections[name]) throw new Error(`no section ${name}`);
  await sections[name](options);
}
const load = loadavg().map((average) => average.toFixed(2));
console.log(`\nload average ${load.join(" ")} at the end`);
