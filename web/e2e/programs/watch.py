import asyncio
import redis.asyncio as redis
from redis.exceptions import WatchError

tries = 0


async def buy(client):
    global tries
    async with client.pipeline() as pipe:
        while True:
            tries += 1
            try:
                await pipe.watch("stock")
                stock = int(await pipe.get("stock"))
                pipe.multi()
                pipe.set("stock", stock - 1)
                await pipe.execute()
                return
            except WatchError:
                continue


async def main():
    a, b = redis.Redis(), redis.Redis()
    await a.set("stock", 10)
    await asyncio.gather(buy(a), buy(b))
    print((await a.get("stock")).decode(), "tries", tries)
    await a.aclose()
    await b.aclose()


asyncio.run(main())
