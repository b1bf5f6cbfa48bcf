import asyncio

from redis import asyncio as redis


async def main():
    async with redis.Redis(decode_responses=True) as r:
        async with r.monitor() as monitor:
            await r.set("key", "value")
            async for seen in monitor.listen():
                print(seen["command"], seen["db"])
                if seen["command"].startswith("GET"):
                    break
                await r.get("key")


asyncio.run(main())
