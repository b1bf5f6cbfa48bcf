import asyncio
import time

from redis import asyncio as redis


def query():
    """A driver without asyncio."""
    time.sleep(0.5)
    return "rows"


async def tick(times):
    for _ in range(4):
        times.append(round(asyncio.get_running_loop().time(), 2))
        await asyncio.sleep(0.1)


async def main():
    async with redis.Redis() as r:
        for how in "on the loop", "in a thread":
            times = []
            ticking = asyncio.create_task(tick(times))
            await asyncio.sleep(0)
            rows = query() if how == "on the loop" else await asyncio.to_thread(query)
            await r.set("cached", rows)
            await ticking
            print(how, times)


asyncio.run(main())
