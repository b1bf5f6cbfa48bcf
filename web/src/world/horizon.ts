/** How the world says that a run has come to its horizon, where it is held. */

import { endsIn } from "../border/bytes.ts";

const HORIZON = new TextEncoder().encode("*1\r\n$7\r\nhorizon\r\n");

/** Whether a batch from the world ends so. */
export function endsAtHorizon(batch: Uint8Array): boolean {
  return endsIn(batch, HORIZON);
}
