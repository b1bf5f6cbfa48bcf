/**
 * Templates: how the arguments of a method become the words of a command.
 *
 * A template is written as the command's synopsis is, word by word:
 *
 *     FIELDS         this word ("" is an empty one); ahead of all, the command
 *     key            an argument
 *     count?         an argument that may be left out
 *     timeout=0      an argument with a value of its own where it is left out
 *     keys+  args*   all further arguments, or one array: at least one, any number
 *     [fields]       an argument that is a value, or an array of some
 *     #[keys]        the same, with how many there are ahead of them
 *     {nx ex=n …}    an object of options, the last argument wherever this stands
 *
 * Of the options, each further word of whose name has a capital, nx is true for the word NX; ex=n a whole number from 1
 * behind EX, match= any value, limit=2 an array of two, get=* a value or
 * several, each behind a word of its own, and weights=+ behind a single one.
 *
 * A template without a command of its own is of the one that its method is
 * named for. Arguments beyond it are passed on: the server says what is wrong.
 */

import { describe, UsageError } from "../border/errors.ts";
import { checkOptions, flag, wholeNumber, type Check } from "./options.ts";

/** A word of a template. */
export interface Part {
  kind: "word" | "one" | "rest" | "list" | "options";
  text: string;
  /** Whether there must be something. */
  required: boolean;
  /** Whether the number of elements comes first. */
  counted: boolean;
  /** Where it is left out. */
  otherwise?: string;
  options?: Option[];
}

export interface Option {
  name: string;
  /** "flag", or what stands behind the equals sign. */
  takes: string;
}

/** A template, read. */
export interface Template {
  /** The command's own words. */
  command: string[];
  parts: Part[];
  /** How many arguments there must be. */
  least: number;
}

/** Reads a template for a method. */
export function readTemplate(method: string, template: string): Template {
  const parts = (template.match(/\{[^}]*\}|\S+/g) ?? []).map(readPart);
  const own = parts.findIndex(({ kind }) => kind !== "word");
  const command = parts.splice(0, own < 0 ? parts.length : own);
  return {
    command:
      command.length > 0
        ? command.map(({ text }) => text)
        : [method.toUpperCase()],
    parts,
    least: parts.filter(
      ({ kind, required }) => required && kind !== "word" && kind !== "rest",
    ).length,
  };
}

function readPart(text: string): Part {
  const part = { text, required: true, counted: false };
  if (text === '""') return { ...part, kind: "word", text: "" };
  if (/^[A-Z]/.test(text)) return { ...part, kind: "word" };
  if (text.startsWith("{")) {
    const options = text.slice(1, -1).trim().split(/\s+/).map(readOption);
    return { ...part, kind: "options", required: false, options };
  }
  const [, counted, name, mark] = /^(#?)(\[?\w+\]?)(.*)$/.exec(text)!;
  if (mark === "+" || mark === "*") {
    return { ...part, kind: "rest", required: mark === "+" };
  }
  const kind = name!.startsWith("[") ? "list" : "one";
  const plain: Part = { ...part, kind, counted: counted === "#" };
  if (mark === "?") return { ...plain, required: false };
  if (mark === "") return plain;
  return { ...plain, required: false, otherwise: mark!.slice(1) };
}

function readOption(text: string): Option {
  const [name, takes] = text.split("=");
  return { name: name!, takes: takes ?? "flag" };
}

/** The words of a command for a method's arguments. They are checked when they are encoded. */
export function fill(template: Template, given: unknown[]): unknown[] {
  const { command, parts, least } = template;
  const args = [...given];
  while (args.length > least && args.at(-1) === undefined) args.pop();
  const options = takeOptions(template, args);
  const words: unknown[] = [...command];
  for (const part of parts) {
    switch (part.kind) {
      case "word":
        words.push(part.text);
        break;
      case "options":
        addOptions(words, command, part.options!, options);
        break;
      case "rest":
        words.push(...listOf(args.splice(0)));
        break;
      case "list":
        addList(words, part, args.shift());
        break;
      case "one":
        addOne(words, part, args);
    }
  }
  words.push(...args);
  return words;
}

function takeOptions({ parts, least }: Template, args: unknown[]): unknown {
  const takes = parts.some(({ kind }) => kind === "options");
  const last = args.at(-1);
  return takes && args.length > least && isPlain(last) ? args.pop() : undefined;
}

function isPlain(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value)
  );
}

/** Several arguments, or one that holds them. */
function listOf(args: unknown[]): unknown[] {
  return args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
}

function addList(words: unknown[], part: Part, value: unknown): void {
  const list = Array.isArray(value) ? value : [value];
  if (part.counted) words.push(list.length);
  words.push(...list);
}

function addOne(words: unknown[], part: Part, args: unknown[]): void {
  const { required, otherwise } = part;
  if (required || args[0] !== undefined) words.push(args.shift());
  else {
    args.shift();
    if (otherwise !== undefined) words.push(otherwise);
  }
}

function addOptions(
  words: unknown[],
  command: string[],
  known: Option[],
  given: unknown,
): void {
  if (given === undefined) return;
  const what = `options of ${command.join(" ")}`;
  const checks = Object.fromEntries(
    known.map(({ name, takes }) => [name, checkOf(takes)]),
  );
  const options = checkOptions<Record<string, unknown>>(what, given, checks);
  for (const { name, takes } of known) {
    const value = options[name];
    if (value === undefined || value === false) continue;
    const word = name.replace(/[A-Z]/g, "-$&").toUpperCase();
    if (takes === "flag") words.push(word);
    else if (takes === "*") {
      for (const one of listOf([value])) words.push(word, one);
    } else words.push(word, ...listOf([value]));
  }
}

const positive = wholeNumber(1);
const anything: Check<unknown> = (_, value) => value;

function checkOf(takes: string): Check<unknown> {
  if (takes === "flag") return flag;
  if (takes === "n") return positive;
  const length = Number(takes);
  if (!(length > 0)) return anything;
  return (what, value) => {
    if (Array.isArray(value) && value.length === length) return value;
    throw new UsageError(
      `${what} is ${describe(value)}; give an array of ${length}`,
    );
  };
}
