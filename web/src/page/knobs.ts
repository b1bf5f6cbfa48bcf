/** The settings of the simulated network and its clock. */

/** What the knobs are set to. */
export interface Knobs {
  /** Milliseconds there and back. */
  latency: number;
  /** Largest random delay added to a trip, in milliseconds. */
  jitter: number;
  /** Bytes a second each way; 0 is no limit. */
  bandwidth: number;
  seed: number;
  /** How fast the clock goes while no program runs. */
  speed: number;
}

export const usualKnobs: Knobs = {
  latency: 10,
  jitter: 0,
  bandwidth: 0,
  seed: 1,
  speed: 1,
};

/** The slider has more room for short times: its position is the square root of the time. */
const LONGEST = 500;
export const POSITIONS = 1000;

/** Where the slider stands for a time. */
export function position(milliseconds: number): number {
  return Math.round(Math.sqrt(milliseconds / LONGEST) * POSITIONS);
}

/** The time that the slider stands for. */
export function milliseconds(at: number): number {
  const exact = (at / POSITIONS) ** 2 * LONGEST;
  const step = exact < 2 ? 0.1 : exact < 20 ? 1 : exact < 100 ? 5 : 10;
  return Number((Math.round(exact / step) * step).toFixed(1));
}

/** The seed nearest to what was typed. */
export function seedOf(typed: string): number {
  const whole = Math.floor(Number(typed)) || 0;
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, whole));
}

/** Whether a stored value is what knobs can be set to. */
export function areKnobs(value: unknown): value is Knobs {
  if (typeof value !== "object" || value === null) return false;
  const { latency, jitter, bandwidth, seed, speed } = value as Partial<Knobs>;
  const whole = [bandwidth, seed].every((n) => Number.isSafeInteger(n));
  const inRange = [latency, jitter].every((n) => n! <= LONGEST);
  const all = [latency, jitter, bandwidth, seed, speed];
  return whole && inRange && all.every((n) => Number.isFinite(n) && n! >= 0);
}
