/** Cursors as async iterators: the next page is asked for when the last has been used up. */

import type { Client } from "./client.ts";
import type { Key } from "./commands.ts";
import { checkOptions, text, wholeNumber } from "./options.ts";

export interface ScanOptions {
  /** A pattern, such as "user:*". */
  match?: string;
  /** About how many elements each page looks at. */
  count?: number;
}

const checks = { match: text, count: wholeNumber(1), type: text };

/** The elements of a SCAN, page by page. An element may come twice, as in Redis. */
export async function* scan<B>(
  client: Client<B>,
  command: Key[],
  given?: ScanOptions & { type?: string },
): AsyncGenerator<B, void> {
  const options = checkOptions<ScanOptions & { type?: string }>(
    "scan options",
    given,
    checks,
  );
  const rest = Object.entries(options).flatMap(([name, value]) => [
    name.toUpperCase(),
    value as string | number,
  ]);
  let cursor: B | string = "0";
  do {
    const [name, ...key] = command;
    const page = await client.execute(name!, ...key, cursor as string, ...rest);
    const [next, elements] = page as unknown as [B, B[]];
    yield* elements;
    cursor = next;
  } while (!isZero(cursor));
}

/** The same for a scan whose elements come in twos. */
export async function* scanPairs<B>(
  client: Client<B>,
  command: Key[],
  options?: ScanOptions,
): AsyncGenerator<[B, B], void> {
  let first: { value: B } | undefined;
  for await (const value of scan<B>(client, command, options)) {
    if (first) {
      yield [first.value, value];
      first = undefined;
    } else {
      first = { value };
    }
  }
}

function isZero(cursor: unknown): boolean {
  return cursor instanceof Uint8Array
    ? cursor.length === 1 && cursor[0] === 0x30
    : cursor === "0";
}
