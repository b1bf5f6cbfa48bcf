import asyncio

import aioredis

print(aioredis.__version__)


async def main():
    redis = await aioredis.create_redis_pool("redis://localhost", encoding="utf-8")
    await redis.set("key", "value")
    print(await redis.get("key"))
    redis.close()
    await redis.wait_closed()


asyncio.run(main())

from aioredis import from_url
