import asyncio

import aioredis
from aioredis import Redis

POOL = aioredis.ConnectionsPool("redis://127.0.0.1:6379/0", None, minsize=1, maxsize=10)


async def main():
    connection = await POOL.acquire()
    redis = Redis(connection)
    await redis.hmset_dict("car", colour="red")
    print(await redis.hgetall("car", encoding="utf-8"))
    print(POOL, POOL.size, POOL.freesize)
    POOL.release(connection)
    print(POOL, POOL.size, POOL.freesize)
    POOL.close()
    await POOL.wait_closed()


asyncio.run(main())
