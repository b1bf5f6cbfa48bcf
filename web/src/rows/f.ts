/** What the page adds. */

import type { Row, Section } from "./row.ts";

export const missing: Section["missing"] = {
  F1: "not written yet",
  F2: "not written yet",
  F3: "not written yet",
  F5: "not written yet",
  F6: "not written yet",
  F9: "not written yet",
  F10: "not written yet",
};

export const rows: Row[] = [];
