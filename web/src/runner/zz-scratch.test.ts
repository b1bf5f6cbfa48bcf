import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, test } from "vitest";
import { connections, loadPython, play } from "./python.harness.ts";
beforeAll(loadPython, 60_000);
for (const file of readdirSync("/tmp/clientwt").filter((f) => f.endsWith(".py")))
  test(file, async () => {
    const run = await play(readFileSync("/tmp/clientwt/" + file, "utf8"));
    console.log(`=== ${file} elapsed ${run.elapsed} connections ${connections(run)} real ${run.real}\n${run.output}\n${run.error ?? ""}`);
    if (file.startsWith("t")) console.log(run.trace.filter(({kind})=>/future|conn|executed/.test(kind)).map((e)=>`${e.at/1e6} ${e.kind} ${e.name??""} ${e.text??""}`).join("\n"));
  });
