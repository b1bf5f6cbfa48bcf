/** Each family of Redis once, in Python, in JavaScript and as redis-cli: what comes back, and as what. */

import { beforeAll, expect, test } from "vitest";
import { loadPython, play } from "./python.harness.ts";
import { run } from "./testing.ts";

beforeAll(loadPython, 60_000);

/** What a Python program prints that has the client r; it must not fail. */
async function printedBy(body: string, client = "decode_responses=True") {
  const lines = body
    .trim()
    .split("\n")
    .map((line) => `    ${line}`);
  const { output, error } = await play(`
import asyncio
from redis import asyncio as redis, exceptions
async def main():
    r = redis.Redis(${client})
${lines.join("\n")}
asyncio.run(main())
`);
  expect(error).toBe(null);
  return output.trimEnd().split("\n");
}

const python: Record<string, [program: string, output: string[]]> = {
  "sorted sets": [
    `
print(await r.zadd("board", {"anna": 30, "bert": 20, "cleo": 10.5}))
print(await r.zrange("board", 0, -1), await r.zrange("board", 0, 0, desc=True, withscores=True))
print(await r.zrangebyscore("board", "(10.5", "+inf", withscores=True))
print(await r.zscore("board", "cleo"), await r.zrank("board", "anna"), await r.zincrby("board", 5, "bert"))
print(await r.zpopmin("board"), await r.zadd("board", {"bert": 1}, xx=True, gt=True, ch=True))
print(await r.zunion(["board", "board"], withscores=True), await r.zunionstore("sum", {"board": 2}))
waiting = asyncio.create_task(r.bzpopmin("queue"))
await asyncio.sleep(0.1)
await r.zadd("queue", {"job": 1})
print(await waiting, [pair async for pair in r.zscan_iter("board")])
`,
    [
      "3",
      "['cleo', 'bert', 'anna'] [('anna', 30.0)]",
      "[('bert', 20.0), ('anna', 30.0)]",
      "10.5 2 25.0",
      "[('cleo', 10.5)] 0",
      "[('bert', 50.0), ('anna', 60.0)] 2",
      "('queue', 'job', 1.0) [('bert', 25.0), ('anna', 30.0)]",
    ],
  ],
  streams: [
    `
print(await r.xadd("log", {"a": 1, "b": 2}, id="1-1"), await r.xadd("log", {"c": 3}, id="2-1"))
print(await r.xlen("log"), await r.xrange("log"), await r.xrevrange("log", count=1))
print(await r.xread({"log": "0"}, count=1))
print(await r.xgroup_create("log", "workers", id="0"))
print(await r.xreadgroup("workers", "w1", {"log": ">"}, count=1))
print(await r.xpending("log", "workers"))
print(await r.xpending_range("log", "workers", "-", "+", 10))
print(await r.xack("log", "workers", "1-1"), await r.xinfo_groups("log"))
print((await r.xinfo_stream("log"))["last-entry"], await r.xtrim("log", maxlen=1))
waiting = asyncio.create_task(r.xread({"log": "$"}, block=0))
await asyncio.sleep(0.1)
await r.xadd("log", {"d": 4}, id="3-1")
print(await waiting, await r.xautoclaim("log", "workers", "w2", 0))
full = await r.xinfo_stream("log", full=True)
print(full["entries"], [(group["name"], [consumer["name"] for consumer in group["consumers"]]) for group in full["groups"]])
`,
    [
      "1-1 2-1",
      "2 [('1-1', {'a': '1', 'b': '2'}), ('2-1', {'c': '3'})] [('2-1', {'c': '3'})]",
      "[['log', [('1-1', {'a': '1', 'b': '2'})]]]",
      "True",
      "[['log', [('1-1', {'a': '1', 'b': '2'})]]]",
      "{'pending': 1, 'min': '1-1', 'max': '1-1', 'consumers': [{'name': 'w1', 'pending': 1}]}",
      "[{'message_id': '1-1', 'consumer': 'w1', 'time_since_delivered': 20, 'times_delivered': 1}]",
      "1 [{'name': 'workers', 'consumers': 1, 'pending': 0, 'last-delivered-id': '1-1', 'entries-read': 1, 'lag': 1}]",
      "('2-1', {'c': '3'}) 0",
      "[['log', [('3-1', {'d': '4'})]]] ['0-0', [], []]",
      "{'1-1': {'a': '1', 'b': '2'}, '2-1': {'c': '3'}, '3-1': {'d': '4'}} [('workers', ['w1', 'w2'])]",
    ],
  ],
  "bits and HyperLogLogs": [
    `
print(await r.setbit("days", 3, 1), await r.getbit("days", 3), await r.bitcount("days"), await r.bitpos("days", 1))
print(await r.bitop("OR", "all", "days", "days"))
print(await r.bitfield("n").set("u8", 0, 255).incrby("u8", 0, 10, "SAT").get("u8", 0).execute())
print(await r.pfadd("seen", "a", "b", "a"), await r.pfcount("seen"), await r.pfmerge("both", "seen"))
`,
    ["0 1 1 3", "1", "[0, 255, 255]", "1 2 True"],
  ],
  geo: [
    `
print(await r.geoadd("cities", (13.4, 52.5, "Berlin", 2.35, 48.85, "Paris")))
print(await r.geodist("cities", "Berlin", "Paris", "km"), await r.geohash("cities", "Berlin"))
print([tuple(round(n, 3) for n in at) for at in await r.geopos("cities", "Paris")])
print(await r.geosearch("cities", longitude=13, latitude=52, radius=100, unit="km"))
print(await r.geosearch("cities", member="Paris", width=3000, height=3000, unit="km", withdist=True, sort="ASC"))
print(await r.geosearchstore("near", "cities", member="Berlin", radius=1, unit="m"))
`,
    [
      "2",
      "877.0468 ['u33d8vmddt0']",
      "[(2.35, 48.85)]",
      "['Berlin']",
      "[['Paris', 0.0], ['Berlin', 877.0468]]",
      "1",
    ],
  ],
  scripting: [
    `
print(await r.eval("return redis.call('INCRBY', KEYS[1], ARGV[1])", 1, "n", 5))
add = r.register_script("return tonumber(redis.call('GET', KEYS[1])) + ARGV[1]")
print(await add(keys=["n"], args=[2]), await r.script_exists(add.sha))
print(await r.function_load("#!lua name=lib\\nredis.register_function('twice', function(keys, args) return args[1] * 2 end)"))
print(await r.fcall("twice", 0, 21), (await r.function_list())[0][:4])
try:
    await r.eval("return redis.call('LPUSH', KEYS[1], 1)", 1, "n")
except redis.ResponseError as error:
    print(error)
try:
    await r.eval("while true do end", 0)
except redis.ResponseError as error:
    print(error)
`,
    [
      "5",
      "7 [True]",
      "lib",
      "42 ['library_name', 'lib', 'engine', 'LUA']",
      "WRONGTYPE Operation against a key holding the wrong kind of value script: 307b291697c86bbe09d6b006219b51a15eb2bfe8, on @user_script:1.",
      "Script killed: it takes more than 20000000 steps (script-steps)",
    ],
  ],
  "hash fields that expire": [
    `
await r.hset("session", mapping={"user": "anna", "token": "x"})
print(await r.hexpire("session", 10, "token"), await r.httl("session", "token", "user", "none"))
print(await r.hpersist("session", "token"), await r.hpexpire("session", 500, "token"), await r.hpttl("session", "token"))
await asyncio.sleep(1)
print(await r.hgetall("session"))
print(await r.hsetex("session", "code", "1", ex=5), await r.hgetex("session", "code", persist=True), await r.hgetdel("session", "code"))
`,
    ["[1] [10, -1, -2]", "[1] [1] [490]", "{'user': 'anna'}", "1 ['1'] ['1']"],
  ],
  "keys as a whole": [
    `
await r.rpush("list", 3, 1, 2)
print(await r.sort("list"), await r.sort("list", desc=True, start=0, num=2), await r.sort("list", store="sorted"))
raw = redis.Redis()
data = await raw.dump("list")
print(type(data).__name__, await raw.restore("copy", 0, data), await r.lrange("copy", 0, -1))
print(await r.object("encoding", "list"), await r.memory_usage("list") > 0)
`,
    [
      "['1', '2', '3'] ['3', '2'] 3",
      "bytes b'OK' ['3', '1', '2']",
      "listpack True",
    ],
  ],
  "users and the server": [
    `
print(await r.acl_whoami(), await r.acl_list())
print(await r.acl_setuser("anna", enabled=True, passwords=["+secret"], commands=["+get"], keys=["a*"]))
print((await r.acl_getuser("anna"))["keys"], await r.acl_dryrun("anna", "set", "a", 1))
anna = redis.Redis(username="anna", password="secret", decode_responses=True)
try:
    await anna.set("a", 1)
except exceptions.NoPermissionError as error:
    print(type(error).__name__, error)
print(await anna.get("a"))
print([(entry["reason"], entry["object"], entry["client-info"]["user"]) for entry in await r.acl_log()])
print((await r.info("server"))["redis_mode"], await r.config_get("maxmemory-policy"), (await r.command())["get"]["arity"])
print(await r.role(), await r.acl_deluser("anna"))
print(await r.latency_history("command"), await r.slowlog_get(), await r.lastsave() is not None)
`,
    [
      "default ['user default on nopass sanitize-payload ~* &* +@all']",
      "True",
      "['~a*'] User anna has no permissions to run the 'set' command",
      "NoPermissionError User anna has no permissions to run the 'set' command",
      "None",
      "[('command', 'set', 'anna')]",
      "standalone {'maxmemory-policy': 'noeviction'} 2",
      "['master', 0, []] 1",
      "[] [] True",
    ],
  ],
  "what clients are told": [
    `
async with r.client() as one:
    print(await one.client_tracking_on(prefix=["user:"], bcast=True), await one.client_trackinginfo())
    print(await one.client_getredir(), await one.client_tracking_off())
await r.config_set("notify-keyspace-events", "KEA")
p = r.pubsub()
await p.psubscribe("__keyevent@0__:zadd")
await r.zadd("z", {"m": 1})
print(await p.get_message(timeout=1), await p.get_message(timeout=1))
await p.aclose()
`,
    [
      "OK ['flags', ['on', 'bcast'], 'redirect', 0, 'prefixes', ['user:']]",
      "0 OK",
      "{'type': 'psubscribe', 'pattern': None, 'channel': '__keyevent@0__:zadd', 'data': 1} {'type': 'pmessage', 'pattern': '__keyevent@0__:zadd', 'channel': '__keyevent@0__:zadd', 'data': 'z'}",
    ],
  ],
};

for (const [family, [program, output]] of Object.entries(python))
  test(`Python: ${family}`, async () => {
    expect(await printedBy(program)).toEqual(output);
  });

test("JavaScript: each family through execute, its replies as RESP3 has them", async () => {
  const { output, error } = await run(`
const redis = world.client();
const say = async (...words) => console.log(await redis.execute(...words));
await say("ZADD", "board", 1.5, "anna", 2, "bert");
await say("ZRANGE", "board", 0, -1, "WITHSCORES");
await say("ZSCORE", "board", "anna");
await say("XADD", "log", "1-1", "a", 1);
await say("XREAD", "STREAMS", "log", 0);
await say("PFADD", "seen", "a");
await say("BITFIELD", "n", "INCRBY", "u8", 0, 5);
await say("GEOADD", "cities", 13.4, 52.5, "Berlin");
await say("GEOPOS", "cities", "Berlin");
await say("GEOSEARCH", "cities", "FROMMEMBER", "Berlin", "BYRADIUS", 1, "km", "WITHDIST");
await say("EVAL", "return {1, 'two', {ok = 'fine'}, false}", 0);
await say("HSET", "h", "f", "v");
await say("HEXPIRE", "h", 10, "FIELDS", 1, "f");
await say("SORT", "board", "ALPHA", "DESC");
await say("ACL", "WHOAMI");
await say("CLIENT", "TRACKINGINFO");
await say("CONFIG", "GET", "maxmemory-policy");
await say("OBJECT", "ENCODING", "board");
`);
  expect(error).toBe(null);
  expect(output.trimEnd().split("\n")).toEqual([
    "2",
    "[ [ 'anna', 1.5 ], [ 'bert', 2 ] ]",
    "1.5",
    "1-1",
    "{ log: [ [ '1-1', [ 'a', '1' ] ] ] }",
    "1",
    "[ 5 ]",
    "1",
    "[ [ 13.400002419948578, 52.50000012061963 ] ]",
    "[ [ 'Berlin', '0.0000' ] ]",
    "[ 1, 'two', 'fine', null ]",
    "1",
    "[ 1 ]",
    "[ 'bert', 'anna' ]",
    "default",
    "{ flags: [ 'off' ], redirect: -1, prefixes: [] }",
    "{ 'maxmemory-policy': 'noeviction' }",
    "listpack",
  ]);
});
