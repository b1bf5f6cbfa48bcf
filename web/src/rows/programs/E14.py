import asyncio

import aioredis


async def main():
    for url in "redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/3":
        redis = await aioredis.create_redis(url)
        print(redis, redis.db)
        redis.close()
        await redis.wait_closed()


asyncio.run(main())
