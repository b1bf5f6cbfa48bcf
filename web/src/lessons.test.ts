/**
 * Runs the Python and JavaScript programs of the course: no start passes,
 * every solution does, and every mistake fails first at the requirement that
 * it names. Those in redis-cli are run by tutorial/lessons/course_test.go.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";

import { beginning, World } from "./api/world.ts";
import { joined } from "./border/bytes.ts";
import { encodeCommand } from "./border/command.ts";
import { JavaScriptRuntime } from "./runner/javascript.ts";
import { runtime as python } from "./runner/python.harness.ts";
import type { RunOptions, Runtime, Turn } from "./types.ts";
import { hold } from "./world/door.ts";
import { LocalWorld } from "./world/local.ts";

const course = new URL("../../tutorial/lessons/", import.meta.url);

interface Program {
  /** The file in the lesson's folder. */
  file: string;
  code: string;
  /** The first requirement that it does not meet; null: it meets all; undefined: any. */
  earns: string | null | undefined;
}

/** The programs of a lesson whose files end so. */
function programs(folder: URL, extension: string): Program[] {
  const files = ["start", "solution"].map((name) => name + extension);
  const wrong = readdirSync(new URL("wrong/", folder));
  return [...files, ...wrong.sort().map((name) => `wrong/${name}`)]
    .filter((file) => file.endsWith(extension))
    .filter((file) => existsSync(new URL(file, folder)))
    .map((file) => {
      const code = readFileSync(new URL(file, folder), "utf8");
      const named = /^\W+earns:\s*(.*)/.exec(code)?.[1];
      return {
        file,
        code,
        earns: file === "solution" + extension ? null : named,
      };
    });
}

/** How the programs of a lesson are run, from the front matter of its text. */
function runOptions(folder: URL): RunOptions {
  const text = readFileSync(new URL("lesson.md", folder), "utf8");
  const field = (name: string) =>
    new RegExp(`^${name}: *(.*)$`, "m").exec(text)?.[1];
  return { latency: field("latency") ?? "0", seed: Number(field("seed") ?? 1) };
}

/** What a program came to. */
interface Outcome {
  /** As the page shows it, or null. */
  error: string | null;
  /** The first requirement that was not met, or null. */
  failed: string | null;
}

/** Runs a program in a world of its own, and grades it. */
async function outcome(
  code: string,
  check: string,
  options: RunOptions,
  runtimeOf: (world: LocalWorld) => Runtime,
): Promise<Outcome> {
  const world = await LocalWorld.open();
  const { turn } = world.door(1);
  let begin: Uint8Array | undefined = encodeCommand(...beginning(options));
  const first: Turn = (batch) => {
    const parts = begin ? [begin, batch] : [batch];
    begin = undefined;
    return turn(joined(parts));
  };
  const error = await runtimeOf(world).run(code, first, options);
  const door = world.door(0);
  const verdicts = await new World(hold(door), door).grade(check);
  return { error, failed: verdicts.find(({ ok }) => !ok)?.title ?? null };
}

/** The runtimes, by the ending of their programs. */
const languages: Record<string, (world: LocalWorld) => Runtime> = {
  ".py": () => python,
  ".js": (world) => new JavaScriptRuntime(world.door(1).trace),
};

const lessons = readdirSync(course).filter((name) => /^\d/.test(name));

beforeAll(() => python.load(), 60_000);

describe.each(lessons)("%s", (lesson) => {
  const folder = new URL(`${lesson}/`, course);
  const check = readFileSync(new URL("check.txt", folder), "utf8");
  const options = runOptions(folder);
  for (const [extension, runtimeOf] of Object.entries(languages)) {
    for (const { file, code, earns } of programs(folder, extension)) {
      test(file, async () => {
        const got = await outcome(code, check, options, runtimeOf);
        if (earns === undefined) expect(got.failed).not.toBeNull();
        else if (earns) expect(got.failed).toBe(earns);
        else expect(got).toEqual({ error: null, failed: null });
      });
    }
  }
});
