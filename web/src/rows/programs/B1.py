import asyncio

try:
    from aioredis import create_redis
except ImportError as error:
    print(error)

import aioredis

try:
    aioredis.create_redis_pool
except AttributeError as error:
    print(error)


async def main():
    async with aioredis.from_url("redis://localhost", max_connections=10) as redis:
        print(await redis.ping())


asyncio.run(main())
