/** Coroutines, futures, iterators, contexts, and Redis. */

import type { Row, Section } from "./row.ts";

export const missing: Section["missing"] = {
  E1: "not written yet",
  E2: "not written yet",
  E3: "not written yet",
  E4: "not written yet",
  E5: "not written yet",
  E6: "not written yet",
  E7: "not written yet",
  E8: "not written yet",
  E9: "not written yet",
  E10: "not written yet",
  E11: "not written yet",
  E12: "not written yet",
  E13: "not written yet",
  E14: "not written yet",
  E15: "not written yet",
  E16: "not written yet",
  E17: "not written yet",
  E18: "not written yet",
  E19: "not written yet",
  E20: "not written yet",
  E21: "not written yet",
  E22: "not written yet",
  E23: "not written yet",
};

export const rows: Row[] = [];
