/** All rows, section by section, and which capabilities there are. */

import * as a from "./a.ts";
import * as b from "./b.ts";
import * as cStreams from "./c-streams.ts";
import * as c from "./c.ts";
import * as d from "./d.ts";
import * as e from "./e.ts";
import * as f from "./f.ts";
import type { Section } from "./row.ts";

const sections: Section[] = [a, b, cStreams, c, d, e, f];

export const rows = sections.flatMap(({ rows }) => rows);

/** Capabilities without a row, and why. */
export const missing = Object.assign(
  {},
  ...sections.map(({ missing }) => missing),
) as Record<string, string>;

/** First and last of the capabilities that a Python program can show. */
const ranges: [section: string, first: number, last: number][] = [
  ["A", 1, 8],
  ["B", 1, 23],
  ["C", 1, 31],
  ["D", 1, 6],
  ["D", 12, 15],
  ["E", 1, 23],
  ["F", 1, 3],
  ["F", 5, 6],
  ["F", 9, 10],
];

export const ids = ranges.flatMap(([section, first, last]) =>
  Array.from({ length: last - first + 1 }, (_, n) => `${section}${first + n}`),
);
