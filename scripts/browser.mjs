// Starts Chromium for the browser tests and the scripts beside this one.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** @type {import("playwright-core")} */
const { chromium } = createRequire(
  new URL("../web/package.json", import.meta.url),
)("playwright-core");

/** Chromium without a window, and without the calls home that it makes otherwise. */
export function launch() {
  return chromium.launch(options());
}

/** Chromium with a profile, such as one that blocks sites from storing anything. */
export function launchProfile(profile) {
  return chromium.launchPersistentContext(profile, options());
}

function options() {
  const find = fileURLToPath(new URL("chromium.sh", import.meta.url));
  return {
    executablePath: execFileSync(find, { encoding: "utf8" }).trim(),
    headless: true,
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
  };
}
