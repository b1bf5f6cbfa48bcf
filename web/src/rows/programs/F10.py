import asyncio
import time

import uvloop
from redis import asyncio as redis


async def measure():
    async with redis.Redis() as r:
        await r.set("key", "value")
        start = time.perf_counter()
        for _ in range(100):
            await r.get("key")
        awaited = time.perf_counter() - start
        start = time.perf_counter()
        async with r.pipeline(transaction=False) as pipe:
            for _ in range(100):
                pipe.get("key")
            await pipe.execute()
        return f"one by one {awaited:.2f} s, in a pipeline {time.perf_counter() - start:.2f} s"


print("asyncio:", asyncio.run(measure()))
print("uvloop: ", uvloop.run(measure()))
