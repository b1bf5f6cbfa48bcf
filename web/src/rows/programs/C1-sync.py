import asyncio
import time

import redis

r = redis.Redis()
r.ping()
start = time.monotonic()
for n in range(100):
    r.set(f"key:{n}", n)
print(f"one waits for the other: {time.monotonic() - start:.2f} s")


async def main():
    async with redis.asyncio.Redis(max_connections=100) as client:
        start = time.monotonic()
        await asyncio.gather(*[client.set(f"key:{n}", n) for n in range(100)])
        print(f"all at once: {time.monotonic() - start:.2f} s")


asyncio.run(main())
r.close()
