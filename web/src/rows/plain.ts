/** Rows of the synchronous client that go as the asynchronous ones do. */

import type { Row } from "./row.ts";

/** The row of a capability, in plain functions: with what differs, and all else as it is among the rows given. */
export function plain(
  rows: Row[],
  id: string,
  differs: Partial<Row> & Pick<Row, "title">,
): Row {
  return { ...rowOf(rows, id), part: "sync", waits: true, ...differs };
}

/** The row that shows a capability, among those given. */
export function rowOf(rows: Row[], id: string): Row {
  return rows.find((row) => row.id === id && row.part === undefined)!;
}
