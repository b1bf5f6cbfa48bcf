/** Replies as values: a reader of RESP2 and RESP3. */

import { ProtocolError, ReplyError, UsageError } from "./errors.ts";

/** What a reply may be. */
export type Reply =
  | string
  | Uint8Array
  | number
  | bigint
  | boolean
  | null
  | ReplyError
  | Reply[]
  | Map<Reply, Reply>
  | { [field: string]: Reply };

/** How replies are read. */
export interface ReadOptions {
  /** Bulk strings stay bytes, or do unless they are text. They must be UTF-8 text otherwise. */
  bytes?: boolean | "unless text";
  /** What a map becomes; its keys are text in an object. Default: object. */
  maps?: "object" | "map";
}

const CR = 13;
const none = new Uint8Array();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

/** Reads values, one after another, from bytes that hold them whole. */
export class ReplyReader {
  /** Where the next value begins. */
  at: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** Whether every byte has been read. */
  get done(): boolean {
    return this.at >= this.#bytes.length;
  }

  /** Reads the head of an array or push, and returns its length; its elements come next. */
  array(): number {
    const kind = this.#kind();
    if (kind !== "*" && kind !== ">") this.#fail(`expected an array`, 1);
    return this.#integer();
  }

  /** Reads a string of any kind as text. */
  text(): string {
    const kind = this.#kind();
    if (kind === "+") return this.#lineText();
    if (kind !== "$") this.#fail("expected a string", 1);
    const end = this.#end(this.#integer());
    const text = word(this.#bytes, this.at, end);
    this.at = end + 2;
    return text;
  }

  /** Reads a string of any kind; the bytes are a view of the input. */
  bytes(): Uint8Array {
    const kind = this.#kind();
    if (kind === "+") return this.#line();
    if (kind !== "$") this.#fail("expected a string", 1);
    return this.#blob(this.#integer());
  }

  /** Reads an integer. */
  number(): number {
    if (this.#kind() !== ":") this.#fail("expected an integer", 1);
    return this.#integer();
  }

  /** Passes over the next value. */
  skip(): void {
    this.value({ bytes: true, maps: "map" });
  }

  /** Reads the next value, whatever it is. Attributes are passed over. */
  value(options: ReadOptions = {}): Reply {
    const kind = this.#kind();
    switch (kind) {
      case "+":
        return this.#lineText();
      case "-":
        return new ReplyError(this.#lineText());
      case ":":
        return this.#wholeNumber();
      case "$":
        return this.#bulk(options);
      case "!":
        return new ReplyError(lenient.decode(this.#blob(this.#integer())));
      case "=":
        return this.#verbatim(options);
      case "*":
      case "~":
      case ">":
        return this.#elements(options);
      case "%":
        return this.#map(options);
      case "_":
        this.#line();
        return null;
      case "#":
        return this.#lineText() === "t";
      case ",":
        return this.#double();
      case "(":
        return BigInt(this.#lineText());
      case "|":
        this.#map({ maps: "map", bytes: true });
        return this.value(options);
      default:
        return this.#fail(`${JSON.stringify(kind)} begins no value`, 1);
    }
  }

  #kind(): string {
    if (this.done) this.#fail("the bytes end where a value should begin", 0);
    return String.fromCharCode(this.#bytes[this.at++]!);
  }

  /** The bytes up to the end of the line. */
  #line(): Uint8Array {
    const end = this.#bytes.indexOf(CR, this.at);
    if (end < 0 || end + 1 >= this.#bytes.length) {
      this.#fail("the bytes end in the middle of a line", 0);
    }
    const line = this.#bytes.subarray(this.at, end);
    this.at = end + 2;
    return line;
  }

  #lineText(): string {
    const line = this.#line();
    return asciiText(line) ?? lenient.decode(line);
  }

  /** An integer's line; lengths and small numbers take no detour over text. */
  #integer(): number {
    const start = this.at;
    let n = 0;
    let at = start;
    for (; at < start + 15; at++) {
      const digit = this.#bytes[at]! - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      n = n * 10 + digit;
    }
    if (at > start && this.#bytes[at] === CR && at + 1 < this.#bytes.length) {
      this.at = at + 2;
      return n;
    }
    const text = this.#lineText();
    if (!/^[+-]?\d+$/.test(text)) {
      this.#fail(`${JSON.stringify(text)} is not a whole number`, text.length);
    }
    return Number(text);
  }

  /** A number, or a bigint where a number could not tell it from its neighbours. */
  #wholeNumber(): number | bigint {
    const start = this.at;
    const n = this.#integer();
    if (Number.isSafeInteger(n)) return n;
    this.at = start;
    return BigInt(this.#lineText());
  }

  #double(): number {
    const text = this.#lineText();
    if (text === "inf") return Infinity;
    if (text === "-inf") return -Infinity;
    return Number(text);
  }

  /** A length's worth of bytes and the line's end behind them. */
  #blob(length: number): Uint8Array {
    const end = this.#end(length);
    const blob = length === 0 ? none : this.#bytes.subarray(this.at, end);
    this.at = end + 2;
    return blob;
  }

  /** Where a string of some length ends that begins here. */
  #end(length: number): number {
    const end = this.at + length;
    if (end + 2 > this.#bytes.length) {
      this.#fail(`the bytes end within a string of ${length}`, 0);
    }
    return end;
  }

  #bulk(options: ReadOptions): Reply {
    if (this.#isStreamed()) return decode(this.#chunks(), options);
    const length = this.#integer();
    return length < 0 ? null : decode(this.#blob(length), options);
  }

  /** The pieces of a streamed string: ";4", the bytes, and at last ";0". */
  #chunks(): Uint8Array {
    const pieces: number[] = [];
    for (;;) {
      if (this.#kind() !== ";") this.#fail("expected a piece of a string", 1);
      const length = this.#integer();
      if (length === 0) return Uint8Array.from(pieces);
      pieces.push(...this.#blob(length));
    }
  }

  #verbatim(options: ReadOptions): Reply {
    return decode(this.#blob(this.#integer()).subarray(4), options);
  }

  #elements(options: ReadOptions): Reply[] | null {
    const elements: Reply[] = [];
    if (this.#isStreamed()) {
      while (!this.#isEnd()) elements.push(this.value(options));
      return elements;
    }
    const length = this.#integer();
    if (length < 0) return null;
    for (let i = 0; i < length; i++) elements.push(this.value(options));
    return elements;
  }

  #map(options: ReadOptions): Reply {
    const map = new Map<Reply, Reply>();
    const keys =
      options.maps === "map" ? options : { ...options, bytes: false };
    if (this.#isStreamed()) {
      while (!this.#isEnd()) map.set(this.value(keys), this.value(options));
    } else {
      const length = this.#integer();
      for (let i = 0; i < length; i++) {
        map.set(this.value(keys), this.value(options));
      }
    }
    return options.maps === "map" ? map : fields(map);
  }

  #isStreamed(): boolean {
    if (this.#bytes[this.at] !== 0x3f) return false;
    this.#line();
    return true;
  }

  #isEnd(): boolean {
    if (this.#bytes[this.at] !== 0x2e) return false;
    this.#line();
    return true;
  }

  #fail(what: string, back: number): never {
    throw new ProtocolError(`${what}, at byte ${this.at - back}`);
  }
}

/** Reads one value that fills the bytes. */
export function decodeReply(bytes: Uint8Array, options?: ReadOptions): Reply {
  return new ReplyReader(bytes).value(options);
}

/** Bytes as a reply holds them: a copy, since the input is reused. */
function decode(bytes: Uint8Array, options: ReadOptions): string | Uint8Array {
  if (options.bytes === true) return bytes.slice();
  const text = asciiText(bytes);
  if (text !== undefined) return text;
  try {
    return strict.decode(bytes);
  } catch {
    if (options.bytes === "unless text") return bytes.slice();
    throw new UsageError(
      "the reply is not UTF-8 text; read it as bytes, with decodeResponses: false",
    );
  }
}

/** Short ASCII text, which is most, costs less this way than through a decoder. */
function asciiText(bytes: Uint8Array): string | undefined {
  if (bytes.length > 24) return undefined;
  let text = "";
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte > 0x7f) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Texts that were read before, by what little tells most of them apart. */
const words: string[] = new Array(1024).fill("");
/** How long they are at most. */
const MOST_WORD = 128;

/**
 * The text from one index to another. Where many are read, as in a trace, most
 * of them are like one of before: to find that out makes neither view nor string.
 */
function word(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length === 0) return "";
  const slot =
    (bytes[end - 1]! +
      13 * bytes[end - 2]! +
      101 * bytes[end - 3]! +
      37 * length) &
    1023;
  const known = words[slot]!;
  if (known.length === length && isAt(known, bytes, start)) return known;
  const view = bytes.subarray(start, end);
  const text = asciiText(view) ?? lenient.decode(view);
  // Of others than ASCII a character is not a byte.
  if (length <= MOST_WORD && text.length === length) words[slot] = text;
  return text;
}

function isAt(known: string, bytes: Uint8Array, start: number): boolean {
  for (let i = known.length - 1; i >= 0; i--)
    if (known.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}

/** A map as an object; it has no prototype, so any field name is safe. */
export function fields(map: Map<Reply, Reply>): { [field: string]: Reply } {
  const object: { [field: string]: Reply } = Object.create(null);
  for (const [key, value] of map) object[String(key)] = value;
  return object;
}
