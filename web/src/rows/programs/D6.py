import asyncio
from contextlib import aclosing

import aioredis


async def get_redis():
    redis = await aioredis.create_redis_pool("redis://localhost", minsize=10, maxsize=50)
    try:
        yield redis
    finally:
        redis.close()
        await redis.wait_closed()


async def handle(n):
    async with aclosing(get_redis()) as dependency:
        async for redis in dependency:
            return await redis.incr("requests")


async def main():
    admin = await aioredis.create_redis("redis://localhost", encoding="utf-8")

    async def connections():
        return len((await admin.execute("CLIENT", "LIST")).splitlines()) - 1

    print(await connections())
    for n in range(3):
        print(await handle(n), await connections())
    admin.close()
    await admin.wait_closed()


asyncio.run(main())
