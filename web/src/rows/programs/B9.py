import asyncio

import redis
import redis.asyncio


async def main():
    for client, pool in (
        (redis.asyncio.Redis, redis.ConnectionPool()),
        (redis.Redis, redis.asyncio.ConnectionPool()),
    ):
        try:
            client(connection_pool=pool)
        except TypeError as error:
            print(error)
    async with redis.asyncio.Redis(connection_pool=redis.asyncio.ConnectionPool()) as r:
        print(await r.ping())
        await r.connection_pool.disconnect()


asyncio.run(main())
