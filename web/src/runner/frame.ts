/** The frame that keeps a learner's program from the page, the network and the site's storage. */

import { deferred } from "../border/deferred.ts";
import { site } from "../site.ts";
import type { CodeLanguage, FromRunner, ToFrame } from "./protocol.ts";
import workerUrl from "./worker.ts?worker&url";

/** A worker in a frame of its own, and the port to it. */
export interface Frame {
  control: MessagePort;
  /** A URL that is there until the program is to end, which the worker can look for while it computes. */
  stopUrl: Promise<string>;
  /** Revokes the URL; there is a new one, then. */
  revoke(): void;
  /** Takes both away, whatever the worker is doing. */
  remove(): void;
}

/**
 * What the frame may do: run this site's scripts, which are public. What else
 * it needs of the site, the page gives to it, see file-server.ts. There is no
 * origin in it, so there is no storage either, nor a cache. Python's loader
 * compiles wasm, and programs may use eval: neither reaches further than the
 * frame.
 */
function policy(): string {
  return [
    "default-src 'none'",
    `script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob: data: ${site}assets/`,
    "worker-src blob:",
    "connect-src blob: data:",
  ].join("; ");
}

/**
 * Runs in the frame. It makes the URLs that it revokes: those of a worker are
 * out of its reach. A module worker cannot be made from a blob there, a
 * classic one can, and it may import modules. Its first message comes while
 * it still does, so it is kept.
 */
const script = `
onmessage = ({ data: { module, language }, ports: [control, urls] }) => {
  onmessage = null;
  let url = "";
  urls.onmessage = () => {
    URL.revokeObjectURL(url);
    url = URL.createObjectURL(new Blob(["go on"]));
    urls.postMessage(url);
  };
  const code = \`
    resplayFirst = new Promise((resolve) => (onmessage = resolve));
    import(\${JSON.stringify(module)}).catch(async (error) => {
      const { control } = (await resplayFirst).data;
      control.postMessage({ kind: "failed", message: String(error) });
    });\`;
  const blob = new Blob([code], { type: "text/javascript" });
  const worker = new Worker(URL.createObjectURL(blob), { name: "resplay runner" });
  worker.postMessage({ language, control }, [control]);
};`;

/** Makes a frame with a worker that serves one language. */
export function makeFrame(
  language: CodeLanguage,
  hear: (news: FromRunner) => void,
): Frame {
  const { port1: control, port2 } = new MessageChannel();
  control.onmessage = ({ data }: MessageEvent<FromRunner>) => hear(data);
  const urls = new MessageChannel();
  let made = deferred<string>();
  let known = false;
  urls.port1.onmessage = ({ data }: MessageEvent<string>) => {
    known = true;
    made.resolve(data);
  };
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "where programs run";
  frame.setAttribute("sandbox", "allow-scripts");
  frame.srcdoc =
    "<!doctype html>" +
    `<meta http-equiv="Content-Security-Policy" content="${policy()}">` +
    `<script>${script}</script>`;
  frame.onload = () => {
    const module = new URL(workerUrl, import.meta.url).href;
    const start: ToFrame = { module, language };
    frame.contentWindow!.postMessage(start, "*", [port2, urls.port2]);
  };
  document.body.append(frame);
  const renew = () => urls.port1.postMessage(null);
  renew();
  return {
    control,
    get stopUrl() {
      return made.promise;
    },
    revoke() {
      if (!known) return; // nobody has it, then
      known = false;
      made = deferred();
      renew();
    },
    remove() {
      control.close();
      urls.port1.close();
      frame.remove();
    },
  };
}
