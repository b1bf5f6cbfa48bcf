import asyncio

import aioredis


async def main():
    for sizes in (
        dict(minsize=20, maxsize=10),
        dict(minsize=1, maxsize=None),
        dict(minsize="1", maxsize=10),
        dict(minsize=0, maxsize=0),
    ):
        try:
            await aioredis.create_redis_pool("redis://localhost", **sizes)
        except AssertionError as error:
            print(error)
    redis = await aioredis.create_redis_pool("redis://localhost", minsize=1, maxsize=1)
    print(await redis.ping())
    redis.close()
    await redis.wait_closed()


asyncio.run(main())
