/** Gives the files of generated/ to a runner's worker: the page has a cache, a frame without an origin has none. */

import { transferable } from "../border/bytes.ts";
import { generated } from "../site.ts";
import type { FilePart } from "./protocol.ts";

/** Told how many bytes have come; total is 0 where it is not known. */
export type Progress = (loaded: number, total: number) => void;

declare global {
  /** The SHA-256 of some files, by their names in generated/; see vite.config.ts. */
  const PINS: Record<string, string>;
}

/** Names in generated/ and its folders, and nothing that an address would make of them. */
const names = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** One for each frame, since what has begun to come belongs to one worker. */
export class FileServer {
  readonly #count: Counter;
  readonly #ending = new AbortController();
  readonly #begun = new Map<string, MessagePort>();

  constructor(progress: Progress) {
    this.#count = counter(progress);
  }

  /** Fetches files that will be asked for, and counts their bytes. */
  begin(files: readonly string[]): void {
    for (const name of files)
      this.#begun.set(name, this.#open(name, this.#count));
  }

  /** The port that the parts of a file come from, which keeps them until it is read. */
  take(name: string): MessagePort {
    const parts = this.#begun.get(name) ?? this.#open(name);
    this.#begun.delete(name);
    return parts;
  }

  /** Fetches no more. */
  close(): void {
    this.#ending.abort();
  }

  #open(name: string, count?: Counter): MessagePort {
    const { port1, port2 } = new MessageChannel();
    const send = (part: FilePart, transfer: Transferable[] = []) =>
      port1.postMessage(part, transfer);
    this.#send(name, send, count).then(
      () => send(null),
      (error: unknown) => send(`${fileOf(name)}: ${reasonOf(error)}`),
    );
    return port2;
  }

  async #send(
    name: string,
    send: (part: FilePart, transfer: Transferable[]) => void,
    count?: Counter,
  ): Promise<void> {
    if (!names.test(name)) throw new Error("not a file of this site");
    const { signal } = this.#ending;
    const response = await fetch(generated(name), { signal });
    if (!response.ok)
      throw new Error(`${response.status} ${response.statusText}`.trim());
    count?.expect(response);
    const pin = PINS[name];
    const body = pin ? await pinned(response, pin) : response.body!;
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      count?.add(value.length);
      const part = transferable(value);
      send(part, [part.buffer]);
    }
  }
}

/** The whole body, which must be what it was when the page was built. A page over plain HTTP cannot tell. */
async function pinned(
  response: Response,
  pin: string,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const bytes = await response.arrayBuffer();
  const hash = await globalThis.crypto.subtle?.digest("SHA-256", bytes);
  if (hash && btoa(String.fromCharCode(...new Uint8Array(hash))) !== pin)
    throw new Error("the site has changed since; reload the page");
  return new Response(bytes).body!;
}

/** The name of a file without its folders. */
function fileOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

type Counter = ReturnType<typeof counter>;

/** Counts the bytes of responses, all in all. */
function counter(progress: Progress) {
  let loaded = 0;
  let total = 0;
  let known = true;
  return {
    expect({ headers }: Response): void {
      // A compressed response tells the size of what travels, not of what comes out.
      const size = headers.has("content-encoding")
        ? 0
        : Number(headers.get("content-length") ?? 0);
      known &&= size > 0;
      total += size;
    },
    add(bytes: number): void {
      loaded += bytes;
      progress(loaded, known ? total : 0);
    },
  };
}
