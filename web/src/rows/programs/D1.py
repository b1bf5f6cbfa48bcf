import asyncio

import aioredis


async def request(redis, n):
    await redis.incr("requests")


async def main():
    redis = await aioredis.create_redis_pool("redis://localhost", minsize=1, maxsize=10)
    await asyncio.gather(*[request(redis, n) for n in range(1000)])
    print(await redis.get("requests"), redis.connection.size)
    redis.close()
    await redis.wait_closed()


asyncio.run(main())
