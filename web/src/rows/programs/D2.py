import asyncio

import aioredis


async def main():
    redis = await aioredis.create_redis_pool(
        ("localhost", 6379), db=0, encoding="utf-8", minsize=10, maxsize=50
    )
    pool = redis.connection
    print(pool.size, pool.freesize, pool.minsize, pool.maxsize)
    await redis.set("greeting", "hello")
    print(await redis.get("greeting"))
    redis.close()
    await redis.wait_closed()


asyncio.run(main())
