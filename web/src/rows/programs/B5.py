import asyncio

import redis.asyncio as redis


async def main():
    pool = redis.ConnectionPool.from_url("redis://localhost:6379/2", decode_responses=True)
    print(repr(pool))
    r = redis.Redis(connection_pool=pool)
    print(await r.set("where", "database 2"), await r.get("where"))
    await r.aclose()
    await pool.aclose()

    plain = redis.Redis(decode_responses=True)
    print(await plain.get("where"))
    await plain.aclose()


asyncio.run(main())
