/** Wheels that the visitor gives to Python programs: what the page needs of the playground for that. */

import type { Wheel } from "../types.ts";
import type { Progress } from "./resplay-status.ts";

/** What holds wheels, and changes in place. */
export interface WheelShelf {
  /** What is being loaded; null is nothing. */
  readonly progress: Progress | null;
  readonly wheels: readonly Wheel[];
  addWheel(file: string, bytes: Uint8Array): Promise<unknown>;
  removeWheel(name: string): Promise<void>;
}

/** Says in a sentence why a file cannot be a wheel; "" if it may be one. */
export function whyNoWheel({
  name,
  size,
}: {
  name: string;
  size: number;
}): string {
  if (!/\.whl$/i.test(name))
    return `${name} is no wheel: its name would end in .whl.`;
  if (size > LARGEST)
    return `${name} has ${Math.round(size / MEGABYTE)} MB: a wheel may have ${LARGEST / MEGABYTE} MB here.`;
  return size === 0 ? `${name} is empty.` : "";
}

const MEGABYTE = 1 << 20;
/** Python keeps what is in it in memory. */
const LARGEST = 32 * MEGABYTE;
