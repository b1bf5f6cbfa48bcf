import asyncio

from redis import asyncio as redis


async def main():
    r = redis.Redis(single_connection_client=True)
    await r.initialize()  # connect
    await r.set("key", "value")  # write and read
    print(await r.get("key"))
    await r.aclose()  # disconnect


asyncio.run(main())
