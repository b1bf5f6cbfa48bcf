import asyncio

import redis.asyncio as redis


async def main():
    one = redis.from_url("redis://localhost")
    two = redis.from_url("redis://localhost")
    print("the same pool:", one.connection_pool is two.connection_pool)
    await one.ping()
    await two.ping()
    await one.aclose()
    print(one.auto_close_connection_pool, len(await two.client_list()))

    pool = redis.ConnectionPool()
    guest = redis.Redis(connection_pool=pool)
    await guest.ping()
    await guest.aclose()
    print(guest.auto_close_connection_pool, len(await two.client_list()))
    await pool.disconnect()
    await two.aclose()


asyncio.run(main())
