/** A client from zero: what the streams beneath it do. */

import type { Row, Section } from "./row.ts";

export const missing: Section["missing"] = {
  C1: "not written yet",
  C2: "not written yet",
};

export const rows: Row[] = [];
