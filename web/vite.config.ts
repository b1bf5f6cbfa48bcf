/** How the site is built: every address in it is relative, so that it can be served from any folder. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
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
});
