/** Every row of the table in Chromium, on one page, and that its trace is that of Node, event by event, where Node can run it. */
import { beforeAll, expect, test } from "vitest";
import { loadPython, play } from "../src/runner/python.harness.ts";
import { canWait, defaults, nameOf, type Row } from "../src/rows/row.ts";
import { rows } from "../src/rows/table.ts";
import { programOf, verify, type Came } from "../src/rows/verify.ts";
import { seen, type Seen } from "../src/rows/views.ts";
import { visitSite } from "./harness.ts";

const visit = visitSite();

beforeAll(async () => {
  await loadPython();
});

/** What has the server keep a script, which outlasts its run as it does in Redis. */
const scripts = /\block\(|script|eval/;

/** Runs a row in the page, in a world without keys and scripts. */
async function playInPage(row: Row): Promise<Came> {
  await visit.page.waitForFunction(() => "resplay" in globalThis);
  // As one text, bytes as its characters: values cross to the test one by one, which takes long.
  const came = await visit.page.evaluate(
    async ([code, options, scripts]) => {
      const { playground, run } = (globalThis as any).resplay;
      playground.settings.speed = 0; // no time goes by between two rows
      await playground.start();
      await playground.reset();
      if (scripts) await run("redis-cli", "SCRIPT FLUSH");
      const result = await run("python", code, options);
      return JSON.stringify(result, (_, value) =>
        value instanceof Uint8Array
          ? { bytes: String.fromCharCode(...value) }
          : value,
      );
    },
    [
      programOf(row),
      { ...defaults, ...row.options },
      scripts.test(programOf(row)),
    ] as const,
  );
  return JSON.parse(came, (_, value) =>
    typeof value?.bytes === "string"
      ? Uint8Array.from(value.bytes, (byte: string) => byte.charCodeAt(0))
      : value,
  );
}

/** Commands whose replies tell the time, or count what a world did before. */
const tellOfPast = new Set(["CLIENT", "INFO", "MONITOR"]);

/** What their replies, and how long those are, show in. */
const replies = new Set<string>([
  "future.resolved",
  "pushed",
  "bytes.sent",
  "bytes.came",
]);

/** A trace, without what was said where part of that counts what other rows did, a line each. */
function comparable(trace: Seen[]): string[] {
  return withoutPast(trace).map((event) => JSON.stringify(event));
}

function withoutPast(trace: Seen[]): Seen[] {
  const telling = trace.some(
    ({ kind, name }) => kind === "executed" && tellOfPast.has(name),
  );
  if (!telling) return trace;
  return trace.map((event) => ({
    ...event,
    data: "",
    text: replies.has(event.kind) ? "" : event.text,
  }));
}

/** A row's run in Node; where it cannot wait there, another one in the page. */
function playAgain(row: Row): Promise<Came> {
  if (row.waits && !canWait) return playInPage(row);
  return play(programOf(row), { ...defaults, ...row.options });
}

test.for(rows.map((row) => [nameOf(row), row.title, row] as const))(
  "%s %s",
  async ([, , row]) => {
    const came = await playInPage(row);
    verify(row, came);
    const again = await playAgain(row);
    expect(comparable(seen(came.trace))).toEqual(comparable(seen(again.trace)));
  },
);
