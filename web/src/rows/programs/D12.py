import asyncio

import aioredis


async def main():
    redis = await aioredis.create_redis_pool("redis://localhost", encoding="utf-8")
    await redis.set("city", "Köln")
    await redis.rpush("list", "a", "b")
    await redis.hmset_dict("user", name="Zoë")
    print(await redis.get("city"), await redis.lrange("list", 0, -1))
    print(await redis.hgetall("user"), sorted(await redis.keys("*")))
    print(await redis.get("city", encoding=None), await redis.get("nothing"))
    redis.close()
    await redis.wait_closed()


asyncio.run(main())
