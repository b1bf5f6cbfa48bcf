"""A program over redis.asyncio that prints all that it gets: redis_asyncio.py PORT"""

import asyncio
import sys

import redis.asyncio as redis

port = int(sys.argv[1])


def connect(**options):
    return redis.Redis(port=port, decode_responses=True, **options)


r = connect()


async def see(what, awaitable):
    """Shows what an awaitable returns or raises."""
    try:
        print(f"{what}: {await awaitable!r}")
    except redis.RedisError as error:
        print(f"{what}: {type(error).__name__} {error}")


async def blocked(count):
    """Waits until as many clients are blocked."""
    while (await r.info("clients"))["blocked_clients"] != count:
        await asyncio.sleep(0)


async def values():
    await see("set", r.set("greeting", "hello", ex=1000))
    await see("get", r.get("greeting"))
    await see("missing", r.get("nothing"))
    await see("hset", r.hset("car", mapping={"wheels": 4, "colour": "red"}))
    await see("hgetall", r.hgetall("car"))
    await see("zadd", r.zadd("zset", {"a": 1.5, "b": float("-inf")}))
    await see("zrange", r.zrange("zset", 0, -1, withscores=True))
    await see("zscore", r.zscore("zset", "b"))
    await see("wrong type", r.lpush("greeting", "x"))
    every = bytes(range(256))
    plain = redis.Redis(port=port)
    await plain.set(every, every)
    print("same bytes", await plain.get(every) == every)
    await plain.close()


async def gathered():
    counts = await asyncio.gather(*(r.incr("visits") for _ in range(200)))
    print("gathered", sorted(counts) == list(range(1, 201)))
    async with r.pipeline(transaction=False) as pipe:
        for _ in range(500):
            pipe.incr("visits")
        replies = await pipe.lpush("visits", "x").get("visits").execute(raise_on_error=False)
    print(sum(replies[:500]), [str(reply) for reply in replies[500:]])


async def transactions():
    async with r.pipeline() as pipe:
        await see("transaction", pipe.set("t", 1).incr("t").get("t").execute())
        await see("error inside", pipe.set("t", "x").incr("t").execute(raise_on_error=False))
        await pipe.watch("t")
        await r.set("t", 5)
        pipe.multi()
        await see("watched", pipe.incr("t").execute())

    async def increment():
        async with r.pipeline() as pipe:
            while True:
                try:
                    await pipe.watch("counter")
                    value = int(await pipe.get("counter") or 0)
                    pipe.multi()
                    return await pipe.set("counter", value + 1).execute()
                except redis.WatchError:
                    pass

    await asyncio.gather(*(increment() for _ in range(10)))
    await see("ten increments", r.get("counter"))
    async with r.lock("lock", timeout=100):
        await see("locked", r.exists("lock"))
    await see("released", r.exists("lock"))


async def scripts():
    add = r.register_script("return redis.call('INCRBY', KEYS[1], ARGV[1])")
    await see("script", add(keys=["sum"], args=[5]))
    await see("flush", r.script_flush())
    await see("again", add(keys=["sum"], args=[7]))
    await see("error", r.eval("return redis.error_reply('MY own')", 0))
    code = "#!lua name=lib\nredis.register_function('greet', function(keys, args) return 'hello ' .. args[1] end)"
    await see("function", r.function_load(code))
    await see("fcall", r.fcall("greet", 0, "you"))
    await see("delete", r.function_delete("lib"))


async def blocking():
    one = asyncio.create_task(connect().blpop(["queue", "other"], timeout=0))
    await blocked(1)
    two = asyncio.create_task(connect().brpoplpush("queue", "done", timeout=0))
    await blocked(2)
    three = asyncio.create_task(connect().bzpopmax("ranks", timeout=0))
    await blocked(3)
    await see("push", r.rpush("queue", "a", "b", "c"))
    await see("zadd", r.zadd("ranks", {"first": 1, "second": 2}))
    for task in (one, two, three):
        print("popped", await task)
    await see("left", r.lrange("queue", 0, -1))
    await see("timeout", connect().blpop("nothing", 0.01))


async def messages():
    subscriber = r.pubsub()
    await subscriber.subscribe("news")
    await subscriber.psubscribe("n*")
    for _ in range(2):
        print(await subscriber.get_message(timeout=20))
    await see("publish", r.publish("news", "hello"))
    for _ in range(2):
        print(await subscriber.get_message(timeout=20))

    async def listen():
        async for message in subscriber.listen():
            if message["data"] == "stop":
                return message

    listening = asyncio.create_task(listen())
    await r.publish("nobody", "go on")
    await r.publish("nobody", "stop")
    print("listened", await listening)
    await subscriber.unsubscribe("news")
    await subscriber.punsubscribe("n*")
    for _ in range(2):
        print(await subscriber.get_message(timeout=20))
    await subscriber.close()


async def tracking():
    listener = connect(single_connection_client=True)
    await listener.initialize()
    identity = await listener.client_id()
    subscriber = listener.connection
    await subscriber.send_command("SUBSCRIBE", "__redis__:invalidate")
    print(await subscriber.read_response())
    caching = connect(single_connection_client=True)
    await see("tracking", caching.execute_command("CLIENT", "TRACKING", "ON", "REDIRECT", identity))
    await see("cached", caching.get("tracked"))
    await r.set("tracked", 1)
    print(await subscriber.read_response())


async def streams():
    await see("xadd", r.xadd("events", {"kind": "a"}, id="1-1"))
    await see("xadd", r.xadd("events", {"kind": "b"}, id="2-1"))
    await see("create", r.xgroup_create("events", "group", id="0"))
    await see("alice", r.xreadgroup("group", "alice", {"events": ">"}, count=1))
    await see("bob", r.xreadgroup("group", "bob", {"events": ">"}))
    await see("pending", r.xpending_range("events", "group", "-", "+", 1, consumername="nobody"))
    await see("ack", r.xack("events", "group", "1-1", "2-1"))
    next_event = asyncio.create_task(connect().xreadgroup("group", "eve", {"events": ">"}, block=0))
    await blocked(1)
    await r.xadd("events", {"kind": "late"}, id="3-1")
    print("blocking", await next_event)
    await see("length", r.xlen("events"))


async def scans():
    names = [f"scan:{i}" for i in range(300)]
    await r.mset({name: 1 for name in names})
    found = {key async for key in r.scan_iter("scan:*", count=7)}
    print("scanned", sorted(found) == sorted(names))
    await r.sadd("members", *names)
    print("members", len({member async for member in r.sscan_iter("members")}))


async def main():
    for section in (values, gathered, transactions, scripts, blocking, messages, tracking, streams, scans):
        print(f"\n{section.__name__}")
        await section()


asyncio.run(main())
