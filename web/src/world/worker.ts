/** The worker that the world lives in. */

import { GrowingWorld } from "./growing.ts";
import { WorldHost } from "./host.ts";
import { Keeper } from "./keeper.ts";
import { Modules } from "./load.ts";
import type { FromPage, ToPage } from "./protocol.ts";
import { openStore } from "./store.ts";

/** The worker's own end; the DOM's types know it as a window. */
const page = globalThis as unknown as {
  postMessage(message: ToPage, transfer?: Transferable[]): void;
  onmessage: (event: MessageEvent<FromPage>) => void;
};

/** Sessions may be attached while the world still loads. */
let host: Promise<{ host: WorldHost; keeper: Keeper }>;

function tell(news: ToPage, transfer: Transferable[] = []): void {
  page.postMessage(news, transfer);
}

async function start(keep: string | null) {
  const world = await GrowingWorld.create(new Modules(), {
    startMillis: Date.now(),
    progress: (what, loaded, total) =>
      tell({ kind: "progress", what, loaded, total }),
  });
  const keeper = new Keeper(world, (message) =>
    tell({ kind: "storage", message }),
  );
  if (keep !== null) await keeper.start(() => openStore(keep));
  tell({ kind: "started" });
  return { host: new WorldHost(world, keeper, tell), keeper };
}

page.onmessage = async ({ data }) => {
  if (data.kind === "start") {
    host = start(data.keep);
    host.catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      tell({ kind: "failed", message });
    });
    return;
  }
  const started = await host.catch(() => null); // reported above
  if (!started) return;
  switch (data.kind) {
    case "attach":
      return started.host.attach(data.session, data.port, data.begin);
    case "detach":
      return started.host.detach(data.session);
    case "resume":
      return started.host.resume();
    case "stop":
      return started.host.stop();
    case "expect":
      return started.host.expect(data.words);
    case "save":
      return void started.keeper.save();
  }
};
