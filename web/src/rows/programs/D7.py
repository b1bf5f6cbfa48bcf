from cache_service import *

import aioredis


class Shelf(dict):
    """Stands in for Redis, as in a test of the routes."""

    async def set(self, key, value):
        self[key] = value

    async def get(self, key):
        return self[key]


shelf = Shelf()


async def get_shelf():
    print("  taken from the shelf")
    try:
        yield shelf
    finally:
        print("  put back")


async def main():
    app.pool = await aioredis.create_redis_pool("redis://localhost", minsize=1, encoding="utf-8")
    async with await start():
        print(*await request("POST", "/cache/tea", value="green"))
        app.overrides[get_redis_pool] = get_shelf
        print(*await request("POST", "/cache/tea", value="black"))
        print(*await request("GET", "/cache/tea"))
        print(*await request("GET", "/cache/milk"))
        del app.overrides[get_redis_pool]
        print(*await request("GET", "/cache/tea"))
    app.pool.close()
    await app.pool.wait_closed()


asyncio.run(main())
