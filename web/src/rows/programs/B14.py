import asyncio
from contextlib import asynccontextmanager

import redis.asyncio as redis


@asynccontextmanager
async def lifespan():
    pool = redis.ConnectionPool.from_url("redis://localhost")
    try:
        yield redis.Redis(connection_pool=pool)
    finally:
        await pool.disconnect()


async def main():
    watcher = redis.Redis(client_name="watcher")

    async def others():
        return [c["name"] for c in await watcher.client_list() if c["name"] != "watcher"]

    async with lifespan() as app_redis:
        await asyncio.gather(*[app_redis.incr("visits") for _ in range(5)])
        print("while it runs:", len(await others()))
    print("after shutdown:", len(await others()))
    await watcher.aclose()


asyncio.run(main())
