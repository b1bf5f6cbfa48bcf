import asyncio

from redis import asyncio as aioredis


async def main():
    client = aioredis.from_url("redis://localhost", decode_responses=True)
    watcher = aioredis.from_url("redis://localhost")

    async def processed():
        return (await watcher.info("stats"))["total_commands_processed"]

    await watcher.config_resetstat()
    before = await processed()
    call = client.set("key", "value")
    await asyncio.sleep(1)
    print("commands while nobody awaits:", await processed() - before - 1)
    print(await call)
    print("and then:", await processed() - before - 2)
    await client.aclose()
    await watcher.aclose()


asyncio.run(main())
