# Three ways to read a hundred keys, over a network
# whose round trip takes 10 ms. Press Run, then look at
# the timeline: what does each way wait for?

import asyncio
import redis.asyncio as redis


async def one_by_one(r):
    return [await r.get(f"key:{i}") for i in range(100)]


async def gathered(r):
    return await asyncio.gather(*(r.get(f"key:{i}") for i in range(100)))


async def pipelined(r):
    async with r.pipeline(transaction=False) as pipe:
        for i in range(100):
            pipe.get(f"key:{i}")
        return await pipe.execute()


async def timed(name, work):
    clock = asyncio.get_running_loop().time
    start = clock()
    values = await work
    print(f"{name:<20}{(clock() - start) * 1000:6.0f} ms for {len(values)} values")


async def main():
    async with redis.Redis(decode_responses=True) as r:
        await r.mset({f"key:{i}": i for i in range(100)})
        await timed("one after another", one_by_one(r))
        await timed("gathered", gathered(r))
        await timed("in a pipeline", pipelined(r))


asyncio.run(main())
