/** Rewrites a learner's program, within its lines, so that it can be told where it waits and on whose behalf. */

import { parse, type Node } from "acorn";

/** What the rewritten program calls: its Probe, see probe.ts. */
export const PROBE = "$resplay";
/** The Frame of a call, a constant in the function's own scope. */
const TASK = "$task";
/** What a block disposes of, a constant around its text: see scope.ts. */
const SCOPE = "$scope";

/** A program that can be run as a module. */
export interface Instrumented {
  code: string;
  /** Its lines as the learner wrote them. */
  lines: string[];
}

/** A program that does not parse, or imports what is not there. The message says where. */
export class SourceError extends Error {}

/** A node as a tree: acorn's types name each kind's fields, a walk needs none of them. */
type Tree = Node & { [field: string]: unknown };

/**
 * Rewrites a program:
 *
 *     await x                  await $resplay.wait(x, line, "x", $task)
 *     await f(a)               ….wait(f(a, ...$resplay.direct()), …)
 *     for await (… of x)       … of $resplay.each(x, line, "x", $task)
 *     async function f() {…}   its body between enter and leave
 *     { using x = y; … }       { const $scope = $resplay.scope($task); try {
 *                              const x = $scope.use(y); … } … $scope.dispose() … }
 *     throw x                  throw $resplay.thrown((x), line)
 *     import … from "resplay"  a constant at the top
 *     import(x)                $resplay.importLater(x)
 *
 * Each line stays a line, so that the lines in errors are the learner's own.
 */
export function instrument(source: string): Instrumented {
  const lines = source.split(/\r\n|[\r\n\u2028\u2029]/);
  const text = source.replace(/^#!/, "//");
  const rewriter = new Rewriter(text);
  const body = rewriter.render(parseProgram(text, lines) as Tree);
  const head = [
    // Its own: when a late promise comes, the global one may be the next run's.
    `const ${PROBE} = globalThis.${PROBE}, ${TASK} = ${PROBE}.main;`,
    `${PROBE}.begin();`,
    ...rewriter.imports,
  ];
  return { code: `${head.join(" ")} ${body}`, lines };
}

function parseProgram(source: string, lines: string[]): Node {
  try {
    return parse(source, {
      ecmaVersion: "latest",
      sourceType: "module",
      locations: true,
      preserveParens: true,
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { loc, pos, raisedAt } = error as AcornError;
    const { line, column } = loc;
    const token = source.slice(pos, raisedAt);
    const what = error.message
      .replace(/ \(\d+:\d+\)$/, "")
      .replace(
        /^Unexpected token$/,
        token ? `Unexpected token '${token}'` : "Unexpected end of input",
      );
    const text = lines[line - 1] ?? "";
    const indent = text.slice(0, column).replace(/[^\t]/g, " ");
    throw new SourceError(
      `SyntaxError: ${what}\n  at line ${line}, column ${column + 1}:\n` +
        `    ${text}\n    ${indent}^`,
    );
  }
}

/** What acorn throws: it has read the source from pos to raisedAt when it fails. */
interface AcornError extends SyntaxError {
  loc: { line: number; column: number };
  pos: number;
  raisedAt: number;
}

/** What is done to a node's text when its children have been rendered. */
type Decoration = (text: string) => string;

class Rewriter {
  /** Constants in the place of import declarations. */
  readonly imports: string[] = [];
  readonly #source: string;
  readonly #decorations = new Map<Tree, Decoration[]>();

  constructor(source: string) {
    this.#source = source;
  }

  /** Renders a node: the source with its children rendered in their places. */
  render(node: Tree, parent?: Tree): string {
    this.#prepare(node, parent);
    let out = "";
    // The program's own range leaves out comments around it.
    let at = parent ? node.start : 0;
    for (const child of children(node)) {
      if (child.start < at) continue; // as in { a }, where key and value are one
      out += this.#source.slice(at, child.start) + this.render(child, node);
      at = child.end;
    }
    out += this.#source.slice(at, parent ? node.end : undefined);
    const decorations = this.#decorations.get(node) ?? [];
    return decorations.reduce((text, decorate) => decorate(text), out);
  }

  #decorate(node: Tree, decoration: Decoration): void {
    const decorations = this.#decorations.get(node);
    // An inner one comes from a node further down: it is applied first.
    if (decorations) decorations.unshift(decoration);
    else this.#decorations.set(node, [decoration]);
  }

  /** Says what is to become of a node, ahead of its rendering. */
  #prepare(node: Tree, parent: Tree | undefined): void {
    switch (node.type) {
      case "AwaitExpression":
        return this.#wait("wait", node, node.argument as Tree);
      case "ForOfStatement":
        if (node.await) this.#wait("each", node, node.right as Tree);
        return this.#disposeEach(node);
      case "Program":
      case "BlockStatement":
        return this.#disposeAtEnd(node);
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        if (node.async) this.#enter(node, functionName(node, parent));
        return;
      case "ThrowStatement":
        return this.#decorate(
          node.argument as Tree,
          (text) => `${PROBE}.thrown((${text}), ${node.loc!.start.line})`,
        );
      case "ImportDeclaration":
        this.imports.push(importConstant(node));
        this.#decorate(node, (text) =>
          text.replace(/[^\r\n\u2028\u2029]/g, ""),
        );
        return;
      case "ImportExpression":
        this.#decorate(node, (text) =>
          text.replace(/^import/, `${PROBE}.importLater`),
        );
    }
  }

  /** Passes what is waited for through the probe, with its own words for a report. */
  #wait(method: "wait" | "each", node: Tree, waited: Tree): void {
    const what = JSON.stringify(
      excerpt(this.#source.slice(waited.start, waited.end)),
    );
    const { line } = node.loc!.start;
    this.#decorate(
      waited,
      (text) => `${PROBE}.${method}(${text}, ${line}, ${what}, ${TASK})`,
    );
    const inner = peel(waited);
    if (method === "wait" && inner.type === "CallExpression") {
      this.#markDirect(inner);
    }
  }

  /**
   * Tells the function that is called that its caller waits for it, so that
   * it is no task of its own: by an argument that spreads to nothing,
   * evaluated behind all others and just ahead of the call.
   */
  #markDirect(call: Tree): void {
    const spread = `...${PROBE}.direct()`;
    const last = (call.arguments as Tree[]).at(-1);
    if (last) this.#decorate(last, (text) => `${text}, ${spread}`);
    else this.#decorate(call, (text) => `${text.slice(0, -1)}${spread})`);
  }

  /** Has a block with `using` in it dispose of what that declares, whatever the browser makes of the word. */
  #disposeAtEnd(block: Tree): void {
    const declared = (block.body as Tree[]).filter(isUsing);
    if (declared.length === 0) return;
    for (const declaration of declared) {
      const method = isAsync(declaration) ? "useAsync" : "use";
      for (const { init } of declaration.declarations as Tree[]) {
        this.#decorate(init as Tree, (text) => `${SCOPE}.${method}((${text}))`);
      }
      this.#declare(declaration);
    }
    const around = this.#scope(declared);
    this.#decorate(block, (text) =>
      block.type === "Program"
        ? around(`${text}\n`) // which may end in a comment
        : `{ ${around(text.slice(1, -1))} }`,
    );
  }

  /** The same for each turn of `for (using x of …)`. */
  #disposeEach(loop: Tree): void {
    const declaration = loop.left as Tree;
    if (!isUsing(declaration)) return;
    const [{ id }] = declaration.declarations as [Tree];
    const method = isAsync(declaration) ? "useAsync" : "use";
    const use = `${SCOPE}.${method}(${(id as Tree).name as string});`;
    const around = this.#scope([declaration]);
    this.#declare(declaration);
    this.#decorate(
      loop.body as Tree,
      (text) => `{ ${around(`${use} ${text}`)} }`,
    );
  }

  #declare(declaration: Tree): void {
    this.#decorate(declaration, (text) =>
      text.replace(/^(await\s+)?using/, "const"),
    );
  }

  /** What stands around a block's text for the disposal of what is declared in it. */
  #scope(declared: Tree[]): Decoration {
    const awaited = declared.find(isAsync);
    const line = awaited?.loc!.start.line;
    const what = JSON.stringify(
      excerpt(awaited ? this.#source.slice(awaited.start, awaited.end) : ""),
    );
    const dispose = awaited
      ? `await ${PROBE}.wait(${SCOPE}.disposeAsync(), ${line}, ${what}, ${TASK});`
      : `${SCOPE}.dispose();`;
    return (text) =>
      `const ${SCOPE} = ${PROBE}.scope(${TASK}); try {${text}} ` +
      `catch ($error) { throw ${SCOPE}.fail($error); } finally { ${dispose} }`;
  }

  /** Lets the probe know when an async function begins and ends. */
  #enter(node: Tree, name: string): void {
    const body = node.body as Tree;
    if (node.generator) {
      // Its body runs on behalf of whoever asks for the next value.
      const current = ` const ${TASK} = ${PROBE}.current();`;
      this.#decorate(body, (text) => `{${current}${text.slice(1)}`);
      return;
    }
    const what = `${JSON.stringify(name)}, ${node.loc!.start.line}`;
    const enter = `{ const ${TASK} = ${PROBE}.enter(${what}); try {`;
    const leave =
      `} catch ($error) { throw ${PROBE}.fail(${TASK}, $error); } ` +
      `finally { ${PROBE}.leave(${TASK}); } }`;
    this.#decorate(body, (text) =>
      body.type === "BlockStatement"
        ? `${enter}${text.slice(1, -1)}${leave}`
        : `${enter} return (${text}); ${leave}`,
    );
  }
}

/** A node's children in the order of the source; of { a = 1 }, where the key is part of the value, the value first. */
function children(node: Tree): Tree[] {
  return Object.values(node)
    .flat()
    .filter(isTree)
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

function isTree(value: unknown): value is Tree {
  return typeof (value as Tree | null)?.type === "string";
}

/** Whether it declares what is disposed of at its block's end. */
function isUsing(node: Tree): boolean {
  return (
    node.type === "VariableDeclaration" && /using$/.test(node.kind as string)
  );
}

function isAsync(declaration: Tree): boolean {
  return declaration.kind === "await using";
}

/** What stands within parentheses and optional chains. */
function peel(node: Tree): Tree {
  return node.type === "ParenthesizedExpression" ||
    node.type === "ChainExpression"
    ? peel(node.expression as Tree)
    : node;
}

/** The start of an expression, on one line. */
function excerpt(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

/** A function's own name, or that of what it is assigned to; "" where it has none. */
function functionName(node: Tree, parent: Tree | undefined): string {
  const named = (node.id ?? parent?.id ?? parent?.key ?? parent?.left) as
    Tree | null | undefined;
  return typeof named?.name === "string" ? named.name : "";
}

/** An import declaration as a constant that the probe fills. */
function importConstant(node: Tree): string {
  const specifiers = node.specifiers as Tree[];
  const from = (node.source as Tree).raw as string;
  const { line } = node.loc!.start;
  const names = specifiers.map(importedName);
  const wanted = names.filter((name) => name !== undefined);
  const load = `${PROBE}.import(${from}, ${line}, ${JSON.stringify(wanted)})`;
  const locals = specifiers.map((s) => (s.local as Tree).name as string);
  const constants = locals.map((local, i) =>
    names[i] === undefined
      ? `const ${local} = ${load};`
      : `const { ${JSON.stringify(names[i])}: ${local} } = ${load};`,
  );
  return constants.length > 0 ? constants.join(" ") : `${load};`;
}

/** What a specifier takes of its module; undefined for the whole. */
function importedName(specifier: Tree): string | undefined {
  if (specifier.type === "ImportNamespaceSpecifier") return undefined;
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  const imported = specifier.imported as Tree;
  return (imported.name ?? imported.value) as string;
}
