import asyncio

import aioredis


async def main():
    redis = await aioredis.create_redis("redis://127.0.0.1:6379/0")
    await redis.hmset_dict("car", key1=1, key2=2)
    await redis.hmset_dict("car", {"key3": 3}, colour="red")
    print(await redis.hgetall("car"))
    redis.close()
    await redis.wait_closed()


asyncio.run(main())
