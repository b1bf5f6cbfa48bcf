import asyncio

import aioredis


async def main():
    redis = await aioredis.create_redis_pool("redis://localhost", minsize=3, maxsize=5)
    print(await redis.ping(), redis.closed)
    redis.close()
    print(redis.closed)
    await redis.wait_closed()
    redis.close()
    await redis.wait_closed()
    try:
        await redis.ping()
    except aioredis.PoolClosedError as error:
        print(error)


asyncio.run(main())
