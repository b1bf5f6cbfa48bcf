/** Each command of aioredis 1.3: what it is called with, what it sends, and what it returns. */

import { beforeAll, expect, test } from "vitest";
import { loadPython, play, type Played } from "./python.harness.ts";

beforeAll(loadPython, 60_000);

/** What the server was sent, line by line; a command that had to wait is there once. */
function sent({ trace }: Played): string[] {
  const texts = trace
    .filter(({ kind }) => kind === "executed")
    .map(({ text }) => text);
  const waits = /^(BRPOP|BRPOPLPUSH|XREAD) /;
  return texts.filter((text, n) => text !== texts[n - 1] || !waits.test(text));
}

/** Calls of a client r, one after the other, each with what it returns and the command line that it is. */
const calls: Record<string, [call: string, result: string, command: string][]> =
  {
    strings: [
      ['set("k", "v")', "True", "SET k v"],
      ['set("k", 1, expire=10)', "True", "SET k 1 EX 10"],
      [
        'set("k", 1, pexpire=5000, exist=r.SET_IF_EXIST)',
        "True",
        "SET k 1 PX 5000 XX",
      ],
      ['set("new", 1, exist=r.SET_IF_EXIST)', "False", "SET new 1 XX"],
      ['set("k", 1, exist=r.SET_IF_NOT_EXIST)', "False", "SET k 1 NX"],
      ['get("k")', "b'1'", "GET k"],
      ['get("k", encoding="utf-8")', "'1'", "GET k"],
      ['append("k", "0")', "2", "APPEND k 0"],
      ['incr("k")', "11", "INCR k"],
      ['incrby("k", 5)', "16", "INCRBY k 5"],
      ['decr("k")', "15", "DECR k"],
      ['decrby("k", 5)', "10", "DECRBY k 5"],
      ['incrbyfloat("k", 0.5)', "10.5", "INCRBYFLOAT k 0.5"],
      ['getset("k", "old")', "b'10.5'", "GETSET k old"],
      ['getrange("k", 0, 1)', "b'ol'", "GETRANGE k 0 1"],
      ['setrange("k", 1, "X")', "3", "SETRANGE k 1 X"],
      ['strlen("k")', "3", "STRLEN k"],
      ['mset("a", 1, "b", 2)', "True", "MSET a 1 b 2"],
      ['mset({"c": 3})', "True", "MSET c 3"],
      ['msetnx("c", 1, "d", 2)', "0", "MSETNX c 1 d 2"],
      ['mget("a", "b", "nothing")', "[b'1', b'2', None]", "MGET a b nothing"],
      ['setex("e", 10, "x")', "True", "SETEX e 10 x"],
      ['setex("e", 1.5, "x")', "True", "PSETEX e 1500 x"],
      ['psetex("e", 1500, "x")', "True", "PSETEX e 1500 x"],
      ['setnx("e", "y")', "False", "SETNX e y"],
      ['setbit("bits", 7, 1)', "0", "SETBIT bits 7 1"],
      ['getbit("bits", 7)', "1", "GETBIT bits 7"],
      ['bitcount("bits")', "1", "BITCOUNT bits"],
      ['bitcount("bits", 0, 0)', "1", "BITCOUNT bits 0 0"],
      ['bitpos("bits", 1)', "7", "BITPOS bits 1"],
      ['bitpos("bits", 1, end=1)', "7", "BITPOS bits 1 0 1"],
      ['bitop_or("dest", "bits", "bits")', "1", "BITOP OR dest bits bits"],
      ['bitop_not("dest", "bits")', "1", "BITOP NOT dest bits"],
    ],
    keys: [
      ['exists("a", "b", "nothing")', "2", "EXISTS a b nothing"],
      ['delete("a", "b", "nothing")', "2", "DEL a b nothing"],
      ['unlink("c")', "1", "UNLINK c"],
      ['touch("k")', "1", "TOUCH k"],
      ['type("k")', "b'string'", "TYPE k"],
      ['keys("ne*")', "[]", "KEYS ne*"],
      ['keys("k", encoding="utf-8")', "['k']", "KEYS k"],
      ['expire("k", 10)', "True", "EXPIRE k 10"],
      ['expire("k", 1.5)', "True", "PEXPIRE k 1500"],
      ['pexpire("k", 2500)', "True", "PEXPIRE k 2500"],
      ['pttl("k")', "2490", "PTTL k"],
      ['ttl("k")', "2", "TTL k"],
      ['persist("k")', "True", "PERSIST k"],
      ['expireat("k", 4102444800)', "True", "EXPIREAT k 4102444800"],
      ['pexpireat("k", 4102444800000)', "True", "PEXPIREAT k 4102444800000"],
      ['rename("k", "k2")', "True", "RENAME k k2"],
      ['renamenx("k2", "k")', "True", "RENAMENX k2 k"],
      ['move("k", 1)', "True", "MOVE k 1"],
      ['object_encoding("e")', "'embstr'", "OBJECT ENCODING e"],
      ['object_refcount("e")', "1", "OBJECT REFCOUNT e"],
      ['object_idletime("e")', "0", "OBJECT IDLETIME e"],
      [
        'restore("copy", 0, b"\\x00\\xc0\\x01\\n\\x00&x\\xe7\\xb6\\xd1\\x01\\x11\\xfc")',
        "b'OK'",
        'RESTORE copy 0 "\\x00\\xc0\\x01\\n\\x00&x\\xe7\\xb6\\xd1\\x01\\x11\\xfc"',
      ],
      [
        'dump("copy")',
        "b'\\x00\\xc0\\x01\\n\\x00&x\\xe7\\xb6\\xd1\\x01\\x11\\xfc'",
        "DUMP copy",
      ],
      ['scan(match="cop*")', "(0, [b'copy'])", "SCAN 0 MATCH cop*"],
      ["wait(0, 10)", "0", "WAIT 0 10"],
    ],
    hashes: [
      ['hset("h", "f", "v")', "1", "HSET h f v"],
      ['hsetnx("h", "f", "w")', "0", "HSETNX h f w"],
      ['hget("h", "f")', "b'v'", "HGET h f"],
      ['hmset("h", "a", 1, "b", 2)', "True", "HMSET h a 1 b 2"],
      ['hmset_dict("h", {"a": 5}, c=3)', "True", "HMSET h a 5 c 3"],
      ['hmget("h", "a", "x", encoding="utf-8")', "['5', None]", "HMGET h a x"],
      [
        'hgetall("h", encoding="utf-8")',
        "{'f': 'v', 'a': '5', 'b': '2', 'c': '3'}",
        "HGETALL h",
      ],
      ['hkeys("h")', "[b'f', b'a', b'b', b'c']", "HKEYS h"],
      ['hvals("h")', "[b'v', b'5', b'2', b'3']", "HVALS h"],
      ['hlen("h")', "4", "HLEN h"],
      ['hexists("h", "a")', "True", "HEXISTS h a"],
      ['hstrlen("h", "a")', "1", "HSTRLEN h a"],
      ['hincrby("h", "a")', "6", "HINCRBY h a 1"],
      ['hincrbyfloat("h", "a", 0.5)', "6.5", "HINCRBYFLOAT h a 0.5"],
      ['hdel("h", "a", "x")', "1", "HDEL h a x"],
      [
        'hscan("h", count=10)',
        "(0, [(b'f', b'v'), (b'b', b'2'), (b'c', b'3')])",
        "HSCAN h 0 COUNT 10",
      ],
    ],
    lists: [
      ['rpush("l", "a", "b")', "2", "RPUSH l a b"],
      ['lpush("l", "c")', "3", "LPUSH l c"],
      ['lpushx("none", 1)', "0", "LPUSHX none 1"],
      ['rpushx("l", "d")', "4", "RPUSHX l d"],
      [
        'lrange("l", 0, -1, encoding="utf-8")',
        "['c', 'a', 'b', 'd']",
        "LRANGE l 0 -1",
      ],
      ['lindex("l", 0)', "b'c'", "LINDEX l 0"],
      ['linsert("l", "a", "z", before=True)', "5", "LINSERT l BEFORE a z"],
      ['llen("l")', "5", "LLEN l"],
      ['lset("l", 0, "first")', "b'OK'", "LSET l 0 first"],
      ['lrem("l", 1, "z")', "1", "LREM l 1 z"],
      ['ltrim("l", 0, 2)', "True", "LTRIM l 0 2"],
      ['lpop("l")', "b'first'", "LPOP l"],
      ['rpop("l", encoding="utf-8")', "'b'", "RPOP l"],
      ['rpoplpush("l", "m")', "b'a'", "RPOPLPUSH l m"],
      ['blpop("m", timeout=1)', "[b'm', b'a']", "BLPOP m 1"],
      ['brpop("m", timeout=1, encoding="utf-8")', "None", "BRPOP m 1"],
      ['brpoplpush("m", "l", timeout=1)', "None", "BRPOPLPUSH m l 1"],
      [
        'sort("l", alpha=True, asc=True, offset=0, count=1)',
        "[]",
        "SORT l LIMIT 0 1 ASC ALPHA",
      ],
    ],
    sets: [
      ['sadd("s", "a", "b")', "2", "SADD s a b"],
      ['sadd("t", "b")', "1", "SADD t b"],
      ['scard("s")', "2", "SCARD s"],
      ['sismember("s", "a")', "1", "SISMEMBER s a"],
      ['smove("s", "t", "a")', "1", "SMOVE s t a"],
      ['smembers("t")', "[b'b', b'a']", "SMEMBERS t"],
      ['sdiff("t", "s")', "[b'a']", "SDIFF t s"],
      ['sinter("t", "s")', "[b'b']", "SINTER t s"],
      ['sunion("t", "s")', "[b'b', b'a']", "SUNION t s"],
      ['sunionstore("u", "t", "s")', "2", "SUNIONSTORE u t s"],
      ['sinterstore("u2", "t", "s")', "1", "SINTERSTORE u2 t s"],
      ['sdiffstore("u3", "t", "s")', "1", "SDIFFSTORE u3 t s"],
      ['srandmember("s")', "b'b'", "SRANDMEMBER s"],
      ['spop("s", 1)', "[b'b']", "SPOP s 1"],
      ['srem("t", "a", "b")', "2", "SREM t a b"],
      ['sscan("u")', "(0, [b'b', b'a'])", "SSCAN u 0"],
    ],
    "sorted sets": [
      ['zadd("z", 1, "a", 2.5, "b")', "2", "ZADD z 1 a 2.5 b"],
      [
        'zadd("z", 3, "c", exist=r.ZSET_IF_NOT_EXIST, changed=True)',
        "1",
        "ZADD z NX CH 3 c",
      ],
      ['zadd("z", 3, "c", incr=True)', "b'6'", "ZADD z INCR 3 c"],
      ['zcard("z")', "3", "ZCARD z"],
      ['zcount("z", 1, 3, exclude=r.ZSET_EXCLUDE_MIN)', "1", "ZCOUNT z (1 3"],
      ['zincrby("z", 1, "a")', "2", "ZINCRBY z 1 a"],
      [
        'zrange("z", 0, -1, withscores=True)',
        "[(b'a', 2), (b'b', 2.5), (b'c', 6)]",
        "ZRANGE z 0 -1 WITHSCORES",
      ],
      ['zrange("z")', "[b'a', b'b', b'c']", "ZRANGE z 0 -1"],
      ['zrevrange("z", 0, 0, encoding="utf-8")', "['c']", "ZREVRANGE z 0 0"],
      [
        'zrangebyscore("z", 2, 3, withscores=True, exclude=r.ZSET_EXCLUDE_BOTH)',
        "[(b'b', 2.5)]",
        "ZRANGEBYSCORE z (2 (3 WITHSCORES",
      ],
      [
        'zrangebyscore("z", offset=0, count=1)',
        "[b'a']",
        "ZRANGEBYSCORE z -inf inf LIMIT 0 1",
      ],
      [
        'zrevrangebyscore("z", 10, 2, exclude=r.ZSET_EXCLUDE_MAX)',
        "[b'c', b'b', b'a']",
        "ZREVRANGEBYSCORE z (10 2",
      ],
      ['zrank("z", "b")', "1", "ZRANK z b"],
      ['zrevrank("z", "b")', "1", "ZREVRANK z b"],
      ['zscore("z", "a")', "2", "ZSCORE z a"],
      ['zscore("z", "nothing")', "None", "ZSCORE z nothing"],
      ['zlexcount("z", b"a", include_min=False)', "2", "ZLEXCOUNT z (a +"],
      ['zrangebylex("z", b"a", b"b")', "[b'a', b'b']", "ZRANGEBYLEX z [a [b"],
      [
        'zrevrangebylex("z", b"a", b"b")',
        "[b'b', b'a']",
        "ZREVRANGEBYLEX z [b [a",
      ],
      ['zscan("z")', "(0, [(b'a', 2), (b'b', 2.5), (b'c', 6)])", "ZSCAN z 0"],
      [
        'zunionstore("zu", ("z", 2), with_weights=True, aggregate=r.ZSET_AGGREGATE_MAX)',
        "3",
        "ZUNIONSTORE zu 1 z WEIGHTS 2 AGGREGATE MAX",
      ],
      [
        'zinterstore("zi", "z", "zu", aggregate=r.ZSET_AGGREGATE_SUM)',
        "3",
        "ZINTERSTORE zi 2 z zu AGGREGATE SUM",
      ],
      ['zpopmin("zu")', "[b'a', b'4']", "ZPOPMIN zu"],
      ['zpopmax("zu", 1)', "[b'c', b'12']", "ZPOPMAX zu 1"],
      ['bzpopmin("zi", timeout=1)', "[b'zi', b'a', b'6']", "BZPOPMIN zi 1"],
      ['bzpopmax("zi", timeout=1)', "[b'zi', b'c', b'18']", "BZPOPMAX zi 1"],
      ['zremrangebyrank("zi", 0, 0)', "1", "ZREMRANGEBYRANK zi 0 0"],
      ['zremrangebyscore("z", 0, 1)', "0", "ZREMRANGEBYSCORE z 0 1"],
      ['zremrangebylex("z", b"a", b"a")', "1", "ZREMRANGEBYLEX z [a [a"],
      ['zrem("z", "a", "b")', "1", "ZREM z a b"],
    ],
    "hyperloglog, geo": [
      ['pfadd("p", "a", "b")', "1", "PFADD p a b"],
      ['pfcount("p")', "2", "PFCOUNT p"],
      ['pfmerge("p2", "p")', "True", "PFMERGE p2 p"],
      [
        'geoadd("g", 13.361389, 38.115556, "Palermo", 15.087269, 37.502669, "Catania")',
        "2",
        "GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania",
      ],
      ['geohash("g", "Palermo")', "[b'sqc8b49rny0']", "GEOHASH g Palermo"],
      [
        'geopos("g", "Palermo", "Rome")',
        "[GeoPoint(longitude=13.361389338970184, latitude=38.1155563954963), None]",
        "GEOPOS g Palermo Rome",
      ],
      [
        'geodist("g", "Palermo", "Catania", "km")',
        "166.2742",
        "GEODIST g Palermo Catania km",
      ],
      ['geodist("g", "Palermo", "Rome")', "None", "GEODIST g Palermo Rome m"],
      [
        'georadius("g", 15, 37, 200, "km", sort="ASC")',
        "[b'Catania', b'Palermo']",
        "GEORADIUS g 15 37 200 km ASC",
      ],
      [
        'georadius("g", 15, 37, 100, "km", with_dist=True, with_hash=True)',
        "[GeoMember(member=b'Catania', dist=56.4413, hash=3479447370796909, coord=None)]",
        "GEORADIUS g 15 37 100 km WITHDIST WITHHASH",
      ],
      [
        'georadiusbymember("g", "Palermo", 10, "km", with_coord=True, count=1)',
        "[GeoMember(member=b'Palermo', dist=None, hash=None, coord=GeoPoint(longitude=13.361389338970184, latitude=38.1155563954963))]",
        "GEORADIUSBYMEMBER g Palermo 10 km WITHCOORD COUNT 1",
      ],
    ],
    streams: [
      [
        'xadd("x", {"f": "v"}, message_id="1-1", max_len=10)',
        "b'1-1'",
        "XADD x MAXLEN ~ 10 1-1 f v",
      ],
      [
        'xadd("x", {"f": "w", "g": 1}, message_id="1-2", max_len=10, exact_len=True)',
        "b'1-2'",
        "XADD x MAXLEN 10 1-2 f w g 1",
      ],
      ['xlen("x")', "2", "XLEN x"],
      [
        'xrange("x", count=1)',
        "[(b'1-1', OrderedDict({b'f': b'v'}))]",
        "XRANGE x - + COUNT 1",
      ],
      [
        'xrevrange("x")',
        "[(b'1-2', OrderedDict({b'f': b'w', b'g': b'1'})), (b'1-1', OrderedDict({b'f': b'v'}))]",
        "XREVRANGE x + -",
      ],
      [
        'xread(["x"], latest_ids=["1-1"])',
        "[(b'x', b'1-2', OrderedDict({b'f': b'w', b'g': b'1'}))]",
        "XREAD BLOCK 0 STREAMS x 1-1",
      ],
      ['xread(["x"], timeout=10)', "[]", "XREAD BLOCK 10 STREAMS x $"],
      [
        'xread(["x"], timeout=None, count=1, latest_ids=[0])',
        "[(b'x', b'1-1', OrderedDict({b'f': b'v'}))]",
        "XREAD COUNT 1 STREAMS x 0",
      ],
      [
        'xgroup_create("x", "workers", latest_id="0")',
        "True",
        "XGROUP CREATE x workers 0",
      ],
      [
        'xread_group("workers", "ada", ["x"], latest_ids=[">"], count=1)',
        "[(b'x', b'1-1', OrderedDict({b'f': b'v'}))]",
        "XREADGROUP GROUP workers ada COUNT 1 BLOCK 0 STREAMS x >",
      ],
      [
        'xpending("x", "workers")',
        "[1, b'1-1', b'1-1', [[b'ada', b'1']]]",
        "XPENDING x workers",
      ],
      [
        'xpending("x", "workers", "-", "+", 10, "ada")',
        "[[b'1-1', b'ada', 20, 1]]",
        "XPENDING x workers - + 10 ada",
      ],
      [
        'xclaim("x", "workers", "bob", 0, "1-1")',
        "[(b'1-1', OrderedDict({b'f': b'v'}))]",
        "XCLAIM x workers bob 0 1-1",
      ],
      ['xack("x", "workers", "1-1")', "1", "XACK x workers 1-1"],
      [
        'xinfo_groups("x")',
        "[{b'name': b'workers', b'consumers': 2, b'pending': 0, b'last-delivered-id': b'1-1', b'entries-read': 1, b'lag': 1}]",
        "XINFO GROUPS x",
      ],
      [
        'xgroup_delconsumer("x", "workers", "bob")',
        "0",
        "XGROUP DELCONSUMER x workers bob",
      ],
      ['xgroup_setid("x", "workers")', "True", "XGROUP SETID x workers $"],
      ['xgroup_destroy("x", "workers")', "False", "XGROUP DESTROY x workers"],
      ['xdel("x", "1-1")', "1", "XDEL x 1-1"],
      ['xtrim("x", 0, exact_len=True)', "1", "XTRIM x MAXLEN 0"],
    ],
    "scripts, server": [
      [
        'eval("return {KEYS[1], ARGV[1]}", ["k"], [1])',
        "[b'k', b'1']",
        'EVAL "return {KEYS[1], ARGV[1]}" 1 k 1',
      ],
      [
        'script_load("return 1")',
        "b'e0e1f9fabfc9d4800c877a703b823ac0578ff8db'",
        'SCRIPT LOAD "return 1"',
      ],
      [
        'evalsha("e0e1f9fabfc9d4800c877a703b823ac0578ff8db")',
        "1",
        "EVALSHA e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0",
      ],
      [
        'script_exists("e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "no")',
        "[1, 0]",
        "SCRIPT EXISTS e0e1f9fabfc9d4800c877a703b823ac0578ff8db no",
      ],
      ["script_flush()", "True", "SCRIPT FLUSH"],
      ['publish("news", "hi")', "0", "PUBLISH news hi"],
      ['publish_json("news", {"a": 1})', "0", 'PUBLISH news "{\\"a\\": 1}"'],
      ["pubsub_channels()", "[]", "PUBSUB CHANNELS"],
      ['pubsub_numsub("news")', "{b'news': 0}", "PUBSUB NUMSUB news"],
      ["pubsub_numpat()", "0", "PUBSUB NUMPAT"],
      ['echo("hi", encoding="utf-8")', "'hi'", "ECHO hi"],
      ["ping()", "b'PONG'", "PING"],
      ['ping("hey")', "b'hey'", "PING hey"],
      ['client_setname("ada")', "True", "CLIENT SETNAME ada"],
      ["client_getname()", "b'ada'", "CLIENT GETNAME"],
      [
        'config_set("maxmemory-samples", 6)',
        "True",
        "CONFIG SET maxmemory-samples 6",
      ],
      [
        'config_get("maxmemory-samples")',
        "{'maxmemory-samples': '6'}",
        "CONFIG GET maxmemory-samples",
      ],
      [
        'command_getkeys("MSET", "a", 1, "b", 2)',
        "['a', 'b']",
        "COMMAND GETKEYS MSET a 1 b 2",
      ],
      ["dbsize()", "13", "DBSIZE"],
      ["lastsave()", "1735689600", "LASTSAVE"],
      [
        "role()",
        "MasterInfo(role='master', replication_offset=0, slaves=[])",
        "ROLE",
      ],
      ["slowlog_len()", "0", "SLOWLOG LEN"],
      ["slowlog_get(0)", "[]", "SLOWLOG GET 0"],
      ["slowlog_reset()", "True", "SLOWLOG RESET"],
      ["swapdb(0, 1)", "True", "SWAPDB 0 1"],
      ["flushdb()", "True", "FLUSHDB"],
      ["flushall(async_op=True)", "True", "FLUSHALL ASYNC"],
      ["select(1)", "True", "SELECT 1"],
      [
        'auth("secret")',
        "ReplyError('ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?')",
        "AUTH secret",
      ],
    ],
  };

test("each command sends what it says, and returns what it did", async () => {
  const rows = Object.values(calls).flat();
  const run = await play(
    `
import aioredis
r = await aioredis.create_redis("redis://localhost")
for call in ${JSON.stringify(rows.map(([call]) => call))}:
    try:
        print(repr(await eval("r." + call)))
    except aioredis.RedisError as error:
        print(repr(error))
`,
    { aioredis: "1.3" },
  );
  expect(run.error).toBe(null);
  const results = run.output.trimEnd().split("\n");
  const lines = sent(run);
  expect(rows.map(([call], n) => [call, results[n], lines[n]])).toEqual(rows);
  expect(lines.length).toBe(rows.length);
});

/** Calls that are refused, each with the error. */
const mistakes: [call: string, error: string][] = [
  ['r.set("k", "v", expire=1.5)', "TypeError expire argument must be int"],
  ['r.set("k", "v", pexpire="1")', "TypeError pexpire argument must be int"],
  ['r.setex("k", "1", "v")', "TypeError milliseconds argument must be int"],
  ['r.psetex("k", 1.5, "v")', "TypeError milliseconds argument must be int"],
  ['r.incrby("k", 1.5)', "TypeError increment must be of type int"],
  ['r.decrby("k", "1")', "TypeError decrement must be of type int"],
  ['r.incrbyfloat("k", 1)', "TypeError increment must be of type int"],
  ['r.getbit("k", "1")', "TypeError offset argument must be int"],
  ['r.getbit("k", -1)', "ValueError offset must be greater equal 0"],
  ['r.setbit("k", 0, 2)', "ValueError value argument must be either 1 or 0"],
  ['r.getrange("k", "0", 1)', "TypeError start argument must be int"],
  ['r.bitcount("k", 1)', "TypeError both start and stop must be specified"],
  ['r.bitpos("k", 2)', "ValueError bit argument must be either 1 or 0"],
  ['r.mset("a")', "TypeError if one arg it should be a dict"],
  ['r.mset("a", 1, "b")', "TypeError length of pairs must be even number"],
  ['r.msetnx("a", 1, "b")', "TypeError length of pairs must be even number"],
  [
    'r.hmset("h", "a", 1, "b")',
    "TypeError length of pairs must be even number",
  ],
  ['r.hmset_dict("h")', "TypeError args or kwargs must be specified"],
  ['r.hmset_dict("h", {}, {})', "TypeError single positional argument allowed"],
  ['r.hmset_dict("h", [1])', "TypeError args[0] must be dict"],
  ['r.hmset_dict("h", {})', "ValueError args[0] is empty dict"],
  ['r.expire("k", "1")', "TypeError timeout argument must be int, not '1'"],
  ['r.expireat("k", "1")', "TypeError timestamp argument must be int, not '1'"],
  ['r.pexpire("k", 1.5)', "TypeError timeout argument must be int, not 1.5"],
  ['r.move("k", "1")', "TypeError db argument must be int, not '1'"],
  ['r.move("k", -1)', "ValueError db argument must be not less than 0, -1"],
  ['r.rename("k", "k")', "ValueError key and newkey are the same"],
  ['r.migrate(1, 6379, "k", 0, 1)', "TypeError host argument must be str"],
  ['r.migrate("", 6379, "k", 0, 1)', "ValueError Got empty host"],
  [
    'r.migrate("h", 6379, "k", -1, 1)',
    "ValueError dest_db must be greater equal 0",
  ],
  [
    'r.migrate_keys("h", 6379, "k", 0, 1)',
    "TypeError keys argument must be list or tuple",
  ],
  ['r.migrate_keys("h", 6379, [], 0, 1)', "ValueError keys must not be empty"],
  ['r.blpop("l", timeout=1.5)', "TypeError timeout argument must be int"],
  ['r.brpop("l", timeout=-1)', "ValueError timeout must be greater equal 0"],
  ['r.lindex("l", "0")', "TypeError index argument must be int"],
  ['r.lrange("l", 0, "1")', "TypeError stop argument must be int"],
  ['r.lrem("l", "1", "v")', "TypeError count argument must be int"],
  ['r.zadd("z", "1", "a")', "TypeError score argument must be int or float"],
  ['r.zadd("z", 1, "a", 2)', "TypeError length of pairs must be even number"],
  [
    'r.zadd("z", 1, "a", "2", "b")',
    "TypeError all scores must be int or float",
  ],
  [
    'r.zadd("z", 1, "a", 2, "b", incr=True)',
    "ValueError only one score-element pair can be specified in this mode",
  ],
  ['r.zcount("z", "1")', "TypeError min argument must be int or float"],
  ['r.zcount("z", 2, 1)', "ValueError min could not be greater than max"],
  [
    'r.zincrby("z", "1", "a")',
    "TypeError increment argument must be int or float",
  ],
  ['r.zrange("z", "0")', "TypeError start argument must be int"],
  [
    'r.zrangebyscore("z", offset=1)',
    "TypeError offset and count must both be specified",
  ],
  [
    'r.zrangebyscore("z", offset="1", count=1)',
    "TypeError offset argument must be int",
  ],
  ['r.zrangebylex("z", "a")', "TypeError min argument must be bytes"],
  ['r.zpopmin("z", "1")', "TypeError count argument must be int"],
  [
    'r.zinterstore("d", "z", with_weights=True)',
    "AssertionError All key arguments must be (key, weight) tuples",
  ],
  [
    'r.georadius("g", 1, 1, "1")',
    "TypeError radius argument must be int or float",
  ],
  [
    'r.georadius("g", 1, 1, 1, "cm")',
    "ValueError unit argument must be 'm', 'km', 'mi' or 'ft'",
  ],
  [
    'r.georadius("g", 1, 1, 1, count="1")',
    "TypeError count argument must be int",
  ],
  [
    'r.georadius("g", 1, 1, 1, sort="up")',
    "ValueError sort argument must be euqal 'ASC' or 'DESC'",
  ],
  [
    'r.xread(["s"], timeout="1")',
    "TypeError timeout argument must be int, not '1'",
  ],
  [
    'r.xread(["s"], latest_ids=[1, 2])',
    "ValueError The streams and latest_ids parameters must be of the same length",
  ],
  [
    'r.xpending("s", "g", start="-")',
    "ValueError Either specify non or all of the start/stop/count arguments",
  ],
  ["r.config_get(1)", "TypeError parameter must be str"],
  ["r.config_set(1, 1)", "TypeError parameter must be str"],
  ["r.client_pause(1.5)", "TypeError timeout argument must be int"],
  ["r.client_pause(-1)", "ValueError timeout must be greater equal 0"],
  ['r.info("")', "ValueError invalid section"],
  ['r.slowlog_get("1")', "TypeError length must be int or None"],
  ['r.select("1")', "TypeError DB must be of int type, not '1'"],
  ["r.select(-1)", "ValueError DB must be greater or equal 0, got -1"],
  [
    "r.client_kill()",
    'NotImplementedError aioredis 1.3 has no client_kill: await execute("CLIENT", ...)',
  ],
  [
    "r.monitor()",
    "NotImplementedError aioredis 1.3 has no monitor: the timeline shows every command",
  ],
  [
    "r.bitfield()",
    'NotImplementedError aioredis 1.3 has no bitfield: await execute("BITFIELD", ...)',
  ],
  [
    "r.cluster_info()",
    "NotImplementedError aioredis 1.3 has no cluster_info of its own: await execute('CLUSTER', ...), and the page's one server will answer that it is in no cluster",
  ],
  ['r.cluster_add_slots("1")', "TypeError All parameters must be of type int"],
  [
    "r.subscribe()",
    "TypeError PubSubCommandsMixin.subscribe() missing 1 required positional argument: 'channel'",
  ],
  [
    'r.connection.execute_pubsub("GET", "k")',
    "AssertionError ('Pub/Sub command expected', 'GET')",
  ],
  [
    'r.connection.execute_pubsub("SUBSCRIBE")',
    "TypeError No channels/patterns supplied",
  ],
  [
    'r.connection.execute_pubsub("SUBSCRIBE", None)',
    "TypeError args must not contain None",
  ],
  [
    'r.connection.execute_pubsub("SUBSCRIBE", aioredis.Channel("a*", is_pattern=True))',
    "ValueError Not all channels [<Channel name:b'a*', is_pattern:True, qsize:0>] match command SUBSCRIBE",
  ],
];

test("arguments are checked before anything is sent", async () => {
  const run = await play(
    `
import aioredis
r = await aioredis.create_redis("redis://localhost")
for call in ${JSON.stringify(mistakes.map(([call]) => call))}:
    try:
        eval(call)
        print("allowed")
    except (TypeError, ValueError, AssertionError, NotImplementedError) as error:
        print(type(error).__name__, error)
`,
    { aioredis: "1.3" },
  );
  expect(run.error).toBe(null);
  const errors = run.output.trimEnd().split("\n");
  expect(mistakes.map(([call], n) => [call, errors[n]])).toEqual(mistakes);
  expect(sent(run)).toEqual([]);
});
