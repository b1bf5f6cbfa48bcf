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

async function output(program: string): Promise<string> {
  const { output, error } = await play(reader + program);
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
get Awaitable[T | None]
set Awaitable[bool | None]
hgetall Awaitable[dict[T, T]]
blpop Awaitable[tuple[T, T] | None]
xread Awaitable[list[list[Any]]]
get Self
execute Any
T | None
`);
});

test("replies are of the types that the stubs give", async () => {
  const program = `
import datetime, types, typing
from redis import asyncio as aioredis

def fits(value, wanted):
    origin, parts = typing.get_origin(wanted), typing.get_args(wanted)
    if wanted is typing.Any:
        return True
    if isinstance(wanted, types.UnionType):
        return any(fits(value, part) for part in parts)
    if origin is None:
        return type(value) is wanted or (wanted is None and value is None)
    if type(value) is not origin:
        return False
    if origin is dict:
        return all(fits(k, parts[0]) and fits(v, parts[1]) for k, v in value.items())
    if origin is tuple and ... not in parts:
        return len(value) == len(parts) and all(map(fits, value, parts))
    return all(fits(item, parts[0]) for item in value)

calls = [
    ("set", "s", "1"), ("set", "s", "1", None, None, True), ("get", "s"), ("get", "none"), ("incr", "s"), ("append", "t", "abc"),
    ("getrange", "t", 0, 1), ("mset", {"a": 1}), ("mget", "a", "none"), ("incrbyfloat", "f", 1.5), ("strlen", "t"),
    ("exists", "a"), ("expire", "a", 100), ("ttl", "a"), ("type", "a"), ("keys",), ("randomkey",), ("dump", "a"), ("persist", "a"),
    ("hset", "h", "f", "v"), ("hget", "h", "f"), ("hgetall", "h"), ("hmget", "h", "f", "g"), ("hkeys", "h"), ("hexists", "h", "f"),
    ("hincrbyfloat", "h", "n", 1.5), ("hscan", "h"), ("hstrlen", "h", "f"), ("hsetnx", "h", "f", "v"),
    ("rpush", "l", "x", "y", "z"), ("lrange", "l", 0, -1), ("lpop", "l"), ("lpop", "l", 1), ("llen", "l"), ("lset", "l", 0, "q"), ("blpop", "l", 1),
    ("blpop", "l", 1), ("lindex", "l", 0), ("lpos", "l", "q"),
    ("sadd", "m", "x", "y"), ("smembers", "m"), ("sismember", "m", "x"), ("smismember", "m", "x", "w"), ("spop", "m"), ("sscan", "m"), ("scard", "m"),
    ("zadd", "z", {"x": 1, "y": 2}), ("zrange", "z", 0, -1), ("zscore", "z", "x"), ("zmscore", "z", ["x", "w"]), ("zincrby", "z", 1, "x"),
    ("zrank", "z", "y"), ("zscan", "z"), ("zpopmin", "z"), ("bzpopmin", "z", 1),
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
    has = members("redis.asyncio.client", "Redis")
    names = {"T": bytes, "Any": typing.Any, "datetime": datetime, "Awaitable": tuple}
    for name, *args in calls:
        if name not in has:
            print(name, "is missing")
            continue
        said = has[name].returns
        if not isinstance(said, ast.Subscript):
            print(name, "gives", ast.unparse(said))
            continue
        wanted = eval(ast.unparse(said.slice), names)
        value = await getattr(r, name)(*args)
        if not fits(value, wanted):
            print(name, repr(value), "is no", ast.unparse(said.slice))
    await r.aclose()
    print("checked")

asyncio.run(main())
`;
  expect(await output(program)).toBe("checked\n");
});
