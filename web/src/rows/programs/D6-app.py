import asyncio

import aioredis

app = {}


async def get_redis():
    return app["redis"]


async def handle(n):
    redis = await get_redis()
    return await redis.incr("requests")


async def main():
    app["redis"] = await aioredis.create_redis_pool("redis://localhost", minsize=10, maxsize=50)
    try:
        for n in range(3):
            print(await handle(n))
    finally:
        app["redis"].close()
        await app["redis"].wait_closed()


asyncio.run(main())
