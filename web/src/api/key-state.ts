/** Keys as the engine describes them, in KEYS and in the trace: whatever bytes they are of, they can be shown. */

import { escaped } from "../border/bytes.ts";
import { fields, type ReadOptions, type Reply } from "../border/resp.ts";
import type { KeyState } from "../types.ts";

/** How a description is read: what is not text stays bytes. */
export const keyReading: ReadOptions = { bytes: "unless text", maps: "map" };

/** Strings are cut to so many bytes, engine/describe.go says; that may be within a character. */
const PREVIEW_BYTES = 256;

/** A description, as engine.KeyState puts it. */
export function toKeyState(row: Reply[]): KeyState {
  const [db, key, type, encoding, expireAt, size, value, expiring] = row;
  const state = {
    db,
    key: key instanceof Uint8Array ? escaped(key) : key,
    type,
    encoding,
    expireAt: expireAt === -1 ? null : expireAt,
    size,
    value:
      type === "zset" && value instanceof Map
        ? [...value].map(preview) // an object would have them in an order of its own
        : preview(value ?? null),
  } as KeyState;
  if (key instanceof Uint8Array) state.keyBytes = key;
  if (expiring !== undefined) state.fieldsExpireAt = preview(expiring) as never;
  return state;
}

/** A value whose maps are objects, unless a field's name is not text. */
function preview(value: Reply): Reply {
  if (value instanceof Uint8Array) return beginning(value) ?? value;
  if (Array.isArray(value)) return value.map(preview);
  if (!(value instanceof Map)) return value;
  const pairs = new Map(
    [...value].map(([name, of]) => [preview(name), preview(of)]),
  );
  const named = [...pairs.keys()].every((name) => typeof name === "string");
  return named ? fields(pairs) : pairs;
}

/** The text that bytes are the cut beginning of, or null. */
function beginning(bytes: Uint8Array): string | null {
  if (bytes.length !== PREVIEW_BYTES) return null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return text.decode(bytes, { stream: true }); // the last character may go on
  } catch {
    return null;
  }
}
