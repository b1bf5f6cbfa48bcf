import asyncio

import aioredis


async def main():
    client = await aioredis.create_redis("redis://localhost", encoding="utf-8")
    watcher = await aioredis.create_redis("redis://localhost", encoding="utf-8")

    async def processed():
        return int((await watcher.info("stats"))["stats"]["total_commands_processed"])

    await watcher.execute("CONFIG", "RESETSTAT")
    before = await processed()
    call = client.set("key", "value")
    await asyncio.sleep(1)
    print("commands while nobody awaits:", await processed() - before - 1)
    print(await call)
    print("and then:", await processed() - before - 2)
    for redis in client, watcher:
        redis.close()
        await redis.wait_closed()


asyncio.run(main())
