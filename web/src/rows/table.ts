/** All rows, section by section, and which capabilities there are. */

import * as a from "./a.ts";
import * as bNames from "./b-names.ts";
import * as bPools from "./b-pools.ts";
import * as bTransactions from "./b-transactions.ts";
import * as cBytes from "./c-bytes.ts";
import * as cConnections from "./c-connections.ts";
import * as cOwn from "./c-own.ts";
import * as cReplies from "./c-replies.ts";
import * as cStreams from "./c-streams.ts";
import * as dPools from "./d-pools.ts";
import * as dService from "./d-service.ts";
import * as eClients from "./e-clients.ts";
import * as eFutures from "./e-futures.ts";
import * as eThreads from "./e-threads.ts";
import * as f from "./f.ts";
import * as fOwnClient from "./f-own-client.ts";
import * as fService from "./f-service.ts";
import * as fStreams from "./f-streams.ts";
import type { Row } from "./row.ts";
import * as syncCommands from "./sync-commands.ts";
import * as syncConnections from "./sync-connections.ts";
import * as syncTransactions from "./sync-transactions.ts";
import * as syncWaiting from "./sync-waiting.ts";

const sections: { rows: Row[] }[] = [
  a,
  bNames,
  bPools,
  bTransactions,
  cStreams,
  cConnections,
  cBytes,
  cReplies,
  cOwn,
  dPools,
  dService,
  eFutures,
  eThreads,
  eClients,
  f,
  fStreams,
  fOwnClient,
  fService,
  syncCommands,
  syncTransactions,
  syncConnections,
  syncWaiting,
];

export const rows = sections.flatMap(({ rows }) => rows);

/** How many capabilities each section has. */
const sizes = { A: 8, B: 23, C: 31, D: 15, E: 23, F: 10 };

export const ids = Object.entries(sizes).flatMap(([section, size]) =>
  Array.from({ length: size }, (_, n) => `${section}${n + 1}`),
);
