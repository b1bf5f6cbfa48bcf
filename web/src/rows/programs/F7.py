from cache_service import *
from collections import Counter

import aioredis


def create_pool():
    return aioredis.create_redis_pool("redis://localhost", minsize=10, maxsize=50, encoding="utf-8")


async def a_pool_for_each_request():
    pool = await create_pool()
    try:
        yield pool
    finally:
        pool.close()
        await pool.wait_closed()


async def burst(n, admin):
    async def connections():
        return int((await admin.info("stats"))["stats"]["total_connections_received"])

    before, start = await connections(), asyncio.get_running_loop().time()
    answers = await asyncio.gather(*[request("GET", "/cache/tea") for _ in range(n)])
    seconds = asyncio.get_running_loop().time() - start
    made = await connections() - before
    for (status, value), times in Counter((s, o["value"]) for s, o in answers).items():
        print(f"  {times} times {status} {value}: {made} connections, {seconds:.2f} s")


async def main():
    admin = await aioredis.create_redis("redis://localhost", encoding="utf-8")
    async with await start():
        app.pool = await create_pool()
        await request("POST", "/cache/tea", value="green")
        print("one pool for the application")
        await burst(1, admin)
        await burst(40, admin)
        print("a pool for each request")
        app.overrides[get_redis_pool] = a_pool_for_each_request
        await burst(1, admin)
        await burst(40, admin)
    for client in admin, app.pool:
        client.close()
        await client.wait_closed()


asyncio.run(main())
