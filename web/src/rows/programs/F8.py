from cache_service import *

from redis import asyncio as redis


async def timed_request():
    start = asyncio.get_running_loop().time()
    await request("GET", "/cache/tea")
    return (asyncio.get_running_loop().time() - start) * 1000


async def main():
    admin = redis.Redis()
    await admin.set("tea", "green")
    print("pool  connections  mean ms  worst ms")
    async with await start():
        for size in 1, 2, 3, 4, 5, 6, 8, 12, 16, 24, 32:
            pool = redis.BlockingConnectionPool(max_connections=size, decode_responses=True)
            app.pool = redis.Redis(connection_pool=pool)
            times = await asyncio.gather(*[timed_request() for _ in range(24)])
            connections = len(await admin.client_list()) - 1
            mean = sum(times) / len(times)
            print(f"{size:4}  {connections:11}  {mean:7.0f}  {max(times):8.0f}  {'#' * round(mean / 5)}")
            await pool.disconnect()
    await admin.aclose()


asyncio.run(main())
