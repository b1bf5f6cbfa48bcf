/** How often a program that computes is asked for: never while its worker hears messages. */

import { expect, test } from "vitest";
import { seldom } from "./interrupt.ts";

test("Stop is asked for after 250 ms without messages, and then every 150", () => {
  let now = 1_000;
  let hear = () => {};
  const asked: number[] = [];
  const looks = (until: number) => {
    for (; now < until; now += 10) look(now);
  };
  const look = seldom(
    () => asked.push(now) === 4,
    (callback) => (hear = callback),
  );

  looks(1_240);
  hear();
  looks(1_480);
  expect(asked).toEqual([]);

  looks(1_900);
  expect(asked).toEqual([1_490, 1_640, 1_790]);

  now = 1_940;
  expect(look(now)).toBe(true);
  hear();
  now = 5_000;
  expect([look(now), asked.length]).toEqual([false, 4]);
});
