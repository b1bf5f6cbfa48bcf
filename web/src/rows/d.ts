/** Pools behind a web service. */

import type { Row, Section } from "./row.ts";

export const missing: Section["missing"] = {
  D1: "not written yet",
  D2: "not written yet",
  D3: "not written yet",
  D4: "not written yet",
  D5: "not written yet",
  D6: "not written yet",
  D12: "not written yet",
  D13: "not written yet",
  D14: "not written yet",
  D15: "not written yet",
};

export const rows: Row[] = [];
