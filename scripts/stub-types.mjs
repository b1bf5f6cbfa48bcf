// What the stubs say of arguments, and of methods whose text does not tell what
// they give. T is what strings are in replies.

/** What keys may be, and values; their aliases stand in the stubs that use them. */
export const aliases = {
  Key: "bytes | str | memoryview",
  Value: "bytes | str | int | float | memoryview",
};

const seconds = "int | datetime.timedelta";
const moment = "int | datetime.datetime";

/** Types of the arguments of commands, by their names. */
const argumentTypes = new Map(
  Object.entries({
    _Key:
      "key|name|src|dst|source|destination|dest|newkey|channel|pattern|match|groupname|consumername|" +
      "first_list|second_list|shard_channel|first|second|newname",
    _Value: "value|message|values|keys_and_args|member|element|pivot",
    "_Key | Iterable[_Key]": "keys|names|list_or_args",
    "Mapping[Any, _Value]": "mapping|fields",
    "Mapping[Any, Any]": "streams",
    int: "count|amount|cursor|index|numkeys|num_keys|num_replicas|db|bit|time_ms|maxlen|limit|num|block|min_idle_time|retrycount",
    float: "timeout|radius|longitude|latitude",
    [seconds]: "ex|px|time",
    [moment]: "exat|pxat|when|unix_time_seconds|unix_time_milliseconds",
    str: "script|sha|function|username|user",
  }).flatMap(([type, names]) => names.split("|").map((name) => [name, type])),
);

/** Where a name means something else. */
const particular = {
  "incrbyfloat.amount": "float",
  "hincrbyfloat.amount": "float",
  "zincrby.amount": "float",
  "lpos.count": "int",
  "client_pause.timeout": "int",
  "migrate.keys": "Any",
  "script_load.script": "bytes | str",
};

/** Methods whose arguments of some names are fields or members, which are values. */
const ofFields = /^h|^z|^s(add|rem|ismember|mismember|move)$/;

/** The type of an argument, from its name, its default, whose it is, and whether that sends a command. */
export function argumentType(method, { name, stars, value }, sends) {
  if (/^(True|False)$/.test(value ?? "")) return "bool";
  const type =
    particular[`${method}.${name}`] ?? typeByName(method, name, sends);
  if (stars === "**")
    return /^p?s?subscribe$/.test(method)
      ? "Callable[[dict[str, Any]], Any]"
      : "Any";
  if (stars === "*")
    return /^_(Key|Value)\b/.test(type) ? type.split(" | ")[0] : "Any";
  if (type === "Any" || value === undefined) return type;
  return value === "None" ? `${type} | None` : type;
}

function typeByName(method, name, sends) {
  // What sends no command may take anything, but for a key.
  if (!sends) return /^(key|name)$/.test(name) ? "_Key" : "Any";
  if (name === "fields" && method !== "xadd") return "Any";
  if (name === "values" && /^(geoadd|smismember|himport_set)$/.test(method))
    return "Any";
  if (ofFields.test(method) && /^(key|keys|value|values)$/.test(name))
    return { key: "_Value", keys: "Any" }[name] ?? "_Value";
  return argumentTypes.get(name) ?? "Any";
}

/**
 * What an argument does to the type of the reply: its name, its type where it
 * does, and the type then; behind that, the type where it is left out, and
 * the type where some others are left out as well.
 */
export const forms = {
  set: [
    "get",
    "Literal[True]",
    "T | None",
    "bool | None",
    ["bool", /^(nx|xx|if\w+)$/],
  ],
  lpop: ["count", "int", "list[T] | None", "T | None"],
  rpop: ["count", "int", "list[T] | None", "T | None"],
  spop: ["count", "int", "list[T]", "T | None"],
  srandmember: ["number", "int", "list[T]", "T | None"],
  lpos: ["count", "int", "list[int]", "int | None"],
  zadd: ["incr", "Literal[True]", "float | None", "int"],
  hscan_iter: ["no_values", "Literal[True]", "T", "tuple[T, T]"],
  zrank: ["withscore", "Literal[True]", "list[Any] | None", "int | None"],
  zrevrank: ["withscore", "Literal[True]", "list[Any] | None", "int | None"],
  ...Object.fromEntries(
    "zdiff zinter zrange zrangebyscore zrevrange zrevrangebyscore zunion"
      .split(" ")
      .map((name) => [
        name,
        ["withscores", "Literal[True]", "list[tuple[T, float]]", "list[T]"],
      ]),
  ),
};

/** What a client's iterators bring. */
export const items = {
  scan_iter: "T",
  sscan_iter: "T",
  zscan_iter: "tuple[T, float]",
};

/** What else there is in classes, by the name under which programs find it. */
export const given = {
  "redis.pubsub.PubSub.run_in_thread": "Any",
  "aioredis.pool.ConnectionsPool.minsize": "int",
  "aioredis.pool.ConnectionsPool.maxsize": "int",
  "aioredis.pool.ConnectionsPool.size": "int",
  "aioredis.pool.ConnectionsPool.closed": "bool",
  "aioredis.connection.RedisConnection.closed": "bool",
  "aioredis.commands.Redis.closed": "bool",
  "aioredis.commands.Redis.db": "int",
  "aioredis.commands.Redis.subscribe":
    "Awaitable[list[aioredis.pubsub.Channel]]",
  "aioredis.commands.Redis.psubscribe":
    "Awaitable[list[aioredis.pubsub.Channel]]",
  "aioredis.commands.transaction.Pipeline.execute": "list[Any]",
  ...Object.fromEntries(
    [
      ["", "", ""],
      [".asyncio", "Coroutine[Any, Any, ", "]"],
    ].flatMap(([module, before, after]) =>
      Object.entries({
        "client.Redis.connection_pool": `redis${module}.connection.ConnectionPool`,
        "client.Pipeline.execute": "list[Any]",
        "client.Pipeline.command_stack": "list[Any]",
        "pubsub.PubSub.listen": "dict[str, Any]",
        "pubsub.PubSub.get_message": "dict[str, Any] | None",
        "pubsub.PubSub.subscribed": "bool",
        "monitor.Monitor.listen": "dict[str, Any]",
        "monitor.Monitor.next_command": "dict[str, Any]",
        "lock.Lock.release": `${before}None${after}`,
        "lock.Lock.extend": `${before}bool${after}`,
        "lock.Lock.reacquire": `${before}bool${after}`,
        "lock.Lock.locked": "bool",
        "lock.Lock.owned": "bool",
      }).map(([name, type]) => [`redis${module}.${name}`, type]),
    ),
  ),
};
