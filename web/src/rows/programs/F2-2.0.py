import asyncio

import aioredis

print(aioredis.__version__)


async def main():
    redis = aioredis.from_url("redis://localhost", decode_responses=True)
    await redis.set("key", "value")
    print(await redis.get("key"))
    await redis.connection_pool.disconnect()


asyncio.run(main())

from aioredis import create_redis_pool
