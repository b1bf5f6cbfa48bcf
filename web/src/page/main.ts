/** Starts the page, and offers it to automation as globalThis.resplay. */

import "./page.css";
import type { World } from "../api/world.ts";
import type { Playground } from "../playground.ts";
import type { Language, RunOptions, RunResult } from "../types.ts";
import "./resplay-app.ts";
import type { ResplayApp } from "./resplay-app.ts";
import { restoreTheme } from "./theme.ts";

declare global {
  /** The playground page, for automation and hosts. */
  var resplay: {
    /** Runs a program as the page does, and shows its run. */
    run(
      language: Language,
      code: string,
      options?: RunOptions,
    ): Promise<RunResult>;
    /** The world that programs run in. Its first use loads it. */
    readonly world: World;
    /** The playground itself: its state, events, settings and keys. */
    readonly playground: Playground;
  };
}

restoreTheme();

const app = document.querySelector<ResplayApp>("resplay-app")!;

globalThis.resplay = {
  async run(language, code, options) {
    const result = await app.run(language, code, options);
    // Copies: the page goes on showing its own, whatever the caller does with these.
    return { ...result, trace: result.trace.map((event) => ({ ...event })) };
  },
  get world() {
    return app.bench.playground.world;
  },
  get playground() {
    return app.bench.playground;
  },
};
