import asyncio

import redis.asyncio as redis

retries = 0


async def increment(r):
    global retries
    async with r.pipeline() as pipe:
        while True:
            try:
                await pipe.watch("counter")
                value = int(await pipe.get("counter") or 0)
                pipe.multi()
                pipe.set("counter", value + 1)
                await pipe.execute()
                return
            except redis.WatchError:
                retries += 1


async def main():
    r = redis.Redis()
    await asyncio.gather(*[increment(r) for _ in range(20)])
    print(int(await r.get("counter")), "after", retries, "retries")
    await r.aclose()


asyncio.run(main())
