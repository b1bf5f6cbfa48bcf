"""A program over redis-py that prints all that it gets: redis_py.py PORT"""

import sys
import threading

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

port = int(sys.argv[1])


def connect(**options):
    return redis.Redis(port=port, socket_timeout=20, retry=Retry(NoBackoff(), 0), **options)


r = connect(decode_responses=True)
binary = connect()


def see(what, function, *args, **options):
    """Shows what a call returns or raises."""
    try:
        print(f"{what}: {function(*args, **options)!r}")
    except redis.RedisError as error:
        print(f"{what}: {type(error).__name__} {error}")


def blocked(count):
    """Waits until as many clients are blocked."""
    while r.info("clients")["blocked_clients"] != count:
        pass


def later(function, *args, **options):
    """Runs a call that blocks; returns a function that waits for its result."""
    got = []

    def run():
        try:
            got.append(function(*args, **options))
        except redis.RedisError as error:
            got.append(f"{type(error).__name__} {error}")

    thread = threading.Thread(target=run)
    thread.start()

    def result():
        thread.join()
        return got[0]

    return result


def values():
    see("set", r.set, "greeting", "hello", ex=1000, nx=True)
    see("set again", r.set, "greeting", "x", nx=True)
    see("set and get", r.set, "greeting", "hallo", get=True, keepttl=True)
    see("getex", r.getex, "greeting", persist=True)
    see("ttl", r.ttl, "greeting")
    see("getdel", r.getdel, "greeting")
    see("get", r.get, "greeting")
    see("mset", r.mset, {"a": 1, "b": 2.5})
    see("mget", r.mget, "a", "b", "nothing")
    see("incrbyfloat", r.incrbyfloat, "b", "0.1")
    see("hset", r.hset, "car", mapping={"wheels": 4, "colour": "red"})
    see("hgetall", r.hgetall, "car")
    see("hrandfield", r.hrandfield, "nothing", 3)
    see("rpush", r.rpush, "list", *range(10))
    see("lpos", r.lpos, "list", "3", count=0)
    see("lmove", r.lmove, "list", "other", "LEFT", "RIGHT")
    see("lmpop", r.lmpop, 2, "nothing", "list", direction="RIGHT", count=2)
    see("lrange", r.lrange, "list", 0, -1)
    see("sadd", r.sadd, "set", *range(5))
    see("sismember", r.sismember, "set", 3)
    see("smembers", lambda: sorted(r.smembers("set")))
    see("sintercard", r.sintercard, 2, ["set", "nothing"])
    see("zadd", r.zadd, "zset", {"one": 1, "two": 2.5, "top": float("inf")})
    see("zadd incr", r.zadd, "zset", {"one": 1.5}, incr=True)
    see("zrange", r.zrange, "zset", 0, -1, withscores=True)
    see("zrangebyscore", r.zrangebyscore, "zset", "(2.5", "+inf")
    see("zrank", r.zrank, "zset", "two")
    see("zmscore", r.zmscore, "zset", ["one", "nothing"])
    see("zunion", r.zunion, {"zset": 2, "zset2": 1}, withscores=True)
    see("geoadd", r.geoadd, "geo", (13.361389, 38.115556, "Palermo", 15.087269, 37.502669, "Catania"))
    see("geosearch", r.geosearch, "geo", longitude=15, latitude=37, radius=200, unit="km", withdist=True, withcoord=True, sort="ASC")
    see("geohash", r.geohash, "geo", "Palermo")
    see("bitfield", r.bitfield("bits").set("u8", 0, 200).overflow("SAT").incrby("u8", 0, 100).get("u4", 4).execute)
    see("bitpos", r.bitpos, "bits", 0)
    see("pfadd", r.pfadd, "hll", *range(1000))
    see("pfcount", r.pfcount, "hll")
    see("wrong type", r.lpush, "a", "x")
    see("sort", r.sort, "list", desc=True, start=0, num=3)
    see("copy", r.copy, "list", "copied")
    see("type", r.type, "copied")
    see("object", r.object, "ENCODING", "set")
    see("expireat", r.expireat, "a", 4102444800, gt=True)
    see("dump and restore", lambda: binary.restore("restored", 0, binary.dump("zset")) and r.zcard("restored"))
    see("time", lambda: len(r.time()))
    see("memory", lambda: r.memory_usage("list") > 0)


def bytes_of_all_kinds():
    every = bytes(range(256))
    see("set", binary.set, every, every * 3)
    see("get", lambda: binary.get(every) == every * 3)
    see("hset", binary.hset, b"h\x00", every, every)
    see("hgetall", lambda: binary.hgetall(b"h\x00") == {every: every})
    see("getrange", binary.getrange, every, 250, 260)
    see("setrange", binary.setrange, b"\xff\xfe", 3, b"\x00")
    see("get", binary.get, b"\xff\xfe")


def pipelines():
    with r.pipeline(transaction=False) as pipe:
        for _ in range(500):
            pipe.incr("visits")
        pipe.lpush("visits", "x").get("visits")
        replies = pipe.execute(raise_on_error=False)
    print(sum(replies[:500]), [str(reply) for reply in replies[500:]])


def transactions():
    with r.pipeline() as pipe:
        see("transaction", pipe.set("t", 1).incr("t").get("t").execute)
        see("error inside", pipe.set("t", "x").incr("t").execute, raise_on_error=False)
        see("aborted", pipe.execute_command("SET", "t").execute)
        pipe.reset()
        pipe.watch("t")
        r.set("t", 5)
        pipe.multi()
        see("watched", pipe.incr("t").execute)
    see("callback", r.transaction, lambda pipe: pipe.multi() or pipe.incr("t"), "t")
    lock = r.lock("lock", timeout=100)
    see("lock", lock.acquire, blocking=False)
    see("owned", lock.owned)
    see("extend", lock.extend, 10)
    see("release", lock.release)
    see("release again", lock.release)


def scripts():
    add = r.register_script("return redis.call('INCRBY', KEYS[1], ARGV[1])")
    # Its hash is tried first, and the script sent when the server does not know it.
    see("script", add, keys=["sum"], args=[5])
    see("flush", r.script_flush)
    see("again", add, keys=["sum"], args=[7])
    see("exists", r.script_exists, add.sha, "0" * 40)
    with r.pipeline() as pipe:
        add(keys=["sum"], args=[1], client=pipe)
        see("in a pipeline", pipe.execute)
    see("eval", r.eval, "return {KEYS, ARGV, 3.9, false}", 1, "k", "a")
    see("error", r.eval, "return redis.error_reply('MY own')", 0)
    see("failing call", r.eval, "return redis.call('INCR', 'list')", 0)
    see("read only", r.eval_ro, "return redis.call('SET', 'a', 1)", 0)
    code = "#!lua name=lib\nredis.register_function('greet', function(keys, args) return 'hello ' .. args[1] end)"
    see("function", r.function_load, code)
    see("fcall", r.fcall, "greet", 0, "you")
    see("dump", lambda: binary.function_restore(binary.function_dump(), "REPLACE"))
    see("list", r.function_list)
    see("stats", r.function_stats)
    see("function flush", r.function_flush)


def blocking():
    others = [connect(decode_responses=True) for _ in range(4)]
    one = later(others[0].blpop, ["queue", "spare"])
    blocked(1)
    two = later(others[1].blmove, "queue", "done", 0)
    blocked(2)
    three = later(others[2].bzpopmin, "ranks")
    blocked(3)
    four = later(others[3].blmpop, 0, 2, "none", "queue", direction="RIGHT", count=2)
    blocked(4)
    see("push", r.rpush, "queue", "a", "b", "c", "d", "e")
    see("zadd", r.zadd, "ranks", {"first": 1, "second": 2})
    for result in (one, two, three, four):
        print("popped", result())
    see("left", r.lrange, "queue", 0, -1)
    see("timeout", others[0].blpop, "nothing", 0.01)
    stuck = others[0].client_id()
    result = later(others[0].brpop, "nothing")
    blocked(1)
    see("unblock", r.client_unblock, stuck, error=True)
    print("unblocked", result())


def messages():
    subscriber = r.pubsub()
    subscriber.subscribe("news", handled=lambda message: print("handled", message))
    subscriber.psubscribe("n*", "[ab]c")
    for _ in range(4):
        print(subscriber.get_message(timeout=20))
    see("publish", r.publish, "news", "hello")
    see("publish", r.publish, "bc", "b")
    see("publish", r.publish, "handled", "h")
    see("nobody", r.publish, "x", "x")
    for _ in range(4):
        print(subscriber.get_message(timeout=20))
    see("channels", lambda: sorted(r.pubsub_channels()))
    see("numsub", r.pubsub_numsub, "news", "x")
    see("numpat", r.pubsub_numpat)
    see("shards", r.execute_command, "PUBSUB SHARDCHANNELS")
    see("spublish", r.execute_command, "SPUBLISH", "shard", "s")
    subscriber.ping("are you there")
    print(subscriber.get_message(timeout=20))
    subscriber.unsubscribe("news", "handled")
    subscriber.punsubscribe("n*")
    for _ in range(3):
        print(subscriber.get_message(timeout=20))
    subscriber.close()


def keyspace_notifications():
    r.config_set("notify-keyspace-events", "KEA")
    subscriber = r.pubsub()
    subscriber.psubscribe("__keyspace@0__:noted*", "__keyevent@0__:expired")
    got = [subscriber.get_message(timeout=20) for _ in range(2)]
    r.set("noted", 1)
    r.expire("noted", 100)
    r.lpush("noted-list", "x")
    r.lpop("noted-list")
    r.pexpire("noted", 1)
    got += [subscriber.get_message(timeout=20) for _ in range(7)]
    for message in got:
        print(message)
    r.config_set("notify-keyspace-events", "")
    subscriber.close()


def tracking():
    invalidations = connect(decode_responses=True, single_connection_client=True)
    listener = invalidations.client_id()
    subscriber = invalidations.connection
    subscriber.send_command("SUBSCRIBE", "__redis__:invalidate")
    print(subscriber.read_response())
    caching = connect(decode_responses=True, single_connection_client=True)
    see("tracking", caching.client_tracking_on, clientid=listener)
    see("info", lambda: str(caching.client_trackinginfo()).replace(str(listener), "ID"))
    r.mset({"tracked": 1, "untracked": 1})
    see("cached", caching.get, "tracked")
    r.set("untracked", 2)
    r.set("tracked", 2)
    print(subscriber.read_response())
    see("cached", caching.get, "tracked")
    r.delete("tracked")
    print(subscriber.read_response())
    see("broadcast", caching.client_tracking_off)
    see("broadcast", caching.client_tracking_on, clientid=listener, prefix=["user:"], bcast=True)
    r.set("user:1", 1)
    print(subscriber.read_response())
    r.flushdb()
    print(subscriber.read_response())
    see("off", caching.client_tracking_off)


def streams():
    see("xadd", r.xadd, "events", {"kind": "a"}, id="1-1")
    see("xadd", r.xadd, "events", {"kind": "b"}, id="1-*")
    see("xadd", r.xadd, "events", {"kind": "c", "more": "d"}, id="2-1", maxlen=100)
    see("xrange", r.xrange, "events", count=2)
    see("xrevrange", r.xrevrange, "events")
    see("create", r.xgroup_create, "events", "group", id="0")
    see("create again", r.xgroup_create, "events", "group", id="0")
    see("alice", r.xreadgroup, "group", "alice", {"events": ">"}, count=2)
    see("bob", r.xreadgroup, "group", "bob", {"events": ">"})
    see("nothing new", r.xreadgroup, "group", "bob", {"events": ">"})
    see("alice's own", r.xreadgroup, "group", "alice", {"events": "0"})
    see("ack", r.xack, "events", "group", "1-1", "7-7")
    see("pending", r.xpending, "events", "group")
    see("claim", r.xclaim, "events", "group", "bob", 0, ["1-2"])
    see("autoclaim", r.xautoclaim, "events", "group", "eve", 0, start_id="0", count=1)
    see("groups", r.xinfo_groups, "events")
    see("stream", r.xinfo_stream, "events")
    result = later(connect(decode_responses=True).xread, {"events": "$"}, block=0)
    blocked(1)
    see("xadd", r.xadd, "events", {"kind": "late"}, id="3-1")
    print("blocking", result())
    see("trim", r.xtrim, "events", maxlen=1, approximate=False)
    see("left", r.xlen, "events")


def scans():
    names = [f"scan:{i}" for i in range(500)]
    r.mset({name: 1 for name in names})
    see("keys", lambda: sorted(set(r.scan_iter("scan:*", count=7))) == sorted(names))
    r.hset("fields", mapping={name: 1 for name in names})
    see("fields", lambda: len(dict(r.hscan_iter("fields", count=50))))
    r.sadd("members", *names)
    see("members", lambda: len(set(r.sscan_iter("members", match="*1"))))
    r.zadd("scored", {name: i for i, name in enumerate(names)})
    see("scored", lambda: len(dict(r.zscan_iter("scored"))))
    see("type", lambda: sorted(set(r.scan_iter(_type="zset"))))


def users():
    see("whoami", r.acl_whoami)
    see("setuser", r.acl_setuser, "alice", enabled=True, passwords=["+secret"], keys=["app:*"], commands=["+get"])
    alice = connect(username="alice", password="secret", decode_responses=True)
    see("allowed", alice.get, "app:1")
    for attempt in (lambda: alice.get("other"), lambda: alice.set("app:1", 1)):
        try:
            print(attempt())
        except redis.exceptions.NoPermissionError:
            print("refused")  # in words that Redis has changed since
    see("wrong", connect(username="alice", password="wrong").ping)
    see("deluser", r.acl_deluser, "alice")


def administration():
    see("config", r.config_get, "maxmemory-pol*")
    see("config set", r.config_set, "maxmemory-policy", "allkeys-lru")
    see("config set", r.config_set, "maxmemory-policy", "noeviction")
    see("info", lambda: r.info()["redis_mode"])
    see("keyspace", lambda: r.info("keyspace")["db0"]["keys"])
    see("monitor", monitored)
    see("setname", r.client_setname, "me")
    see("slowlog", r.slowlog_reset)
    see("role", r.role)
    see("dbsize", lambda: r.dbsize() > 0)
    see("swapdb", r.swapdb, 0, 9)
    see("flushall", r.flushall)
    see("select", connect(db=9).dbsize)
    see("echo", r.echo, "x")
    see("quit", r.quit)


def monitored():
    with r.monitor() as monitor:
        binary.set("seen", b'x\x00 "y"')
        line = monitor.next_command()
        return line["db"], line["command"], line["client_type"]


for section in (
    values,
    bytes_of_all_kinds,
    pipelines,
    transactions,
    scripts,
    blocking,
    messages,
    keyspace_notifications,
    tracking,
    streams,
    scans,
    users,
    administration,
):
    print(f"\n{section.__name__}")
    section()
