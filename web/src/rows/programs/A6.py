import asyncio

from redis import asyncio as aioredis


async def main():
    async with aioredis.from_url("redis://localhost") as client:
        client.set("key", "value")
        print(await client.get("key"))


asyncio.run(main())
