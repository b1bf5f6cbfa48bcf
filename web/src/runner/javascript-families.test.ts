/** Each family of Redis by the methods of a JavaScript client: the same values in RESP2 and in RESP3. */

import { describe, expect, test } from "vitest";
import { run } from "./testing.ts";

const families: Record<string, [program: string, output: string[]]> = {
  strings: [
    `
say(await redis.set("a", 1, { ex: 10 }), await redis.set("a", 2, { nx: true }), await redis.set("a", 3, { get: true }));
say(await redis.getex("a", { persist: true }), await redis.ttl("a"), await redis.getset("a", 4), await redis.getdel("a"));
say(await redis.mset({ x: "ohmytext", y: "mynewtext" }), await redis.mget(["x", "none"]), await redis.msetnx({ x: 1 }));
say(await redis.lcs("x", "y"), await redis.lcs("x", "y", { len: true }), await redis.lcs("x", "y", { idx: true, minmatchlen: 4, withmatchlen: true }));
say(await redis.incrbyfloat("f", 1.5), await redis.psetex("p", 100, 1), await redis.substr("x", 0, 1));
say(await redis.setbit("b", 3, 1), await redis.bitcount("b"), await redis.bitcount("b", 0, 3, "BIT"), await redis.bitpos("b", 1), await redis.bitop("NOT", "c", "b"));
say(await redis.bitfield("n", ["SET", "u8", 0, 250], ["OVERFLOW", "FAIL"], ["INCRBY", "u8", 0, 10], ["GET", "u8", 0]), await redis.bitfieldRo("n", ["GET", "u4", "#1"]));
say(await redis.pfadd("h", "a", "b"), await redis.pfcount("h", "none"), await redis.pfmerge("i", "h"));
`,
    [
      "OK null 1",
      "3 -1 3 4",
      "OK [ 'ohmytext', null ] 0",
      "mytext 6 { matches: [ [ [ 4, 7 ], [ 5, 8 ], 4 ] ], len: 6 }",
      "1.5 OK oh",
      "0 1 1 3 1",
      "[ 0, null, 250 ] [ 10 ]",
      "1 2 OK",
    ],
  ],
  "keys and lists": [
    `
say(await redis.rpush("l", ["b", "a", "c"]), await redis.sort("l", { alpha: true, desc: true, limit: [0, 2] }), await redis.sort("l", { by: "nosort", store: "m" }), await redis.sortRo("l", { alpha: true, get: ["#", "w_*"] }));
say(await redis.lpos("l", "c"), await redis.lpos("l", "x"), await redis.lpos("l", "a", { count: 0 }), await redis.linsert("l", "BEFORE", "a", "z"));
say(await redis.lmpop(["none", "l"], "LEFT", { count: 2 }), await redis.lmpop("none", "LEFT"), await redis.lpop("l"), await redis.rpop("l", 5), await redis.lpop("l", 1));
say(await redis.copy("m", "n", { replace: true }), await redis.copy("m", "n"), await redis.lmove("m", "n", "LEFT", "RIGHT"), await redis.rpoplpush("m", "n"));
say(await redis.objectEncoding("n"), await redis.objectRefcount("n"), (await redis.memoryUsage("n")) > 0, await redis.memoryUsage("none"), await redis.type("n"), await redis.randomkey() !== null);
say(await redis.expire("n", 10, "NX"), await redis.expire("n", 10, "NX"), await redis.pexpireat("n", 4e12), await redis.pexpiretime("n"), await redis.touch("n", "none"));
const bytes = redis.with({ decodeResponses: false });
say(await redis.restore("copy", 0, await bytes.dump("n")), await redis.lrange("copy", 0, -1), await redis.move("copy", 1), await redis.wait(0, 10));
say(await redis.scan(0, { match: "n*", count: 100, type: "list" }), await redis.del(["n", "m"]), await redis.unlink("l"));
`,
    [
      "3 [ 'c', 'b' ] 3 [ 'a', null, 'b', null, 'c', null ]",
      "2 null [ 1 ] 4",
      "[ 'l', [ 'b', 'z' ] ] null a [ 'c' ] null",
      "1 0 b c",
      "listpack 1 true null list true",
      "1 0 1 4000000000000 1",
      "OK [ 'c', 'b', 'a', 'c', 'b' ] 1 0",
      "[ '0', [ 'n' ] ] 2 0",
    ],
  ],
  hashes: [
    `
say(await redis.hset("h", { a: 1, b: 2 }), await redis.hset("h", "c", 3), await redis.hmset("h", { d: 4 }), await redis.hgetall("h"), await redis.hgetall("none"));
say(await redis.hrandfield("none"), await redis.hrandfield("h", 0), (await redis.hrandfield("h", 9, { withvalues: true })).sort());
say(await redis.hscan("h", 0), await redis.hscan("h", 0, { match: "a", novalues: true }), await redis.hmget("h", ["a", "x"]));
say(await redis.hexpire("h", 10, ["a", "x"]), await redis.httl("h", "a", "b", "x"), await redis.hpersist("h", ["a"]), await redis.hpexpire("h", 5000, "a", { nx: true }), await redis.hpttl("h", "a"));
say(await redis.hsetex("h", { e: 5, f: 6 }, { ex: 10, fnx: true }), await redis.hsetex("h", { e: 7 }, { fnx: true }), await redis.hgetex("h", ["e", "x"], { persist: true }), await redis.hgetdel("h", "e", "f"));
say(await redis.hincrby("h", "a", 5), await redis.hincrbyfloat("h", "b", 0.5), await redis.hexpireat("h", 4e9, "a"), await redis.hexpiretime("h", "a"), await redis.hpexpiretime("h", "a"));
`,
    [
      "2 1 OK { a: '1', b: '2', c: '3', d: '4' } {}",
      "null [] [ [ 'a', '1' ], [ 'b', '2' ], [ 'c', '3' ], [ 'd', '4' ] ]",
      "[ '0', [ [ 'a', '1' ], [ 'b', '2' ], [ 'c', '3' ], [ 'd', '4' ] ] ] [ '0', [ 'a' ] ] [ '1', null ]",
      "[ 1, -2 ] [ 10, -1, -2 ] [ 1 ] [ 1 ] [ 5000 ]",
      "1 0 [ '5', null ] [ '5', '6' ]",
      "6 2.5 [ 1 ] [ 4000000000 ] [ 4000000000000 ]",
    ],
  ],
  "sets and sorted sets": [
    `
say(await redis.sadd("s", "a", "b"), await redis.sadd("t", ["b"]), await redis.sintercard(["s", "t"], { limit: 5 }), await redis.sdiff("s", "t"), await redis.smismember("s", "a", "x"), await redis.sscan("t", 0));
say(await redis.zadd("z", { anna: 30, bert: 20, cleo: 10.5 }), await redis.zadd("z", { anna: 1 }, { gt: true, ch: true }), await redis.zadd("z", { bert: 5 }, { incr: true }), await redis.zadd("z", { new: 5 }, { xx: true, incr: true }));
say(await redis.zrange("z", 0, -1), await redis.zrange("z", 0, 0, { rev: true, withscores: true }), await redis.zrange("z", "(10.5", "+inf", { byscore: true, limit: [0, 1] }));
say(await redis.zrangebyscore("z", 0, 20, { withscores: true }), await redis.zrevrange("z", 0, 0, { withscores: true }), await redis.zadd("lex", { a: 0, b: 0, c: 0 }), await redis.zrevrangebylex("lex", "+", "[b", { limit: [0, 1] }), await redis.zrangestore("y", "z", 0, 1));
say(await redis.zscore("z", "cleo"), await redis.zscore("z", "x"), await redis.zmscore("z", "anna", "x"), await redis.zrank("z", "anna"), await redis.zrank("z", "anna", { withscore: true }), await redis.zrevrank("z", "x"), await redis.zincrby("z", 0.5, "anna"));
say(await redis.zunion(["z", "y"], { weights: [2, 1], aggregate: "MAX", withscores: true }), await redis.zinter(["z", "y"]), await redis.zdiff(["z", "y"], { withscores: true }), await redis.zunionstore("u", "z", { weights: [3] }));
say(await redis.zpopmin("z"), await redis.zpopmax("z", 1), await redis.zpopmin("none"), await redis.zpopmin("none", 1), await redis.zmpop(["none", "y"], "MAX", { count: 2 }), await redis.zmpop("none", "MIN"));
say(await redis.bzpopmin(["none", "z"], 1), await redis.bzmpop(0.01, "u", "MIN"), await redis.zscan("u", 0), await redis.zrandmember("u", 1, { withscores: true }).then((all) => all.length), await redis.zrandmember("none"));
`,
    [
      "2 1 1 [ 'a' ] [ 1, 0 ] [ '0', [ 'b' ] ]",
      "3 0 25 null",
      "[ 'cleo', 'bert', 'anna' ] [ [ 'anna', 30 ] ] [ 'bert' ]",
      "[ [ 'cleo', 10.5 ] ] [ [ 'anna', 30 ] ] 3 [ 'c' ] 2",
      "10.5 null [ 30, null ] 2 [ 2, 30 ] null 30.5",
      "[ [ 'cleo', 21 ], [ 'bert', 50 ], [ 'anna', 61 ] ] [ 'cleo', 'bert' ] [ [ 'anna', 30.5 ] ] 3",
      "[ 'cleo', 10.5 ] [ [ 'anna', 30.5 ] ] null [] [ 'y', [ [ 'bert', 25 ], [ 'cleo', 10.5 ] ] ] null",
      "[ 'z', 'bert', 25 ] [ 'u', [ [ 'cleo', 31.5 ] ] ] [ '0', [ [ 'bert', 75 ], [ 'anna', 91.5 ] ] ] 1 null",
    ],
  ],
  geo: [
    `
say(await redis.geoadd("cities", { Berlin: [13.4, 52.5], Paris: [2.35, 48.85] }), await redis.geodist("cities", "Berlin", "Paris", "km"), await redis.geodist("cities", "Berlin", "x"), await redis.geohash("cities", "Berlin"));
const [at, none] = await redis.geopos("cities", "Paris", "x");
say(at.map((n) => n.toFixed(3)), none);
say(await redis.geosearch("cities", { fromlonlat: [13, 52], byradius: [100, "km"] }));
const near = await redis.geosearch("cities", { frommember: "Paris", bybox: [3000, 3000, "km"], asc: true, withdist: true, withcoord: true, withhash: true });
say(near.map(({ member, distance, at, hash }) => [member, distance, at.length, typeof hash]));
say(await redis.georadius("cities", 13, 52, 1000, "km", { count: 1, asc: true, withdist: true }), await redis.georadiusbymemberRo("cities", "Paris", 1, "m"), await redis.georadiusbymember("cities", "Paris", 1, "m", { store: "x" }), await redis.geosearchstore("near", "cities", { frommember: "Berlin", byradius: [1, "m"] }));
`,
    [
      "2 877.0468 null [ 'u33d8vmddt0' ]",
      "[ '2.350', '48.850' ] null",
      "[ 'Berlin' ]",
      "[ [ 'Paris', 0, 2, 'number' ], [ 'Berlin', 877.0468, 2, 'number' ] ]",
      "[ { member: 'Berlin', distance: 61.925 } ] [ 'Paris' ] 1 1",
    ],
  ],
  streams: [
    `
say(await redis.xadd("log", "1-1", { a: 1, b: 2 }), await redis.xadd("log", "2-1", { c: 3 }, { maxlen: 10, approximate: true }), await redis.xadd("none", "*", { a: 1 }, { nomkstream: true }), await redis.xlen("log"));
say(await redis.xrange("log", "-", "+", { count: 1 }), await redis.xrevrange("log", "+", "-", { count: 1 }));
say(await redis.xread({ log: "1-1" }, { count: 5 }), await redis.xread({ log: "$" }));
say(await redis.xgroupCreate("log", "workers", "0"), await redis.xgroupCreateconsumer("log", "workers", "w0"), await redis.xreadgroup("workers", "w1", { log: ">" }, { count: 1 }));
say(await redis.xpending("log", "workers"), await redis.xpending("log", "workers", "-", "+", 10), await redis.xpending("log", "workers", "-", "+", 10, { consumer: "w0", idle: 1 }));
say(await redis.xclaim("log", "workers", "w2", 0, "1-1"), await redis.xclaim("log", "workers", "w2", 0, ["1-1"], { justid: true }), await redis.xautoclaim("log", "workers", "w3", 0, "0"), await redis.xautoclaim("log", "workers", "w3", 0, "0", { justid: true }));
say(await redis.xack("log", "workers", "1-1"), await redis.xinfoGroups("log"), (await redis.xinfoConsumers("log", "workers")).map(({ name, pending }) => [name, pending]));
const info = await redis.xinfoStream("log"), full = await redis.xinfoStream("log", { full: true });
say(info.length, info["last-entry"], full.entries.length, full.groups.map(({ name }) => name));
const waiting = redis.xread({ log: "$" }, { block: 0 });
await new Promise((resolve) => setTimeout(resolve, 100)); // it has a connection of its own
await redis.xadd("log", "3-1", { d: 4 });
say(await waiting, await redis.xtrim("log", { maxlen: 1 }), await redis.xdel("log", "3-1"), await redis.xsetid("log", "9-9"), await redis.xgroupDestroy("log", "workers"));
`,
    [
      "1-1 2-1 null 2",
      "[ { id: '1-1', fields: { a: '1', b: '2' } } ] [ { id: '2-1', fields: { c: '3' } } ]",
      "{ log: [ { id: '2-1', fields: { c: '3' } } ] } null",
      "OK 1 { log: [ { id: '1-1', fields: { a: '1', b: '2' } } ] }",
      "{ pending: 1, first: '1-1', last: '1-1', consumers: { w1: 1 } } [ { id: '1-1', consumer: 'w1', idle: 0, deliveries: 1 } ] []",
      "[ { id: '1-1', fields: { a: '1', b: '2' } } ] [ '1-1' ] { next: '0-0', entries: [ { id: '1-1', fields: { a: '1', b: '2' } } ], deleted: [] } { next: '0-0', entries: [ '1-1' ], deleted: [] }",
      "1 [ { name: 'workers', consumers: 4, pending: 0, 'last-delivered-id': '1-1', 'entries-read': 1, lag: 1 } ] [ [ 'w0', 0 ], [ 'w1', 0 ], [ 'w2', 0 ], [ 'w3', 0 ] ]",
      "2 { id: '2-1', fields: { c: '3' } } 2 [ 'workers' ]",
      "{ log: [ { id: '3-1', fields: { d: '4' } } ] } 2 1 OK 1",
    ],
  ],
  scripting: [
    `
say(await redis.eval("return redis.call('INCRBY', KEYS[1], ARGV[1])", ["n"], 5), await redis.evalRo("return {1, 'two'}"), await redis.eval("return #KEYS + #ARGV", [], [1, 2]));
const add = redis.script("return tonumber(redis.call('GET', KEYS[1])) + ARGV[1]");
say(add.sha, await redis.scriptExists(add.sha), await add.run(["n"], 2), await redis.scriptExists(add.sha), await add.run(["n"], 3), await redis.evalsha(add.sha, ["n"], 1));
say(await redis.functionLoad("#!lua name=lib\\nredis.register_function('twice', function(keys, args) return args[1] * 2 end)"), await redis.fcall("twice", [], 21));
const [{ functions, ...library }] = await redis.functionList();
say(library, functions, Object.keys(await redis.functionStats()));
const bytes = redis.with({ decodeResponses: false }), dump = await bytes.functionDump();
say(await redis.functionFlush(), await redis.functionRestore(dump), (await redis.functionList({ libraryname: "l*", withcode: true }))[0].library_code.length, await redis.scriptFlush("SYNC"));
`,
    [
      "5 [ 1, 'two' ] 2",
      "4d1a51577c461ca1cdeafba665a35ba92a45d53f [ 0 ] 7 [ 1 ] 8 6",
      "lib 42",
      "{ library_name: 'lib', engine: 'LUA' } [ { name: 'twice', description: null, flags: [] } ] [ 'running_script', 'engines' ]",
      "OK OK 92 OK",
    ],
  ],
  "users and the server": [
    `
say(await redis.aclWhoami(), await redis.aclSetuser("anna", "on", ">secret", "~a*", "+get"), await redis.aclUsers(), (await redis.aclGetuser("anna")).keys, await redis.aclGetuser("x"), await redis.aclDryrun("anna", "set", "a", 1));
const anna = redis.duplicate({ username: "anna", password: "secret" });
const refused = await anna.set("a", 1).catch((error) => error);
say(refused.name, refused.kind, refused.code, await anna.get("a"), (await redis.aclLog()).map(({ reason, object }) => [reason, object]), await redis.aclLogReset());
say(await redis.configSet({ "maxmemory-policy": "noeviction" }), await redis.configSet("slowlog-log-slower-than", 0), await redis.configGet("maxmemory-policy"), (await redis.slowlogGet(1))[0].command);
say((await redis.info("server")).includes("redis_mode:standalone"), await redis.commandCount() > 200, await redis.commandGetkeys("mset", "a", 1, "b", 2), (await redis.commandDocs("get")).get.group, await redis.commandList({ filterby: ["PATTERN", "hget*"] }).then((all) => all.sort()));
say(await redis.role(), await redis.latencyLatest(), await redis.moduleList(), await redis.dbsize(), await redis.swapdb(0, 1), await redis.flushall("SYNC"));
say(await redis.publish("a", "b"), await redis.pubsubNumsub("a", "b"), await redis.pubsubChannels(), (await redis.hello()).server, await redis.echo("x"), await redis.clientKill({ id: 999 }), (await redis.clientList({ type: "normal" })).includes("name="), await redis.clientTrackinginfo());
`,
    [
      "default OK [ 'anna', 'default' ] ~a* null User anna has no permissions to run the 'set' command",
      "ReplyError server NOPERM null [ [ 'command', 'set' ] ] OK",
      "OK OK { 'maxmemory-policy': 'noeviction' } [ 'CONFIG', 'GET', 'maxmemory-policy' ]",
      "true true [ 'a', 'b' ] string [ 'hget', 'hgetall', 'hgetdel', 'hgetex' ]",
      "[ 'master', 0, [] ] [] [] 0 OK OK",
      "0 { a: 0, b: 0 } [] redis x 0 true { flags: [ 'off' ], redirect: -1, prefixes: [] }",
    ],
  ],
};

describe.each([2, 3])("RESP%d", (protocol) => {
  for (const [family, [program, output]] of Object.entries(families))
    test(family, async () => {
      const code = `
const redis = world.client({ protocol: ${protocol} });
const say = (...values) => console.log(...values);
${program}`;
      const outcome = await run(code);
      expect(outcome.error).toBe(null);
      // What is long is shown on several lines, which go on with a space or a bracket.
      const lines = outcome.output.replace(/\n(?=[ }\]]) */g, " ");
      expect(lines.trimEnd().split("\n")).toEqual(output);
    });
});
