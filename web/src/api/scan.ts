/** Cursors as async iterators: the next page is asked for when the last has been used up. */

import type { Client } from "./client.ts";
import type { Entry, Key } from "./commands.ts";
import { checkOptions, flag, text, wholeNumber } from "./options.ts";
import { isFields, textOf } from "./shapes.ts";

/** The elements of a scan, page by page. One may come twice, as in Redis. */
export async function* scan<T>(
  options: object | undefined,
  page: (cursor: string) => Promise<[cursor: string, elements: T[]]>,
): AsyncGenerator<T, void> {
  // What names and values it may have, the command's method says.
  if (!isFields(options ?? {})) checkOptions("options of a scan", options, {});
  let cursor = "0";
  do {
    const [next, elements] = await page(cursor);
    yield* elements;
    cursor = next;
  } while (cursor !== "0");
}

/** Which entries of a stream. */
export interface EntriesOptions {
  /** The first; "(1-1" is the one behind it. */
  start?: string;
  end?: string;
  /** From the last on. */
  reverse?: boolean;
  /** How many are asked for at once. */
  count?: number;
}

/** The entries of a stream, page by page. */
export async function* scanEntries<B>(
  client: Client<B>,
  key: Key,
  given?: EntriesOptions,
): AsyncGenerator<Entry<B>, void> {
  const options = checkOptions<EntriesOptions>(
    "options of xrangeIterator",
    given,
    {
      start: text,
      end: text,
      reverse: flag,
      count: wholeNumber(1),
    },
  );
  const { reverse = false, count = 100 } = options;
  let { start = "-", end = "+" } = options;
  for (;;) {
    const page = reverse
      ? await client.xrevrange(key, end, start, { count })
      : await client.xrange(key, start, end, { count });
    yield* page;
    if (page.length < count) return;
    const behind = `(${textOf(page.at(-1)!.id)}`;
    if (reverse) end = behind;
    else start = behind;
  }
}
