import asyncio
import redis.asyncio as redis


async def main():
    async with redis.Redis(host="localhost", decode_responses=True) as r:
        print(await r.set("greeting", "hello", ex=60))
        print(await r.get("greeting"))
        print(await r.get("nothing"))
        print(await r.incr("visits"))


asyncio.run(main())
