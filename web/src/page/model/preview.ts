/** What a key holds, on one line. */

import { escaped } from "../../border/bytes.ts";
import type { KeyState } from "../../types.ts";
import { formatTTL } from "./time.ts";

/** A key's value on one line, at some Unix time in milliseconds; nothing in it is markup. */
export function previewOf(state: KeyState, now: number): string {
  const { type, value, fieldsExpireAt } = state;
  if (type === "string" && isHyperLogLog(value))
    return "a HyperLogLog, which PFCOUNT counts";
  if (type === "zset" && Array.isArray(value)) return scored(value);
  if (type === "stream" && Array.isArray(value)) return entries(value);
  if (fieldsExpireAt !== undefined)
    return hash(value as Record<string, unknown>, fieldsExpireAt, now);
  return valueText(value);
}

/** Fields, those that expire with what they have left. */
function hash(
  value: Record<string, unknown>,
  expireAt: Record<string, number>,
  now: number,
): string {
  const pairs = value instanceof Map ? [...value] : Object.entries(value);
  const texts = pairs.map(([field, of]) => {
    const at = expireAt[field];
    const left = at === undefined ? "" : ` (${formatTTL(at - now)})`;
    return `${valueText(field)}: ${valueText(of)}${left}`;
  });
  return `{${texts.join(", ")}}`;
}

/** Whether a value is cut; it has ended within what is shown otherwise. */
export function isCut({ type, size, value }: KeyState): boolean {
  if (type === "string") return size > 256 && !isHyperLogLog(value);
  return size > 16;
}

/** Members and scores, in the order of the scores. */
function scored(pairs: unknown[]): string {
  const texts = pairs.map((pair) => {
    const [member, score] = pair as [unknown, unknown];
    return `${valueText(member)}: ${valueText(score)}`;
  });
  return `{${texts.join(", ")}}`;
}

/** Entries of a stream, each behind its ID. */
function entries(list: unknown[]): string {
  const texts = list.map((entry) => {
    const [id, words] = entry as [string, unknown[]];
    const pairs = Array.from({ length: words.length / 2 }, (_, i) => {
      return `${valueText(words[2 * i])}: ${valueText(words[2 * i + 1])}`;
    });
    return `${id} {${pairs.join(", ")}}`;
  });
  return `[${texts.join(", ")}]`;
}

/** A string that begins as HyperLogLogs do, with their name and a form of 0 or 1. */
function isHyperLogLog(value: unknown): boolean {
  const head =
    value instanceof Uint8Array
      ? String.fromCharCode(...value.subarray(0, 5))
      : String(value);
  return head.startsWith("HYLL\0") || head.startsWith("HYLL\x01");
}

/** A value of any shape. */
function valueText(value: unknown): string {
  if (value === null) return "(nil)";
  if (value instanceof Uint8Array) return `"${escaped(value)}"`;
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  if (value instanceof Map)
    return `{${[...value].map(([k, v]) => `${valueText(k)}: ${valueText(v)}`).join(", ")}}`;
  if (value instanceof Set) return valueText([...value]);
  if (typeof value === "object")
    return valueText(new Map(Object.entries(value)));
  if (typeof value === "number" && !Number.isFinite(value))
    return value > 0 ? "inf" : "-inf";
  return typeof value === "string" ? quoted(value) : String(value);
}

/** Text in quotes, what does not print as redis-cli has it. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /\\(?:u00([0-9a-f]{2})|.)/g,
    (escape, code) => (code ? `\\x${code}` : escape),
  );
}
