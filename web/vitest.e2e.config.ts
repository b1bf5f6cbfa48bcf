import { defineConfig } from "vitest/config";

// The browser tests: one file at a time, since they share two cores with Chromium.
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
