import { expect, test } from "vitest";
import { checkRunOptions, horizonOf, Settings } from "./settings.ts";

test("settings say at once what is wrong, and keep what was right", () => {
  let changes = 0;
  const settings = new Settings(() => changes++);
  Object.assign(settings, { latency: 2.5, jitter: "1ms", bandwidth: 1000 });
  expect(changes).toBe(3);
  Object.assign(settings, { seed: 7, speed: 0 });
  expect(changes).toBe(3);
  const set = (knob: keyof Settings, value: unknown) => () => {
    (settings as unknown as Record<string, unknown>)[knob] = value;
  };
  expect(set("latency", "soon")).toThrow('latency is "soon"; give a time');
  expect(set("bandwidth", -1)).toThrow("bandwidth is -1; give a whole number");
  expect(set("seed", "1")).toThrow('seed is "1"; give a whole number, from 0');
  expect(set("speed", Infinity)).toThrow("speed is Infinity; give a number");
  expect(settings.fill({ jitter: "0" })).toEqual({
    seed: 7,
    latency: "2500000ns",
    jitter: "0",
    bandwidth: 1000,
  });
});

test("run options are checked by name and value", () => {
  const options = checkRunOptions({
    latency: "1.5s",
    aioredis: "2.0",
    horizon: "10m",
    seed: undefined,
  });
  expect(options).toEqual({
    latency: "1500000000ns",
    aioredis: "2.0",
    horizon: "600000000000ns",
  });
  expect(horizonOf(options)).toBe(600e9);
  expect(horizonOf({})).toBe(0);
  expect(() => checkRunOptions({ aioredis: 2 })).toThrow(
    'run options: aioredis is 2; give "1.3" or "2.0" or "none"',
  );
  expect(() => checkRunOptions("10ms")).toThrow(
    'run options are "10ms"; give an object',
  );
});
