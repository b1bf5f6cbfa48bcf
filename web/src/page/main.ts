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
  run: (language, code, options) => app.run(language, code, options),
  get world() {
    return app.bench.playground.world;
  },
  get playground() {
    return app.bench.playground;
  },
};
