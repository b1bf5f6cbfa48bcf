/** The manual of the JavaScript API in a browser: each of its examples as a program of the page. */

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { examples, promised } from "../src/runner/manual.harness.ts";
import { launch, serve, Visit, type Server } from "./harness.ts";

let server: Server;
let browser: Browser;
let visit: Visit;

beforeAll(async () => {
  server = await serve();
  browser = await launch();
  visit = await Visit.open(browser, server.url);
}, 60_000);

afterAll(async () => {
  expect(visit.errors).toEqual([]);
  await browser.close();
  await server.close();
});

test.each(examples)("%s", async (_, code) => {
  await visit.emptyKeys();
  const { error, output } = await visit.page.evaluate(
    ([code]) =>
      (globalThis as any).resplay.run("javascript", code, { latency: "10ms" }),
    [code],
  );
  expect({ error, output: output.trimEnd().split("\n") }).toEqual({
    error: null,
    output: promised(code),
  });
});

test("the page's own world makes clients, too", async () => {
  await visit.emptyKeys();
  const replies = await visit.page.evaluate(async () => {
    const redis = (globalThis as any).resplay.world.client();
    await redis.zadd("board", { anna: 30 });
    const replies = await redis.zrange("board", 0, -1, { withscores: true });
    await redis.close();
    return replies;
  });
  expect(replies).toEqual([["anna", 30]]);
});
