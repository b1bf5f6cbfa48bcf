/** The options of a client: their names, their checks, and the world's names for them. */

import type { ReadOptions } from "../border/resp.ts";
import {
  checkOptions,
  flag,
  oneOf,
  text,
  toNanoseconds,
  wholeNumber,
  type Check,
  type Duration,
} from "./options.ts";

/** How a client connects and behaves. All may be left out. */
export interface ClientOptions {
  /** Such as redis://user:password@localhost:6379/0; the other options refine it. */
  url?: string;
  host?: string;
  port?: number;
  db?: number;
  username?: string;
  password?: string;
  /** As CLIENT LIST shows it. */
  name?: string;
  /** Which RESP is spoken. Default: the world's, or 3. */
  protocol?: 2 | 3;
  /** Bulk strings are text; with false they are Uint8Arrays. Default: true. */
  decodeResponses?: boolean;
  /** What a map in a reply becomes. Default: object. */
  maps?: "object" | "map";
  /**
   * shared: commands pipeline over one connection, as in most JavaScript
   * clients. percall: each borrows a connection of the pool, as in redis-py.
   */
  mode?: "shared" | "percall";
  /** Never more pooled connections than these. */
  maxConnections?: number;
  /** Kept open once the client is in use. */
  minConnections?: number;
  /** How long a call waits for a free connection; Infinity: for ever. Default: it fails at once. */
  wait?: Duration;
  /** How often a lost or refused connection is dialed again. Default: 3. */
  redials?: number;
  connectTimeout?: Duration;
  commandTimeout?: Duration;
}

/** A duration as whole milliseconds, the world's unit for a client's options. */
const milliseconds: Check<Duration> = (what, value) =>
  value === Infinity ? -1 : Math.ceil(toNanoseconds(what, value) / 1e6);

const checks: { [N in keyof ClientOptions]-?: Check<ClientOptions[N]> } = {
  url: text,
  host: text,
  port: wholeNumber(1, 65535),
  db: wholeNumber(0),
  username: text,
  password: text,
  name: text,
  protocol: oneOf<2 | 3 | undefined>(2, 3),
  decodeResponses: flag,
  maps: oneOf<"object" | "map" | undefined>("object", "map"),
  mode: oneOf<"shared" | "percall" | undefined>("shared", "percall"),
  maxConnections: wholeNumber(1),
  minConnections: wholeNumber(0),
  wait: milliseconds,
  redials: wholeNumber(),
  connectTimeout: milliseconds,
  commandTimeout: milliseconds,
};

/** The world's names where they differ; null: it need not know. */
const worldNames: Partial<Record<keyof ClientOptions, string | null>> = {
  decodeResponses: null,
  maps: null,
  maxConnections: "max",
  minConnections: "min",
  connectTimeout: "connect-timeout",
  commandTimeout: "command-timeout",
};

/** Checks options that a program has given. */
export function checkClientOptions(given: unknown): ClientOptions {
  return checkOptions<ClientOptions>("client options", given, checks);
}

/** The options as the world reads them: key, value, key, value. */
export function settings(options: ClientOptions): (string | number)[] {
  return Object.entries(options).flatMap(([name, value]) => {
    const known = worldNames[name as keyof ClientOptions];
    return known === null ? [] : [known ?? name, value as string | number];
  });
}

/** How the replies of such a client are read. */
export function readOptions(options: ClientOptions): ReadOptions {
  return {
    bytes: options.decodeResponses === false,
    maps: options.maps ?? "object",
  };
}
