import asyncio

import redis.asyncio as redis


async def worker(r):
    queue, job = await r.blpop("jobs")
    print(queue, job)


async def main():
    r = redis.Redis(decode_responses=True)
    waiting = asyncio.create_task(worker(r))
    await asyncio.sleep(0)
    for _ in range(1000):
        await r.get("nothing")
    print("1000 gets later, the worker waits:", not waiting.done())
    await r.rpush("jobs", "sweep")
    await waiting
    await r.aclose()


asyncio.run(main())
