import asyncio

from redis import asyncio as redis


async def main():
    r = redis.Redis()
    await r.ping()
    call = r.set("key", "value")
    print("called")
    await asyncio.sleep(1)
    print(await call)
    await r.aclose()


asyncio.run(main())
