import asyncio
import time
import redis.asyncio as redis


async def main():
    async with redis.Redis() as r:
        began = time.monotonic()
        async with r.pipeline(transaction=False) as pipe:
            for i in range(100):
                pipe.get(f"key:{i}")
            values = await pipe.execute()
        print(len(values), f"{time.monotonic() - began:.2f}")


asyncio.run(main())
