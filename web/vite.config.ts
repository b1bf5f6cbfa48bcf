/** How the site is built: every address in it is relative, so that it can be served from any folder. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { PYTHON_PINNED, TWIN_PINNED } from "./src/runner/protocol.ts";

/** The hashes of files in generated/, by their names there. */
function pins(names: string[]): Record<string, string> {
  const hashes = names.map((name) => {
    const hash = createHash("sha256");
    hash.update(readFileSync(`public/generated/${name}`));
    return [name, hash.digest("base64")];
  });
  return Object.fromEntries(hashes);
}

export default defineConfig(({ command }) => ({
  base: "./",
  define: {
    PINS: JSON.stringify(
      command === "build" ? pins([...PYTHON_PINNED, ...TWIN_PINNED]) : {},
    ),
  },
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    // Workers and lazily loaded parts are files of their own: an inlined one
    // would be loaded with whatever mentions it.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  worker: { format: "es" },
  // Programs run in a frame without an origin, which loads its script from here.
  server: { cors: { origin: "*" } },
  preview: { cors: { origin: "*" } },
  test: { include: ["src/**/*.test.ts"] },
}));
