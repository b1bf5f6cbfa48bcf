import asyncio
import time
import redis.asyncio as redis


async def main():
    async with redis.Redis() as r:
        began = time.monotonic()
        values = [await r.get(f"key:{i}") for i in range(100)]
        print(len(values), f"{time.monotonic() - began:.2f}")


asyncio.run(main())
