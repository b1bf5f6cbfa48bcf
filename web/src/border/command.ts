/** Commands as bytes: RESP arrays of bulk strings, written into one growing buffer. */

import { describe, UsageError } from "./errors.ts";

/** What may stand in a command. */
export type Argument = string | number | bigint | Uint8Array;

const CR = 13;
const LF = 10;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A growing row of commands, each an array of bulk strings. */
export class CommandWriter {
  #bytes = new Uint8Array(512);
  #size = 0;

  /** How many bytes have been written and not taken. */
  get size(): number {
    return this.#size;
  }

  /**
   * Appends one command, whose words are those of head and args. When one of
   * args cannot be sent it throws a UsageError that says which, counted from
   * the command's name (args[0]), and nothing is appended.
   */
  write(head: readonly Argument[], args: readonly unknown[]): void {
    const before = this.#size;
    this.#header(0x2a, head.length + args.length);
    for (const word of head) this.#bulk(word);
    for (let i = 0; i < args.length; i++) {
      const wrong = this.#argument(args[i]);
      if (wrong) {
        this.#size = before;
        throw new UsageError(argumentError(args, i, wrong));
      }
    }
  }

  /** Appends what another writer has written. */
  append(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  /** Returns what has been written, and begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#size);
    this.#size = 0;
    return taken;
  }

  /** Writes one argument, or returns what is wrong with it. */
  #argument(value: unknown): string | undefined {
    switch (typeof value) {
      case "string":
        return this.#text(value);
      case "number":
        if (Number.isNaN(value)) return "is NaN, which is not a number";
        return this.#text(String(value));
      case "bigint":
        return this.#text(String(value));
    }
    if (!(value instanceof Uint8Array)) return `is ${describe(value)}`;
    this.#bulk(value);
    return undefined;
  }

  #bulk(word: Argument): void {
    if (!(word instanceof Uint8Array)) {
      this.#text(String(word));
      return;
    }
    this.#header(0x24, word.length);
    this.append(word);
    this.#line();
  }

  /** Most words are short ASCII, which needs no encoder to know its length. */
  #text(text: string): string | undefined {
    const start = this.#size;
    this.#header(0x24, text.length);
    this.#room(text.length + 2);
    const bytes = this.#bytes;
    let at = this.#size;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) {
        this.#size = start;
        return this.#unicode(text);
      }
      bytes[at++] = code;
    }
    this.#size = at;
    this.#line();
    return undefined;
  }

  #unicode(text: string): string | undefined {
    const bytes = encoder.encode(text);
    // The encoder writes a replacement for what UTF-8 cannot hold: no text
    // may change on its way without a word.
    if (decoder.decode(bytes) !== text) {
      return "holds half of a surrogate pair, which UTF-8 has no bytes for";
    }
    this.#bulk(bytes);
    return undefined;
  }

  #header(kind: number, count: number): void {
    const digits = String(count);
    this.#room(digits.length + 3);
    this.#bytes[this.#size++] = kind;
    for (let i = 0; i < digits.length; i++) {
      this.#bytes[this.#size++] = digits.charCodeAt(i);
    }
    this.#line();
  }

  #line(): void {
    this.#room(2);
    this.#bytes[this.#size++] = CR;
    this.#bytes[this.#size++] = LF;
  }

  #room(size: number): void {
    const need = this.#size + size;
    if (need <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(need, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = larger;
  }
}

function argumentError(
  args: readonly unknown[],
  index: number,
  wrong: string,
): string {
  const what =
    index === 0
      ? "the command's name"
      : `argument ${index} of ${String(args[0]).toUpperCase()}`;
  return `${what} ${wrong}; give a string, a number, a bigint or a Uint8Array`;
}

/** Encodes one command by itself. */
export function encodeCommand(
  ...args: readonly Argument[]
): Uint8Array<ArrayBuffer> {
  const writer = new CommandWriter();
  writer.write([], args);
  return writer.take();
}
