# A worker waits for jobs with BLPOP. Only its connection
# is blocked: the other task goes on, and pushes a job
# every 50 ms.

import asyncio
import redis.asyncio as redis


async def worker(r):
    while True:
        _, job = await r.blpop("jobs")
        if job == "stop":
            return
        print(f"worker: got {job}")


async def boss(r):
    for n in range(1, 4):
        await asyncio.sleep(0.05)
        await r.rpush("jobs", f"job {n}")
    await r.rpush("jobs", "stop")


async def main():
    async with redis.Redis(decode_responses=True) as r:
        await asyncio.gather(worker(r), boss(r))
        print("nothing left:", await r.llen("jobs"))


asyncio.run(main())
