import { expect, test } from "vitest";
import { routeOf } from "./route.ts";

test.each([
  ["", { page: "playground" }],
  ["#/", { page: "playground" }],
  ["#/lessons", { page: "lessons" }],
  ["#/lesson/watch-race", { page: "lesson", name: "watch-race" }],
  ["#/lesson/", { page: "playground" }],
  ["#/lesson/<b>", { page: "playground" }],
])("%j leads to %o", (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});
