from cache_service import *

import aioredis


async def main():
    app.pool = await aioredis.create_redis_pool("redis://localhost", minsize=1, encoding="utf-8")
    async with await start():
        print(*await request("POST", "/cache/greeting", value="hello"))
        print(*await request("DELETE", "/cache/greeting"))
        print(*await request("DELETE", "/cache/greeting"))
        print(*await request("GET", "/cache/greeting"))
        await request("POST", "/cache/contested", value="once")
        for answer in await asyncio.gather(*[request("DELETE", "/cache/contested") for _ in range(3)]):
            print(*answer)
    app.pool.close()
    await app.pool.wait_closed()


asyncio.run(main())
