/** The files of generated/ for a runner's worker, which it has from the page: see file-server.ts. */

import { joined } from "../border/bytes.ts";
import { deferred } from "../border/deferred.ts";
import { generated, onDisk } from "../site.ts";
import type { FilePart } from "./protocol.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Who waits for the page to answer, by the name of the file. */
const waiting = new Map<string, ((parts: MessagePort) => void)[]>();
let ask: (name: string) => void;

/** Has files asked for in this way; each request is answered once, by `answer`. */
export function askPage(how: (name: string) => void): void {
  ask = how;
}

/** The page's answer: where the parts of a file come from. */
export function answer(name: string, parts: MessagePort): void {
  waiting.get(name)?.shift()?.(parts);
}

/** Hands on what a file is made of, as it comes. What goes wrong is an error that names it. */
export async function receive(
  name: string,
  take: (part: Bytes) => void,
): Promise<void> {
  const answered = deferred<MessagePort>();
  waiting.set(name, [...(waiting.get(name) ?? []), answered.resolve]);
  ask(name);
  const parts = await answered.promise;
  const ended = deferred<void>();
  parts.onmessage = ({ data }: MessageEvent<FilePart>) => {
    if (data instanceof Uint8Array) return take(data);
    parts.close();
    if (data === null) ended.resolve();
    else ended.reject(new Error(data));
  };
  return ended.promise;
}

/** A whole file of generated/, for whatever runs in the worker; in Node, from disk. */
export async function file(name: string): Promise<Bytes> {
  if (onDisk) {
    const { readFile } = process.getBuiltinModule("node:fs/promises");
    return new Uint8Array(await readFile(generated(name)));
  }
  const parts: Bytes[] = [];
  await receive(name, (part) => parts.push(part));
  return joined(parts) as Bytes;
}

/** A file of text, such as JSON. */
export async function textFile(name: string): Promise<string> {
  return new TextDecoder().decode(await file(name));
}

/** WebAssembly, compiled while it comes. */
export async function wasmFile(name: string): Promise<WebAssembly.Module> {
  const { readable, writable } = new TransformStream<Bytes, Bytes>();
  const writer = writable.getWriter();
  const headers = { "content-type": "application/wasm" };
  const compiled = WebAssembly.compileStreaming(
    new Response(readable, { headers }),
  );
  compiled.catch(() => {}); // what did not come is the better reason
  const drop = () => {}; // nobody reads on once it cannot be compiled
  await receive(name, (part) => writer.write(part).catch(drop));
  writer.close().catch(drop);
  return compiled;
}

/** What a script exports. Stacks tell its name, as they would if it had an address. */
export async function scriptFile<T>(name: string): Promise<T> {
  const blob = new Blob([await file(name)], { type: "text/javascript" });
  const address = URL.createObjectURL(blob);
  try {
    return await import(/* @vite-ignore */ `${address}#/${name}`);
  } finally {
    URL.revokeObjectURL(address);
  }
}
