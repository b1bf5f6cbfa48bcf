/** Replies as methods resolve to them: the same values whichever RESP is spoken, and however maps are read. */

import { describe, UsageError } from "../border/errors.ts";
import type { Reply } from "../border/resp.ts";
import type { Fields, Shape } from "./commands/types.ts";

const decoder = new TextDecoder();

/** A string of a reply as text, whatever strings are read as. */
export function textOf(value: unknown): string {
  return value instanceof Uint8Array ? decoder.decode(value) : String(value);
}

/** RESP2 has scores, and RESP3 some other numbers, as strings. */
export function numberOf(value: unknown): number {
  return typeof value === "number" ? value : Number(textOf(value));
}

/** What a shape makes of a reply that is not null. */
const unlessNull =
  (shape: Shape): Shape =>
  (reply, words) =>
    reply === null ? null : shape(reply, words);

export const number = unlessNull((reply) => numberOf(reply));

export const numbers = unlessNull((reply) =>
  (reply as Reply[]).map((one) => (one === null ? null : numberOf(one))),
);

export const text = unlessNull(textOf);

/** A map's names and values, in whichever of its forms it came. */
function pairsOf(reply: Reply): [unknown, Reply][] {
  if (reply instanceof Map) return [...reply];
  if (!Array.isArray(reply)) {
    return Object.entries(reply as Record<string, Reply>);
  }
  if (reply.length > 0 && reply.every(Array.isArray)) {
    return reply as [Reply, Reply][];
  }
  const pairs: [Reply, Reply][] = [];
  for (let i = 0; i < reply.length; i += 2) {
    pairs.push([reply[i]!, reply[i + 1]!]);
  }
  return pairs;
}

/** A record whose values are made of a reply's by value; it has no prototype, so any name is safe. */
const recordOf = (value: (value: Reply) => unknown): Shape =>
  unlessNull((reply) => {
    const record: Record<string, unknown> = Object.create(null);
    for (const [name, of] of pairsOf(reply)) record[textOf(name)] = value(of);
    return record;
  });

export const record = recordOf((value) => value);
export const recordOfNumbers = recordOf(numberOf);
export const recordOfRecords = recordOf((value) => record(value, []));
export const records = unlessNull((reply) =>
  (reply as Reply[]).map((one) => record(one, [])),
);

/** Members, or pairs of member and score where the command asks for scores. */
export const scored = unlessNull((reply, words) =>
  words.includes("WITHSCORES") ? scores(reply) : reply,
);

function scores(reply: Reply): [unknown, number][] {
  return pairsOf(reply).map(([member, score]) => [member, numberOf(score)]);
}

/** What a pop of the least or the greatest returns: one, or as many as were asked for. */
export const popped = unlessNull((reply, words) => {
  const all = scores(reply);
  return words.length > 2 ? all : (all[0] ?? null);
});

/** [key, member, score]. */
export const poppedOf = unlessNull((reply) => {
  const [key, member, score] = reply as Reply[];
  return [key, member, numberOf(score)];
});

/** [key, [[member, score], …]]. */
export const poppedMany = unlessNull((reply) => {
  const [key, members] = reply as [Reply, Reply];
  return [key, scores(members)];
});

export const rank = unlessNull((reply, words) => {
  if (!words.includes("WITHSCORE")) return reply;
  const [at, score] = reply as [number, Reply];
  return [at, numberOf(score)];
});

/** Fields, or pairs of field and value where the command asks for values. */
export const valued = unlessNull((reply, words) =>
  words.includes("WITHVALUES") ? pairsOf(reply) : reply,
);

/** [cursor, elements]. */
export const scanned: Shape = (reply) => {
  const [cursor, elements] = reply as [Reply, Reply];
  return [textOf(cursor), elements];
};

/** [cursor, pairs]. */
export const scannedPairs: Shape = (reply, words) => {
  const [cursor, elements] = reply as [Reply, Reply];
  const all = words.includes("NOVALUES") ? elements : pairsOf(elements);
  return [textOf(cursor), all];
};

export const scannedScores: Shape = (reply) => {
  const [cursor, elements] = reply as [Reply, Reply];
  return [textOf(cursor), scores(elements)];
};

/** [longitude, latitude] of each. */
export const positions: Shape = (reply) =>
  (reply as (Reply[] | null)[]).map((at) => at && at.map(numberOf));

const GEO = ["WITHDIST", "WITHHASH", "WITHCOORD"];

/** Members, or what is known of each, where the command asks for that. */
export const places: Shape = (reply, words) => {
  const [distance, hash, at] = GEO.map((word) => words.includes(word));
  if (!Array.isArray(reply) || !(distance || hash || at)) return reply;
  return (reply as Reply[][]).map(([member, ...more]) => {
    const place: Record<string, unknown> = { member };
    if (distance) place["distance"] = numberOf(more.shift());
    if (hash) place["hash"] = numberOf(more.shift());
    if (at) place["at"] = (more.shift() as Reply[]).map(numberOf);
    return place;
  });
};

/** An entry of a stream; one that has been deleted has no fields. */
function entry(reply: Reply): unknown {
  if (reply === null) return null;
  const [id, fields] = reply as [Reply, Reply];
  return { id, fields: record(fields, []) };
}

export const entries = unlessNull((reply, words) =>
  words.includes("JUSTID") ? reply : (reply as Reply[]).map(entry),
);

/** The entries of each stream. */
export const streams = recordOf((value) => entries(value, []));

/** What XAUTOCLAIM has claimed. */
export const claimed: Shape = (reply, words) => {
  const [next, claimed, deleted] = reply as [Reply, Reply, Reply];
  return { next, entries: entries(claimed, words), deleted: deleted ?? [] };
};

/** XPENDING: a summary, or what is known of each entry. */
export const pending: Shape = (reply, words) => {
  if (words.length > 3) {
    return (reply as Reply[][]).map(([id, consumer, idle, deliveries]) => {
      return { id, consumer, idle, deliveries };
    });
  }
  const [count, first, last, consumers] = reply as Reply[];
  return {
    pending: count,
    first,
    last,
    consumers: recordOfNumbers(consumers ?? [], []),
  };
};

/** XINFO STREAM: entries in it are entries. */
export const streamInfo: Shape = (reply) => {
  const info = record(reply, []) as Record<string, Reply>;
  for (const name of ["first-entry", "last-entry"]) {
    if (info[name]) info[name] = entry(info[name]) as Reply;
  }
  if (info["entries"]) info["entries"] = entries(info["entries"], []) as Reply;
  for (const name of ["groups"]) {
    if (Array.isArray(info[name])) {
      info[name] = records(info[name] as Reply, []) as Reply;
    }
  }
  return info;
};

/** SLOWLOG GET. */
export const slow: Shape = (reply) =>
  (reply as Reply[][]).map(([id, at, took, command, address, client]) => {
    return { id, at, took, command, address, client };
  });

/** LATENCY LATEST. */
export const latest: Shape = (reply) =>
  (reply as Reply[][]).map(([event, at, last, most]) => {
    return { event, at, last, most };
  });

/** LCS: with IDX a record. */
export const common = unlessNull((reply, words) =>
  words.includes("IDX") ? record(reply, words) : reply,
);

/** What such an object is like, where its values are no text. */
const examples: Record<string, string> = {
  "FT.CREATE": '{ title: "TEXT", year: "NUMERIC" }',
  GEOADD: 'geoadd("cities", { Berlin: [13.4, 52.5] })',
  XADD: 'xadd("log", "*", { level: "info" })',
  ZADD: 'zadd("board", { anna: 30 })',
};

/** Names and values as name, value, name, value. */
export function flat(command: string, value: unknown): unknown[] {
  if (!isFields(value) || Array.isArray(value)) {
    const example = examples[command] ?? '{ name: "value" }';
    throw new UsageError(
      `${command} wants an object of names and values, not ${describe(value)}: as in ${example}`,
    );
  }
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  if (entries.length === 0) {
    throw new UsageError(`${command} wants at least one name and value`);
  }
  return entries.flat(1);
}

export function isFields(value: unknown): value is Fields {
  return (
    typeof value === "object" &&
    value !== null &&
    !(value instanceof Uint8Array)
  );
}
