/** Virtual time as people read it, and the marks of a time axis. All times are nanoseconds. */

const UNITS: [size: number, name: string][] = [
  [3600e9, "h"],
  [60e9, "min"],
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "µs"],
  [1, "ns"],
];

/** A time with three digits that count, such as "1.03 s" or "850 µs". */
export function formatTime(ns: number): string {
  if (ns === 0) return "0 ms";
  const size = Math.abs(ns);
  const [unit, name] = UNITS.find(([least]) => size >= least * 0.9995) ?? [
    1,
    "ns",
  ];
  return `${trim(ns / unit)} ${name}`;
}

function trim(amount: number): string {
  const whole = Math.abs(amount) >= 100;
  return whole
    ? String(Math.round(amount))
    : String(Number(amount.toPrecision(3)));
}

/** A time to live as a clock shows it: "42 s", "3:05", "2:00:00" or "3 days". */
export function formatTTL(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds >= 2 * 86400) return `${Math.floor(seconds / 86400)} days`;
  const pad = (n: number) => String(n).padStart(2, "0");
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  return hours > 0
    ? `${hours}:${pad(minutes)}:${pad(rest)}`
    : `${minutes}:${pad(rest)}`;
}

/** A count of bytes, such as "512 B" or "3.2 kB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${trim(bytes / 1e3)} kB`;
  return `${trim(bytes / 1e6)} MB`;
}

/** A mark of a time axis. */
export interface Mark {
  at: number;
  label: string;
}

/** Round times between from and to for a time axis, at most count of them. */
export function axisMarks(from: number, to: number, count: number): Mark[] {
  const step = roundStep((to - from) / Math.max(1, count));
  const marks: Mark[] = [];
  for (let n = Math.ceil(from / step); n * step <= to; n++)
    marks.push({ at: n * step, label: markLabel(n * step, step) });
  return marks;
}

/** A time with as many digits as tell it from the marks beside it; in minutes, or hours, if all of them are whole. */
function markLabel(at: number, step: number): string {
  if (at === 0) return "0";
  const fits = (size: number) => size <= 1e9 || step % size === 0;
  const [unit, name] = UNITS.find(([size]) => at >= size && fits(size)) ?? [
    1,
    "ns",
  ];
  const digits = Math.max(0, Math.ceil(-Math.log10(step / unit)));
  return `${Number((at / unit).toFixed(digits))} ${name}`;
}

/** Round steps where seconds are too many, in seconds: a minute is no power of ten. */
const STEPS = [30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 36000];

/** A round step that is not below size: the least of 1, 2 or 5 times a power of ten, as long as seconds are counted. */
function roundStep(size: number): number {
  const clock = STEPS.find((seconds) => seconds * 1e9 >= size);
  if (size > 20e9 && clock !== undefined) return clock * 1e9;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, size)));
  const factor = [1, 2, 5, 10].find((n) => n * power >= size) ?? 10;
  return factor * power;
}
