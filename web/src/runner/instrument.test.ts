import { expect, test } from "vitest";
import { instrument } from "./instrument.ts";

const HEAD =
  "const $resplay = globalThis.$resplay, $task = $resplay.main; $resplay.begin(); ";
const LEAVE =
  "} catch ($error) { throw $resplay.fail($task, $error); } finally { $resplay.leave($task); } }";

test.each([
  ["1 + 1; // nothing", "1 + 1; // nothing"],
  ["await x;", 'await $resplay.wait(x, 1, "x", $task);'],
  [
    "await f();",
    'await $resplay.wait(f(...$resplay.direct()), 1, "f()", $task);',
  ],
  [
    "await f(a, (b),);",
    'await $resplay.wait(f(a, (b), ...$resplay.direct(),), 1, "f(a, (b),)", $task);',
  ],
  [
    "await (a?.b(await c));",
    'await $resplay.wait((a?.b(await $resplay.wait(c, 1, "c", $task), ...$resplay.direct())), 1, "(a?.b(await c))", $task);',
  ],
  [
    "for await (const x of y) ;",
    'for await (const x of $resplay.each(y, 1, "y", $task)) ;',
  ],
  [
    "async function f() {}",
    `async function f() { const $task = $resplay.enter("f", 1); try {${LEAVE}`,
  ],
  [
    "const f = async (x) => ({ x });",
    `const f = async (x) => { const $task = $resplay.enter("f", 1); try { return (({ x })); ${LEAVE};`,
  ],
  [
    "go({ async each() { } });",
    `go({ async each() { const $task = $resplay.enter("each", 1); try { ${LEAVE} });`,
  ],
  [
    "async function* g() { yield 1; }",
    "async function* g() { const $task = $resplay.current(); yield 1; }",
  ],
  [
    "const m = await import('x');",
    `const m = await $resplay.wait($resplay.importLater('x'), 1, "import('x')", $task);`,
  ],
  [
    "{ using a = b, c = d; }",
    "{ const $scope = $resplay.scope($task); try { const a = $scope.use((b)), c = $scope.use((d)); } catch ($error) { throw $scope.fail($error); } finally { $scope.dispose(); } }",
  ],
  [
    "for (using a of b) go(a);",
    "for (const a of b) { const $scope = $resplay.scope($task); try {$scope.use(a); go(a);} catch ($error) { throw $scope.fail($error); } finally { $scope.dispose(); } }",
  ],
  [
    "await using a = await b; // c",
    'const $scope = $resplay.scope($task); try {const a = $scope.useAsync((await $resplay.wait(b, 1, "b", $task))); // c\n} catch ($error) { throw $scope.fail($error); } finally { await $resplay.wait($scope.disposeAsync(), 1, "await using a = await b;", $task); }',
  ],
  ["const { a, b: { c } = {} } = d;", "const { a, b: { c } = {} } = d;"],
  ["#!/usr/bin/env node", "///usr/bin/env node"],
])("%s", (source, code) => {
  expect(instrument(source).code).toBe(HEAD + code);
});

test("imports become constants at the top, and their lines stay", () => {
  const source = [
    'import { createWorld as make, World } from "resplay";',
    "import {",
    "  ReplyError,",
    '} from "resplay";',
    'import all, * as again from "resplay";',
    "export const x = 1;",
  ].join("\n");
  const { code, lines } = instrument(source);
  const load = (line: number, names: string) =>
    `$resplay.import("resplay", ${line}, ${names})`;
  expect(code).toBe(
    `${HEAD.trimEnd()} const { "createWorld": make } = ${load(1, '["createWorld","World"]')}; ` +
      `const { "World": World } = ${load(1, '["createWorld","World"]')}; ` +
      `const { "ReplyError": ReplyError } = ${load(2, '["ReplyError"]')}; ` +
      `const { "default": all } = ${load(5, '["default"]')}; ` +
      `const again = ${load(5, '["default"]')}; ` +
      "\n\n\n\n\nexport const x = 1;",
  );
  expect(lines).toEqual(source.split("\n"));
});

test.each([
  [
    "const a = 1;\n\tconst = 5;",
    "SyntaxError: Unexpected token '='\n  at line 2, column 8:\n    \tconst = 5;\n    \t      ^",
  ],
  [
    "let a;\nlet a;",
    "SyntaxError: Identifier 'a' has already been declared\n  at line 2, column 5:\n    let a;\n        ^",
  ],
  [
    "function f() { await 1 }",
    "SyntaxError: Cannot use keyword 'await' outside an async function\n  at line 1, column 16:\n    function f() { await 1 }\n                   ^",
  ],
  [
    "f(",
    "SyntaxError: Unexpected end of input\n  at line 1, column 3:\n    f(\n      ^",
  ],
])("%j does not parse, and says where", (source, message) => {
  expect(() => instrument(source)).toThrow(message);
});
