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
  | "usage";

/** Whatever a command, or the world, can fail with. */
export class RedisError extends Error {
  readonly kind: ErrorKind = "usage";

  static {
    this.prototype.name = "RedisError";
  }
}

/** The server refused a command; the message is the server's own. */
export class ReplyError extends RedisError {
  override readonly kind = "server";

  static {
    this.prototype.name = "ReplyError";
  }

  /** The first word of the message, such as WRONGTYPE. */
  get code(): string {
    return this.message.split(" ", 1)[0]!;
  }
}

/** The connection was closed before the reply came, or could not be opened. */
export class ClosedError extends RedisError {
  override readonly kind = "closed";

  static {
    this.prototype.name = "ClosedError";
  }
}

/** A reply, or a connection, did not come within the time given for it. */
export class TimeoutError extends RedisError {
  override readonly kind = "timeout";

  static {
    this.prototype.name = "TimeoutError";
  }
}

/** The client has as many connections as it may have, and all are in use. */
export class PoolError extends RedisError {
  override readonly kind = "pool";

  static {
    this.prototype.name = "PoolError";
  }
}

/** A watched key was changed by another client, so EXEC did nothing. */
export class WatchError extends RedisError {
  override readonly kind = "watch";

  static {
    this.prototype.name = "WatchError";
  }
}

/** The server sent what is not RESP; the connection is lost with it. */
export class ProtocolError extends RedisError {
  override readonly kind = "protocol";

  static {
    this.prototype.name = "ProtocolError";
  }
}

/** The command was cancelled; it may have been executed all the same. */
export class CancelledError extends RedisError {
  override readonly kind = "cancelled";

  static {
    this.prototype.name = "CancelledError";
  }
}

/** A call was put wrongly; nothing was sent. */
export class UsageError extends RedisError {
  static {
    this.prototype.name = "UsageError";
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
  return name && name !== "Object" ? `a ${name}` : "an object";
}
