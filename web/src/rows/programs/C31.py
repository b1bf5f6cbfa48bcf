import asyncio
import aioredis


async def main():
    redis = yield from aioredis.create_redis(("localhost", 6379))
    print((yield from redis.get("key")))


asyncio.run(main())
