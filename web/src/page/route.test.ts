import { expect, test } from "vitest";
import { routeOf, titleOf } from "./route.ts";

test.each([
  ["", { page: "playground" }],
  ["#/", { page: "playground" }],
  ["#/lessons", { page: "lessons" }],
  ["#/lesson/watch-race", { page: "lesson", name: "watch-race" }],
  ["#/lessons/", { page: "lessons" }],
  ["#/lesson/", { page: "lessons" }],
  ["#/lesson/<b>", { page: "lessons", missing: "#/lesson/<b>" }],
  ["#/foo", { page: "lessons", missing: "#/foo" }],
  ["#program", { page: "playground" }],
])("%j leads to %o", (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

test("the title follows the lesson", () => {
  const lesson = routeOf("#/lesson/one");
  expect(titleOf(lesson, "One")).toBe("One · resplay");
  expect(titleOf(lesson, undefined)).toBe("Lessons · resplay");
  expect(titleOf(routeOf("#/lessons"), undefined)).toBe("Lessons · resplay");
  expect(titleOf(routeOf(""), "One")).toMatch(/^resplay: /);
});
