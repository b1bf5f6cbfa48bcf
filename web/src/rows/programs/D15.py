import asyncio
import time

from redis import asyncio as redis


async def main():
    for size in 1, 10, 50, 100:
        pool = redis.BlockingConnectionPool(max_connections=size, timeout=None)
        r = redis.Redis(connection_pool=pool)
        start = time.perf_counter()
        await asyncio.gather(*[r.incr("requests") for _ in range(200)])
        seconds = time.perf_counter() - start
        print(f"{size:3} connections: {seconds:.2f} s, {200 / seconds:.0f} requests a second")
        await pool.aclose()


asyncio.run(main())
