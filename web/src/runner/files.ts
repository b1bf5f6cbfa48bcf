/** The files of generated/ for a runner's worker, which it has from the page: see file-server.ts. */

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

/** A file as it comes. What goes wrong is an error that names it. */
export function stream(name: string): ReadableStream<Bytes> {
  return new ReadableStream({
    async start(controller) {
      const parts = await new Promise<MessagePort>((resolve) => {
        waiting.set(name, [...(waiting.get(name) ?? []), resolve]);
        ask(name);
      });
      parts.onmessage = ({ data }: MessageEvent<FilePart>) => {
        if (data instanceof Uint8Array) return controller.enqueue(data);
        parts.close();
        if (data === null) controller.close();
        else controller.error(new Error(data));
      };
    },
  });
}

/** A whole file. */
export async function file(name: string): Promise<Bytes> {
  if (onDisk) {
    const { readFile } = process.getBuiltinModule("node:fs/promises");
    return new Uint8Array(await readFile(generated(name)));
  }
  return new Uint8Array(await new Response(stream(name)).arrayBuffer());
}

/** A file of text, such as JSON. */
export async function textFile(name: string): Promise<string> {
  return new TextDecoder().decode(await file(name));
}

/** WebAssembly, compiled while it comes. */
export function wasmFile(name: string): Promise<WebAssembly.Module> {
  const headers = { "content-type": "application/wasm" };
  return WebAssembly.compileStreaming(new Response(stream(name), { headers }));
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
