/** Stands in for the browser where a playground is tested: its worker is a world in this thread. */

import { vi } from "vitest";
import { GrowingWorld } from "./growing.ts";
import { WorldHost } from "./host.ts";
import { Modules } from "./load.ts";
import type { FromPage, ToPage } from "./protocol.ts";

/** What becomes of the next worker: it starts, fails with a message, or neither. */
export const fate: { next: "start" | "hang" | string } = { next: "start" };

class ThreadWorker {
  onmessage: (event: { data: ToPage }) => void = () => {};
  onerror: unknown;
  readonly #fate = fate.next;
  #ended = false;
  #host: Promise<WorldHost> | undefined;

  postMessage(message: FromPage): void {
    if (this.#fate !== "start") return this.#refuse();
    this.#host ??= start((news) => this.#tell(news));
    void this.#host.then((host) => {
      if (message.kind === "attach")
        host.attach(message.session, message.port, message.begin);
      if (message.kind === "detach") void host.detach(message.session);
      if (message.kind === "resume") host.resume();
      if (message.kind === "stop") host.stop();
    });
  }

  terminate(): void {
    this.#ended = true;
  }

  #refuse(): void {
    if (this.#fate === "hang") return;
    const message = this.#fate;
    setTimeout(() => this.#tell({ kind: "failed", message }));
  }

  #tell(data: ToPage): void {
    if (!this.#ended) this.onmessage({ data });
  }
}

async function start(tell: (news: ToPage) => void): Promise<WorldHost> {
  const world = await GrowingWorld.create(new Modules());
  tell({ kind: "started" });
  return new WorldHost(world, { soon() {}, async save() {} }, tell);
}

/** Puts what a playground needs of a browser in place. */
export function stubBrowser(): void {
  vi.stubGlobal("Worker", ThreadWorker);
  vi.stubGlobal("document", { addEventListener() {}, hidden: false });
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) =>
    setTimeout(draw),
  );
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
}
