import asyncio

import redis.asyncio as redis


async def main():
    r = redis.Redis()
    tries = 0

    async def add_one(pipe):
        nonlocal tries
        tries += 1
        value = int(await pipe.get("counter") or 0)
        pipe.multi()
        pipe.set("counter", value + 1)

    await asyncio.gather(*[r.transaction(add_one, "counter") for _ in range(20)])
    print(int(await r.get("counter")), tries)
    await r.aclose()


asyncio.run(main())
