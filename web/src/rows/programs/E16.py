import asyncio

import aioredis


async def main():
    redis = await aioredis.create_redis("redis://127.0.0.1:6379/0")
    await redis.hmset_dict("car", colour="red", wheels=4)
    print(await redis.hgetall("car"))
    print(await redis.hgetall("car", encoding="utf-8"))
    redis.close()
    await redis.wait_closed()


asyncio.run(main())
