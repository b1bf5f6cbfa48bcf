/** Commands that are about one connection: what a client, which may use any, says of them. */

import { UsageError } from "../border/errors.ts";

const subscribing = "use redis.subscribe()";
const watching = "use redis.transaction(), or redis.multi()";

/** What to use in place of each. */
const instead: Readonly<Record<string, string>> = {
  SELECT: "use world.client({ db })",
  WATCH: watching,
  MULTI: watching,
  EXEC: watching,
  DISCARD: watching,
  SUBSCRIBE: subscribing,
  PSUBSCRIBE: subscribing,
  SSUBSCRIBE: subscribing,
  MONITOR: "use redis.monitor()",
  "CLIENT TRACKING": "",
};

/** Why a client does not send a command; undefined: it does. */
export function refusalOf([first, second]: readonly unknown[]):
  UsageError | undefined {
  let name = String(first).toUpperCase();
  if (name === "CLIENT") name += ` ${String(second).toUpperCase()}`;
  if (!Object.hasOwn(instead, name)) return undefined;
  const own = "a connection of your own, redis.acquire()";
  return new UsageError(
    `${name} is about one connection, and a client sends each command on any: ` +
      (instead[name] ? `${instead[name]}, or ${own}` : `use ${own}`),
  );
}
