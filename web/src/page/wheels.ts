/** Wheels that the visitor gives to Python programs: what the page needs of the playground for that. */

/** A wheel that programs may import from. */
export interface Wheel {
  name: string;
  version: string;
  /** What a program imports. */
  modules: string[];
  /** The file name it was given under. */
  file: string;
}

/** What holds wheels, and changes in place. */
export interface WheelShelf {
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
