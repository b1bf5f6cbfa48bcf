from cache_service import *

import aioredis


async def main():
    app.pool = await aioredis.create_redis_pool("redis://localhost", minsize=1, encoding="utf-8")
    await app.pool.mset("greeting", "hello", "empty", "", "zero", 0)
    await app.pool.setex("brief", 1, "soon gone")
    async with await start():
        for key in "greeting", "empty", "zero", "nothing", "brief":
            print(*await request("GET", f"/cache/{key}"))
        await asyncio.sleep(1)
        print(*await request("GET", "/cache/brief"))
    app.pool.close()
    await app.pool.wait_closed()


asyncio.run(main())
