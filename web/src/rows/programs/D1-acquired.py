import asyncio

import aioredis


async def request(pool, n):
    async with pool.get() as connection:
        return await aioredis.Redis(connection).incr("requests")


async def main():
    pool = await aioredis.create_pool("redis://localhost", minsize=1, maxsize=10)
    counts = await asyncio.gather(*[request(pool, n) for n in range(1000)])
    print(sorted(counts) == list(range(1, 1001)), pool.size, pool.freesize)
    pool.close()
    await pool.wait_closed()


asyncio.run(main())
