/** From aioredis to redis.asyncio. */

import type { Row, Section } from "./row.ts";

export const missing: Section["missing"] = {
  B1: "not written yet",
  B2: "not written yet",
  B3: "not written yet",
  B4: "not written yet",
  B5: "not written yet",
  B6: "not written yet",
  B7: "not written yet",
  B8: "not written yet",
  B9: "not written yet",
  B10: "not written yet",
  B11: "not written yet",
  B12: "not written yet",
  B13: "not written yet",
  B14: "not written yet",
  B15: "not written yet",
  B16: "not written yet",
  B17: "not written yet",
  B18: "not written yet",
  B19: "not written yet",
  B20: "not written yet",
  B21: "not written yet",
  B22: "not written yet",
  B23: "not written yet",
};

export const rows: Row[] = [];
