import asyncio

import redis.asyncio as redis

pool = redis.ConnectionPool.from_url("redis://localhost", max_connections=20)


def get_redis():
    return redis.Redis(connection_pool=pool)


async def main():
    first, second = get_redis(), get_redis()
    print(first.connection_pool is pool, second.connection_pool is pool)
    await first.set("from", "first")
    print(await second.get("from"))
    await first.aclose()
    print(await second.ping())
    await pool.disconnect()


asyncio.run(main())
