/** Long lists are shown a page at a time: which page holds a row, and what it spans. */

export interface Page {
  from: number;
  /** One past the last row. */
  to: number;
  total: number;
}

/** The rows around a wanted one, at most size of them. */
export function pageAround(total: number, wanted: number, size: number): Page {
  const from = Math.max(
    0,
    Math.min(wanted - Math.floor(size / 2), total - size),
  );
  return { from, to: Math.min(total, from + size), total };
}
