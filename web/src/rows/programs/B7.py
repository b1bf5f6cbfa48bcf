import asyncio
import inspect

import redis.asyncio as redis


async def main():
    r = redis.Redis(decode_responses=True)
    async with r.pipeline(transaction=True) as pipe:
        pipe.set("a", 1)
        pipe.incr("a")
        print(await pipe.execute())

    async with r.pipeline() as pipe:
        pipe.set("b", 1)
        forgotten = pipe.execute()
        print(inspect.iscoroutine(forgotten), len(pipe))
    print("left in the block's pipeline:", len(pipe))
    forgotten.close()
    print(await r.get("b"))
    await r.aclose()


asyncio.run(main())
