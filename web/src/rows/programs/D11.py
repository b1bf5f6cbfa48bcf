from cache_service import *

import aioredis


async def where_nobody_listens():
    yield await aioredis.create_redis("redis://localhost:6380")


async def kill_in(seconds, admin):
    await asyncio.sleep(seconds)
    print("killed:", await admin.execute("CLIENT", "KILL", "TYPE", "normal"))


async def main():
    admin = await aioredis.create_redis("redis://localhost", encoding="utf-8")
    app.pool = await aioredis.create_redis_pool("redis://localhost", minsize=1, encoding="utf-8")
    async with await start():
        await admin.rpush("list", "a")
        print(*await request("GET", "/cache/list"))
        answer, _ = await asyncio.gather(request("GET", "/cache/key"), kill_in(0.012, admin))
        print(*answer)
        print("and on with a new connection:", *await request("GET", "/cache/key"))
        app.overrides[get_redis_pool] = where_nobody_listens
        print(*await request("GET", "/cache/key"))
        print(*await request("PUT", "/cache/key"))
        print(*await request("GET", "/caches/key"))
    for client in admin, app.pool:
        client.close()
        await client.wait_closed()


asyncio.run(main())
