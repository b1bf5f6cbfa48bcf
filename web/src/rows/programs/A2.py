import asyncio
import inspect

from redis import asyncio as aioredis


async def main():
    client = aioredis.from_url("redis://localhost")
    print("declared with async def:", inspect.iscoroutinefunction(client.set))
    call = client.set("key", "value")
    print("returns a coroutine:", inspect.iscoroutine(call))
    print("awaited:", await call)
    print(await client.get("key"))
    await client.aclose()


asyncio.run(main())
