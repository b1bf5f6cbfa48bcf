/** The type stubs: they parse, they have every name of the client, and they tell the truth about replies. */

import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { loadPython, play } from "./python.harness.ts";

const folder = new URL("../../public/generated/stubs/", import.meta.url);

/** Every stub by its module's name. */
const stubs = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".pyi"))
    .map((path) => [
      path.replace(/(\/__init__)?\.pyi$/, "").replaceAll("/", "."),
      readFileSync(new URL(path, folder), "utf8"),
    ]),
);

/** Has the stubs at hand in a program, parsed; members(module, class) are those of a class and its bases. */
const reader = `
import ast, asyncio, importlib, json, types
stubs = {name: ast.parse(text) for name, text in json.loads(${JSON.stringify(JSON.stringify(stubs))}).items()}

def classes(module):
    return {node.name: node for node in stubs[module].body if isinstance(node, ast.ClassDef)}

def members(module, name):
    node = classes(module)[name]
    found = {part.name: part for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))}
    return found
`;

beforeAll(loadPython, 60_000);

async function output(program: string, aioredis?: "1.3"): Promise<string> {
  const { output, error } = await play(reader + program, { aioredis });
  return error ?? output;
}

test("every module of the client has a stub with all its public names", async () => {
  const program = `
def defined(module):
    for node in stubs[module].body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.asname for alias in node.names if alias.asname)
        elif isinstance(node, ast.Assign):
            yield node.targets[0].id
        elif isinstance(node, ast.AnnAssign):
            yield node.target.id

for module in ("redis", "redis.asyncio", "redis.client", "redis.asyncio.client", "redis.exceptions"):
    has = set(defined(module))
    real = importlib.import_module(module)
    wanted = getattr(real, "__all__", None) or [n for n, v in vars(real).items() if getattr(v, "__module__", "") == module]
    print(module, sorted(name for name in wanted if name not in has and not name.startswith("_")))
`;
  expect(await output(program)).toBe(
    "redis []\nredis.asyncio []\nredis.client []\nredis.asyncio.client []\nredis.exceptions []\n",
  );
});

test("the clients' stubs have every method, and of async ones each is awaited", async () => {
  const program = `
for module in ("redis.client", "redis.asyncio.client"):
    real = importlib.import_module(module)
    for name in ("Redis", "Pipeline"):
        has = members(module, name)
        public = [n for n in dir(getattr(real, name)) if not n.startswith("_") and isinstance(getattr(getattr(real, name), n), (types.FunctionType, types.MethodType))]
        print(module, name, len(public) > 200, sorted(set(public) - set(has)))

has = members("redis.asyncio.client", "Redis")
for name in ("get", "set", "hgetall", "blpop", "xread"):
    print(name, ast.unparse(has[name].returns))
for name in ("get", "execute"):
    print(name, ast.unparse(members("redis.asyncio.client", "Pipeline")[name].returns))
print(ast.unparse(members("redis.client", "Redis")["get"].returns))
`;
  expect(await output(program)).toBe(`redis.client Redis True []
redis.client Pipeline True []
redis.asyncio.client Redis True []
redis.asyncio.client Pipeline True []
get Coroutine[Any, Any, T | None]
set Coroutine[Any, Any, bool | None | T]
hgetall Coroutine[Any, Any, dict[T, T]]
blpop Coroutine[Any, Any, tuple[T, T] | None]
xread Coroutine[Any, Any, list[list[Any]]]
get Self
execute list[Any]
T | None
`);
});

/** Whether a value is of a type, as stubs write it. */
const judge = `
import builtins, datetime, types, typing

def fits(value, wanted):
    origin, parts = typing.get_origin(wanted), typing.get_args(wanted)
    if wanted is typing.Any:
        return True
    if isinstance(wanted, types.UnionType):
        return any(fits(value, part) for part in parts)
    if origin is None:
        return type(value) is wanted or (wanted is None and value is None)
    if not isinstance(value, origin):
        return False
    if origin is dict:
        return all(fits(k, parts[0]) and fits(v, parts[1]) for k, v in value.items())
    if origin is tuple and ... not in parts:
        return len(value) == len(parts) and all(map(fits, value, parts))
    return all(fits(item, parts[0]) for item in value)

def awaited(module, kind, name):
    """What a method's call gives when it is awaited, by one of its forms or another."""
    forms = [part for part in classes(module)["Redis"].body if getattr(part, "name", "") == name]
    said = [ast.unparse(form.returns) for form in forms]
    if not said or not all(text.startswith(kind) for text in said):
        return None
    return " | ".join(text.removeprefix(kind)[:-1] for text in said)

names = {"T": bytes, "Any": typing.Any, "datetime": datetime, "builtins": builtins}
`;

test("replies are of the types that the stubs give", async () => {
  const program = `
${judge}
import inspect
from redis import asyncio as aioredis

calls = [
    ("set", "s", "1"), ("set", "s", "1", None, None, True), ("get", "s"), ("get", "none"), ("incr", "s"), ("append", "t", "abc"),
    ("getrange", "t", 0, 1), ("mset", {"a": 1}), ("mget", "a", "none"), ("incrbyfloat", "f", 1.5), ("strlen", "t"),
    ("exists", "a"), ("expire", "a", 100), ("ttl", "a"), ("type", "a"), ("keys",), ("randomkey",), ("dump", "a"), ("persist", "a"),
    ("hset", "h", "f", "v"), ("hget", "h", "f"), ("hgetall", "h"), ("hmget", "h", "f", "g"), ("hkeys", "h"), ("hexists", "h", "f"),
    ("hincrbyfloat", "h", "n", 1.5), ("hscan", "h"), ("hstrlen", "h", "f"), ("hsetnx", "h", "f", "v"),
    ("rpush", "l", "x", "y", "z"), ("lrange", "l", 0, -1), ("lpop", "l"), ("lpop", "l", 1), ("llen", "l"), ("lset", "l", 0, "q"), ("blpop", "l", 1),
    ("blpop", "l", 1), ("lindex", "l", 0), ("lpos", "l", "q"),
    ("sadd", "m", "x", "y"), ("smembers", "m"), ("sismember", "m", "x"), ("smismember", "m", "x", "w"), ("spop", "m"), ("spop", "m", 1), ("srandmember", "m"), ("srandmember", "m", 2), ("sscan", "m"), ("scard", "m"),
    ("zadd", "z", {"x": 1, "y": 2}), ("zrange", "z", 0, -1), ("zscore", "z", "x"), ("zmscore", "z", ["x", "w"]), ("zincrby", "z", 1, "x"),
    ("zrank", "z", "y"), ("zrank", "z", "y", True), ("zrange", "z", 0, -1, False, True), ("zrangebyscore", "z", 0, 9), ("zadd", "z", {"x": 1}, False, False, False, True),
    ("zscan", "z"), ("zpopmin", "z"), ("bzpopmin", "z", 1),
    ("xadd", "x", {"f": "v"}), ("xrange", "x"), ("xlen", "x"), ("xread", {"x": 0}), ("xgroup_create", "x", "g", 0), ("xinfo_stream", "x"),
    ("xinfo_groups", "x"), ("xpending", "x", "g"), ("geoadd", "p", (1.5, 2.5, "here")), ("geopos", "p", "here"), ("geohash", "p", "here"),
    ("geodist", "p", "here", "here"), ("setbit", "b", 1, 1), ("bitcount", "b"), ("bitfield_ro", "b", "u8", 0), ("pfadd", "hll", "x"), ("pfcount", "hll"),
    ("scan",), ("time",), ("ping",), ("echo", "x"), ("dbsize",), ("info",), ("config_get", "maxmemory"), ("client_id",), ("client_list",),
    ("client_getname",), ("client_setname", "me"), ("publish", "c", "m"), ("pubsub_numsub", "c"), ("script_load", "return 1"), ("script_exists", "x"),
    ("lastsave",), ("acl_whoami",), ("acl_list",), ("command_count",), ("object", "encoding", "a"), ("client_no_evict", "ON"), ("client_tracking_on",), ("client_setinfo", "lib-name", "x"),
    ("config_resetstat",), ("hdel", "h", "f"), ("sunion", "m"), ("zrevrange", "z", 0, -1), ("xtrim", "x", 0), ("copy", "a", "b"),
    ("hexpire", "h", 5, "n"), ("httl", "h", "n"), ("geosearch", "p", None, 1.5, 2.5, "km", 10), ("sort", "l"), ("delete", "a"), ("flushdb",),
]

async def main():
    r = aioredis.Redis()
    for name, *args in calls:
        said = awaited("redis.asyncio.client", "Coroutine[Any, Any, ", name)
        if said is None:
            print(name, "is not awaited")
            continue
        call = getattr(r, name)(*args)
        if not inspect.iscoroutine(call):
            print(name, "is no coroutine")
        value = await call
        if not fits(value, eval(said, names)):
            print(name, repr(value), "is no", said)
    await r.aclose()
    print("checked")

asyncio.run(main())
`;
  expect(await output(program)).toBe("checked\n");
});

test("replies of aioredis 1.3 are of the types that its stubs give", async () => {
  const program = `
${judge}
import aioredis

calls = [
    ("set", "s", "1"), ("get", "s"), ("get", "none"), ("incr", "s"), ("append", "t", "abc"), ("getrange", "t", 0, 1), ("mset", {"a": 1}),
    ("mget", "a", "none"), ("incrbyfloat", "f", 1.5), ("strlen", "t"), ("exists", "a"), ("expire", "a", 100), ("ttl", "a"), ("pttl", "a"), ("type", "a"),
    ("keys", "*"), ("randomkey",), ("dump", "a"), ("persist", "a"), ("setnx", "s", 1), ("getset", "s", 2), ("setrange", "t", 1, "x"), ("psetex", "p", 1000, 1),
    ("hset", "h", "f", "v"), ("hget", "h", "f"), ("hgetall", "h"), ("hmget", "h", "f", "g"), ("hkeys", "h"), ("hvals", "h"), ("hexists", "h", "f"), ("hlen", "h"),
    ("hmset_dict", "h", {"a": 1}), ("hmset", "h", "b", 2), ("hincrby", "h", "a"), ("hincrbyfloat", "h", "n", 1.5), ("hscan", "h"), ("hstrlen", "h", "f"), ("hsetnx", "h", "f", "v"),
    ("rpush", "l", "x", "y", "z"), ("lpush", "l", "w"), ("lrange", "l", 0, -1), ("lpop", "l"), ("rpop", "l"), ("llen", "l"), ("lset", "l", 0, "q"), ("blpop", "l"),
    ("lindex", "l", 0), ("linsert", "l", "q", "r"), ("lrem", "l", 0, "q"), ("ltrim", "l", 0, 5), ("rpoplpush", "l", "k"),
    ("sadd", "m", "x", "y"), ("smembers", "m"), ("sismember", "m", "x"), ("srandmember", "m"), ("spop", "m"), ("sscan", "m"), ("scard", "m"), ("sunion", "m"), ("smove", "m", "o", "x"),
    ("zadd", "z", 1, "x"), ("zadd", "z", 2, "y"), ("zrange", "z"), ("zscore", "z", "x"), ("zscore", "z", "none"), ("zincrby", "z", 1, "x"), ("zcard", "z"), ("zcount", "z"),
    ("zrank", "z", "y"), ("zrank", "z", "none"), ("zscan", "z"), ("zpopmin", "z"), ("bzpopmin", "z"), ("zrangebyscore", "z"), ("zrem", "z", "x"),
    ("xadd", "x", {"f": "v"}), ("xrange", "x"), ("xlen", "x"), ("xread", ["x"], 1, None, ["0"]), ("xgroup_create", "x", "g", "0"), ("xinfo_stream", "x"), ("xinfo_groups", "x"),
    ("xpending", "x", "g"), ("xack", "x", "g", "1-1"), ("xtrim", "x", 0), ("geoadd", "g", 1.5, 2.5, "here"), ("geopos", "g", "here"), ("geohash", "g", "here"), ("geodist", "g", "here", "here"),
    ("setbit", "b", 1, 1), ("getbit", "b", 1), ("bitcount", "b"), ("pfadd", "hll", "x"), ("pfcount", "hll"), ("pfmerge", "hll", "hll"), ("scan",), ("time",), ("lastsave",), ("ping",), ("echo", "x"),
    ("dbsize",), ("info",), ("config_get", "maxmemory"), ("config_set", "maxmemory", "0"), ("client_list",), ("client_getname",), ("client_setname", "me"), ("publish", "c", "m"), ("publish_json", "c", 1),
    ("pubsub_numsub", "c"), ("pubsub_channels",), ("pubsub_numpat",), ("script_load", "return 1"), ("script_exists", "x"), ("command_count",), ("object_encoding", "s"), ("object_refcount", "s"), ("object_idletime", "s"),
    ("role",), ("slowlog_get",), ("slowlog_len",), ("slowlog_reset",), ("hdel", "h", "f"), ("rename", "s", "u"), ("renamenx", "u", "s"), ("move", "s", 3), ("delete", "a"), ("unlink", "t"), ("touch", "b"),
    ("select", 1), ("swapdb", 0, 1), ("select", 0), ("flushdb",), ("flushall",), ("sort", "none"), ("wait", 0, 1), ("watch", "a"), ("unwatch",),
]

async def main():
    r = await aioredis.create_redis("redis://localhost")
    has = members("aioredis.commands", "Redis")
    untyped = lambda name: "Any" if ast.unparse(has[name].returns) == "Any" else None
    for name, *args in calls:
        said = awaited("aioredis.commands", "Awaitable[", name) or untyped(name)
        if said is None:
            print(name, "is not awaited")
            continue
        try:
            value = await getattr(r, name)(*args)
        except Exception as error:
            print(name, args, repr(error))
            continue
        if not fits(value, eval(said, names)):
            print(name, repr(value), "is no", said)
    r.close()
    await r.wait_closed()
    print("checked")

asyncio.run(main())
`;
  expect(await output(program, "1.3")).toBe("checked\n");
});
