import asyncio

import redis.asyncio as redis


async def five(pool):
    r = redis.Redis(connection_pool=pool)
    replies = await asyncio.gather(*[r.ping() for _ in range(5)], return_exceptions=True)
    print(replies)
    await pool.disconnect()


async def main():
    await five(redis.ConnectionPool(max_connections=2))
    await five(redis.BlockingConnectionPool(max_connections=2, timeout=1))
    pool = redis.BlockingConnectionPool(max_connections=1, timeout=0.5)
    r = redis.Redis(connection_pool=pool)
    blocking = asyncio.create_task(r.blpop("never", timeout=2))
    await asyncio.sleep(0.1)
    try:
        await r.ping()
    except redis.ConnectionError as error:
        print(error, round(asyncio.get_running_loop().time(), 2))
    print(await blocking)
    await pool.disconnect()


asyncio.run(main())
