import asyncio

from redis import asyncio as redis


async def clients(watcher):
    return len(await watcher.client_list()) - 1


async def main():
    watcher = redis.Redis()
    async with redis.Redis() as r:
        print("client:", await r.ping(), await clients(watcher))
    print("closed:", await clients(watcher))

    try:
        async with redis.Redis() as r:
            await r.ping()
            raise RuntimeError("something else")
    except RuntimeError:
        print("closed by an error:", await clients(watcher))

    async with redis.ConnectionPool() as pool:
        r = redis.Redis(connection_pool=pool)
        async with r.pipeline() as pipe:
            print("pipeline:", await pipe.incr("n").incr("n").execute())
        async with r.pubsub() as pubsub:
            await pubsub.subscribe("news")
            print("pubsub:", (await pubsub.get_message(timeout=1))["type"])
        print("no subscription left:", await watcher.pubsub_numsub("news"))
        async with r.lock("door", timeout=10):
            print("lock:", await r.exists("door"))
        print("released:", await r.exists("door"))
    print("closed:", await clients(watcher))
    await watcher.aclose()


asyncio.run(main())
