// Starts Chromium for the scripts beside this one.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

const { chromium } = createRequire(
  new URL("../web/package.json", import.meta.url),
)("playwright-core");

/** Chromium without a window, and without the calls home that it makes otherwise. */
export function launch() {
  return chromium.launch({
    executablePath: execFileSync("scripts/chromium.sh", {
      encoding: "utf8",
    }).trim(),
    args: [
      // As root it starts only without its sandbox.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
