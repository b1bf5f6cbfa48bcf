/** The type stubs beside a type checker: they have no mistake, programs that are right pass, and what is wrong in others is found. */

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { beforeAll, expect, test } from "vitest";

const folder = new URL("testdata/types/", import.meta.url);
const checker = new URL("../../node_modules/pyright/index.js", import.meta.url);

/** What the checker says of a line, as it is written behind that line in wrong_calls.py. */
interface Finding {
  file: string;
  line: number;
  rule: string;
  message: string;
}

let findings: Finding[];
let checked: number;

/** One run for all: the configuration in the folder names the stubs and the programs. */
beforeAll(async () => {
  const report = JSON.parse(await run());
  checked = report.summary.filesAnalyzed;
  findings = report.generalDiagnostics.map(
    ({ file, rule, message, range }: any): Finding => {
      const path = file.replace(/^.*\/stubs\//, "stubs/");
      const name = path.startsWith("stubs/") ? path : basename(path);
      return { file: name, line: range.start.line + 1, rule, message };
    },
  );
}, 120_000);

/** The checker ends with 1 when it has found something. */
function run(): Promise<string> {
  const args = [checker.pathname, "-p", folder.pathname, "--outputjson"];
  return new Promise((resolve, reject) =>
    execFile(
      process.execPath,
      args,
      { maxBuffer: 1e8 },
      (error, stdout, stderr) =>
        stdout.startsWith("{") ? resolve(stdout) : reject(error ?? stderr),
    ),
  );
}

const said = ({ file, line, rule, message }: Finding) =>
  `${file}:${line} ${rule} ${message}`;

test("the stubs have no mistake, and everything in them has a type", () => {
  const found = findings.filter(({ file }) => file.startsWith("stubs/"));
  expect(found.map(said)).toEqual([]);
  expect(checked).toBeGreaterThan(50);
});

test("programs that are right pass, and their calls are of the types that they state", () => {
  const found = findings.filter(({ file }) => /^[a-z]+_calls/.test(file));
  const right = found.filter(({ file }) => !file.startsWith("wrong"));
  expect(right.map(said)).toEqual([]);
  const text = readFileSync(new URL("asyncio_calls.py", folder), "utf8");
  expect(text.match(/assert_type\(/g)!.length).toBeGreaterThan(80);
});

test("every mistake is found, in its line, and nothing else", () => {
  const text = readFileSync(new URL("wrong_calls.py", folder), "utf8");
  const wanted = text.split("\n").flatMap((line, i) => {
    const [, rule] = /# wrong: (\w+)$/.exec(line) ?? [];
    return rule ? [`${i + 1} ${rule}`] : [];
  });
  // What is wrong has no type, which is said on top of that.
  const found = findings
    .filter(
      ({ file, rule }) => file === "wrong_calls.py" && !/Unknown/.test(rule),
    )
    .map(({ line, rule }) => `${line} ${rule}`);
  expect(wanted.length).toBe(24);
  expect(wanted.filter((each) => !found.includes(each))).toEqual([]);
  const lines = new Set(wanted.map((each) => each.split(" ")[0]));
  expect(found.filter((each) => !lines.has(each.split(" ")[0]))).toEqual([]);
});
