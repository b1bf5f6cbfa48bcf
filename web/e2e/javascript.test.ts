/** The manual of the JavaScript API in a browser: each of its examples as a program of the page. */

import { expect, test } from "vitest";
import { examples, promised } from "../src/runner/manual.harness.ts";
import { visitSite } from "./harness.ts";

const visit = visitSite();

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
