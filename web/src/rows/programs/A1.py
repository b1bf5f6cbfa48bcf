import asyncio
from redis import asyncio as aioredis


async def main():
    client = aioredis.from_url("redis://localhost")
    await asyncio.sleep(1)  # nothing has been connected yet
    print(await client.ping())
    await client.aclose()


asyncio.run(main())
