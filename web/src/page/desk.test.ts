import { beforeEach, expect, test, vi } from "vitest";
import { Desk } from "./desk.ts";
import { examples, firstProgram } from "./examples/index.ts";
import type { Lesson } from "./lessons.ts";

const lesson = {
  name: "one",
  start: { javascript: "start" },
  solution: { javascript: "solution" },
  languages: ["javascript"],
} as unknown as Lesson;

let desk: Desk;

beforeEach(async () => {
  desk = new Desk({
    addController() {},
    removeController() {},
    requestUpdate() {},
    updateComplete: Promise.resolve(true),
  });
  await vi.waitFor(() => expect(desk.text).not.toBe(""));
});

/** What is in the editor. */
function shown() {
  return { document: desk.document, text: desk.text };
}

test("a visit begins with the first program", () => {
  expect(shown()).toEqual({ document: "/python", text: firstProgram.text });
});

test("each language and each lesson has a text of its own", async () => {
  desk.edit("in Python");
  await desk.choose("redis-cli");
  desk.edit("PING");
  await desk.open(lesson);
  expect(shown()).toEqual({ document: "one/javascript", text: "start" });
  desk.edit("mine");
  await desk.open(null);
  await desk.choose("redis-cli");
  expect(shown()).toEqual({ document: "/redis-cli", text: "PING" });
  await desk.choose("python");
  expect(shown()).toEqual({ document: "/python", text: "in Python" });
  await desk.open(lesson);
  expect(shown()).toEqual({ document: "one/javascript", text: "mine" });
});

test("what an example or a solution replaces can be had back", async () => {
  desk.edit("mine");
  await desk.example(examples[0]!);
  expect(desk.text).toBe(firstProgram.text);
  desk.notice!.undo();
  expect(desk.text).toBe("mine");
  expect(desk.notice).toBeNull();
  await desk.open(lesson);
  desk.solution();
  expect(desk.text).toBe("solution");
  desk.restart();
  expect(desk.text).toBe("start");
  desk.notice!.undo();
  expect(desk.text).toBe("solution");
});

test("the text of the language chosen last wins", async () => {
  const slow = desk.choose("javascript"); // its text has to be loaded
  await desk.choose("python");
  await slow;
  expect(shown()).toEqual({ document: "/python", text: firstProgram.text });
});

test("an example that comes too late leaves the next text alone", async () => {
  desk.edit("mine");
  const late = desk.example(examples[2]!);
  await desk.open(lesson);
  await late;
  expect(shown()).toEqual({ document: "one/javascript", text: "start" });
});
