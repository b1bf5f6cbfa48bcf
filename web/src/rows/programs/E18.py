import asyncio

import aioredis


async def execute(address, password):
    redis = await aioredis.create_redis_pool(address, password=password)
    await redis.hmset_dict("car", address=address)
    print(await redis.hgetall("car", encoding="utf-8"))
    redis.close()
    await redis.wait_closed()


async def main():
    await asyncio.gather(
        execute("redis://127.0.0.1:6379/0", None),
        execute("redis://127.0.0.1:6379/1", None),
    )


asyncio.run(main())
