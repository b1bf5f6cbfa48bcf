import asyncio

import aioredis


async def borrow(pool, name):
    connection = await pool.acquire()
    print(name, "has one at", round(asyncio.get_running_loop().time(), 2))
    await asyncio.sleep(1)
    pool.release(connection)


async def main():
    pool = await aioredis.create_pool("redis://localhost", minsize=3, maxsize=3)
    await asyncio.gather(*[borrow(pool, name) for name in ("ada", "bob", "cyd", "dan", "eve")])
    print(pool.size, pool.freesize)
    pool.close()
    await pool.wait_closed()


asyncio.run(main())
