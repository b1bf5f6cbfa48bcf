/** Commands on places, which are members of sorted sets. */

import { flat, number, places, positions } from "../shapes.ts";
import type { Key, Many, Out, Table, Value } from "./types.ts";

/** [longitude, latitude] */
export type Position = [longitude: number, latitude: number];
export type Unit = "m" | "km" | "ft" | "mi";

/** Where to look, and around what. */
export interface GeoArea {
  frommember?: Value;
  fromlonlat?: Position;
  byradius?: [radius: number, unit: Unit];
  bybox?: [width: number, height: number, unit: Unit];
  /** The nearest first. */
  asc?: boolean;
  /** The farthest first. */
  desc?: boolean;
  count?: number;
  /** The first that are found will do. */
  any?: boolean;
}

/** What is to be told of each place besides its name. */
export interface GeoWith {
  withdist?: boolean;
  withcoord?: boolean;
  withhash?: boolean;
}

export interface GeoradiusOptions {
  count?: number;
  any?: boolean;
  asc?: boolean;
  desc?: boolean;
}

/** A place that was found; of the rest, what was asked for. */
export interface Place<B> {
  member: B;
  /** In the unit of the search. */
  distance?: number;
  at?: Position;
  hash?: number;
}

type Nothing = { [N in keyof GeoWith]?: false };

export interface GeoCommands<B, K> {
  /** Adds places, as geoadd("cities", { Berlin: [13.4, 52.5] }). How many are new. */
  geoadd(
    key: Key,
    places: Record<string, Position> | Map<Value, Position>,
    options?: { nx?: boolean; xx?: boolean; ch?: boolean },
  ): Out<B, K, number>;
  geodist(
    key: Key,
    from: Value,
    to: Value,
    unit?: Unit,
  ): Out<B, K, number | null>;
  geohash(key: Key, ...members: Many<Value>): Out<B, K, (B | null)[]>;
  geopos(key: Key, ...members: Many<Value>): Out<B, K, (Position | null)[]>;
  /** The old form of geosearch. */
  georadius(
    key: Key,
    longitude: number,
    latitude: number,
    radius: number,
    unit: Unit,
    options: GeoradiusOptions & ({ store: Key } | { storedist: Key }),
  ): Out<B, K, number>;
  georadius(
    key: Key,
    longitude: number,
    latitude: number,
    radius: number,
    unit: Unit,
    options?: GeoradiusOptions & Nothing,
  ): Out<B, K, B[]>;
  georadius(
    key: Key,
    longitude: number,
    latitude: number,
    radius: number,
    unit: Unit,
    options: GeoradiusOptions & GeoWith,
  ): Out<B, K, Place<B>[]>;
  georadiusRo(
    key: Key,
    longitude: number,
    latitude: number,
    radius: number,
    unit: Unit,
    options?: GeoradiusOptions & Nothing,
  ): Out<B, K, B[]>;
  georadiusRo(
    key: Key,
    longitude: number,
    latitude: number,
    radius: number,
    unit: Unit,
    options: GeoradiusOptions & GeoWith,
  ): Out<B, K, Place<B>[]>;
  georadiusbymember(
    key: Key,
    member: Value,
    radius: number,
    unit: Unit,
    options: GeoradiusOptions & ({ store: Key } | { storedist: Key }),
  ): Out<B, K, number>;
  georadiusbymember(
    key: Key,
    member: Value,
    radius: number,
    unit: Unit,
    options?: GeoradiusOptions & Nothing,
  ): Out<B, K, B[]>;
  georadiusbymember(
    key: Key,
    member: Value,
    radius: number,
    unit: Unit,
    options: GeoradiusOptions & GeoWith,
  ): Out<B, K, Place<B>[]>;
  georadiusbymemberRo(
    key: Key,
    member: Value,
    radius: number,
    unit: Unit,
    options?: GeoradiusOptions & Nothing,
  ): Out<B, K, B[]>;
  georadiusbymemberRo(
    key: Key,
    member: Value,
    radius: number,
    unit: Unit,
    options: GeoradiusOptions & GeoWith,
  ): Out<B, K, Place<B>[]>;
  /** The places in a circle or box; with withdist and its like, a Place of each. */
  geosearch(key: Key, options: GeoArea & Nothing): Out<B, K, B[]>;
  geosearch(key: Key, options: GeoArea & GeoWith): Out<B, K, Place<B>[]>;
  geosearchstore(
    to: Key,
    from: Key,
    options: GeoArea & { storedist?: boolean },
  ): Out<B, K, number>;
}

/** Places as longitude, latitude, member. */
const located = (key: unknown, places: unknown, options: unknown) => {
  const pairs = flat("GEOADD", places);
  const words = pairs.flatMap((at, i) =>
    i % 2 ? [...(at as Position), pairs[i - 1]] : [],
  );
  return [key, words, options];
};
const area =
  "{frommember= fromlonlat=2 byradius=2 bybox=3 asc desc count=n any";
const told = "withcoord withdist withhash";
const around = `radius unit {${told} count=n any asc desc`;

export const geo: Table<GeoCommands<unknown, "one">> = {
  geoadd: ["key {nx xx ch} [places]", undefined, located],
  geodist: ["key from to unit?", number],
  geohash: "key members*",
  geopos: ["key members*", positions],
  georadius: [`key longitude latitude ${around} store= storedist=}`, places],
  georadiusRo: [`GEORADIUS_RO key longitude latitude ${around}}`, places],
  georadiusbymember: [`key member ${around} store= storedist=}`, places],
  georadiusbymemberRo: [`GEORADIUSBYMEMBER_RO key member ${around}}`, places],
  geosearch: [`key ${area} ${told}}`, places],
  geosearchstore: `to from ${area} storedist}`,
};
