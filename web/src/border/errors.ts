/** The errors that commands fail with: what the server said, and what kept a command from being answered. */

/** Why a command failed, in the world's words. */
export type ErrorKind =
  | "server"
  | "closed"
  | "timeout"
  | "pool"
  | "watch"
  | "protocol"
  | "cancelled"
  | "usage"
  | "lock";

/** Whatever a command, or the world, can fail with. */
export class RedisError extends Error {
  declare readonly kind: ErrorKind;

  static {
    label(this, "RedisError", "closed");
  }

  /** The kind in capitals; of a ReplyError, the first word of its message. */
  get code(): string {
    return this.kind.toUpperCase();
  }
}

/** The server refused a command; the message is the server's own. */
export class ReplyError extends RedisError {
  declare readonly kind: "server";

  static {
    label(this, "ReplyError", "server");
  }

  /** The first word of the message, such as WRONGTYPE. */
  override get code(): string {
    return this.message.split(" ", 1)[0]!;
  }
}

/** The connection was closed before the reply came, or could not be opened. */
export class ClosedError extends RedisError {
  declare readonly kind: "closed";

  static {
    label(this, "ClosedError", "closed");
  }
}

/** A reply, or a connection, did not come within the time given for it. */
export class TimeoutError extends RedisError {
  declare readonly kind: "timeout";

  static {
    label(this, "TimeoutError", "timeout");
  }
}

/** The client has as many connections as it may have, and all are in use. */
export class PoolError extends RedisError {
  declare readonly kind: "pool";

  static {
    label(this, "PoolError", "pool");
  }
}

/** A watched key was changed by another client, so EXEC did nothing. */
export class WatchError extends RedisError {
  declare readonly kind: "watch";

  static {
    label(this, "WatchError", "watch");
  }
}

/** The server sent what is not RESP; the connection is lost with it. */
export class ProtocolError extends RedisError {
  declare readonly kind: "protocol";

  static {
    label(this, "ProtocolError", "protocol");
  }
}

/** The command was cancelled; it may have been executed all the same. */
export class CancelledError extends RedisError {
  declare readonly kind: "cancelled";

  static {
    label(this, "CancelledError", "cancelled");
  }
}

/** A call was put wrongly; nothing was sent. */
export class UsageError extends RedisError {
  declare readonly kind: "usage";

  static {
    label(this, "UsageError", "usage");
  }
}

/** A lock was not to be had in the time given for it, or is held no longer. */
export class LockError extends RedisError {
  declare readonly kind: "lock";

  static {
    label(this, "LockError", "lock");
  }
}

/** What a run needs could not be loaded; the next run tries again. */
export class LoadError extends RedisError {
  static {
    label(this, "LoadError", "closed");
  }
}

/** Name and kind are the class's: an error that is printed shows its message alone. */
function label(of: typeof RedisError, name: string, kind: ErrorKind): void {
  for (const [key, value] of Object.entries({ name, kind })) {
    Object.defineProperty(of.prototype, key, { value, configurable: true });
  }
}

const classes: Record<ErrorKind, new (message: string) => RedisError> = {
  server: ReplyError,
  closed: ClosedError,
  timeout: TimeoutError,
  pool: PoolError,
  watch: WatchError,
  protocol: ProtocolError,
  cancelled: CancelledError,
  usage: UsageError,
  lock: LockError,
};

/** The error of a kind that the world names. */
export function errorOf(kind: string, message: string): RedisError {
  return new (classes[kind as ErrorKind] ?? RedisError)(message);
}

/** What a value is, in words that an error can hold against what was wanted. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  switch (typeof value) {
    case "string":
      return value.length > 40
        ? `${JSON.stringify(value.slice(0, 40))}…`
        : JSON.stringify(value);
    case "number":
    case "boolean":
    case "bigint":
      return String(value);
    case "symbol":
      return "a symbol";
    case "function":
      return value.name ? `the function ${value.name}` : "a function";
  }
  if (Array.isArray(value)) return "an array";
  if (typeof (value as PromiseLike<unknown>).then === "function") {
    return "a promise (is an await missing?)";
  }
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  if (!name || name === "Object") return "an object";
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}
