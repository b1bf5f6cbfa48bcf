import asyncio

from redis import asyncio as redis


async def main():
    async with redis.Redis() as r:
        print(await r.ping())


asyncio.run(main())

import aioredis
