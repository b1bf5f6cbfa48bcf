import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from redis import asyncio as redis


def work(n):
    time.sleep(1)
    print("worked", n)


async def tick(client):
    for _ in range(4):
        await asyncio.sleep(0.5)
        print("tick", await client.incr("ticks"))


async def main():
    loop = asyncio.get_running_loop()
    async with redis.Redis() as client:
        ticking = asyncio.create_task(tick(client))
        with ThreadPoolExecutor(max_workers=2) as pool:
            await asyncio.gather(*(loop.run_in_executor(pool, work, n) for n in range(3)))
        time.sleep(1)
        print("the loop slept, and every task with it")
        await ticking


asyncio.run(main())
