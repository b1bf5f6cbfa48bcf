import asyncio
import inspect

import redis.asyncio as redis


async def main():
    plain = redis.Redis(host="localhost", port=6379, db=0)
    print(inspect.iscoroutinefunction(redis.Redis), isinstance(plain, redis.Redis))
    print(await plain.ping())

    awaited = await redis.Redis(single_connection_client=True)
    print(isinstance(awaited, redis.Redis), await awaited.ping())
    for r in plain, awaited:
        await r.aclose()


asyncio.run(main())
