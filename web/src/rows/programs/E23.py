import asyncio
from contextlib import asynccontextmanager

from redis import asyncio as redis


class Cursor:
    """What drivers for other databases offer: execute, then fetch."""

    def __init__(self, r):
        self._r = r

    async def execute(self, pattern):
        self._keys = [key async for key in self._r.scan_iter(pattern)]

    async def fetchall(self):
        return await asyncio.gather(*[self._r.get(key) for key in sorted(self._keys)])


@asynccontextmanager
async def cursor(pool):
    async with redis.Redis(connection_pool=pool) as r:
        yield Cursor(r)


async def main():
    async with redis.ConnectionPool(decode_responses=True) as pool:
        await redis.Redis(connection_pool=pool).mset({"user:1": "ada", "user:2": "bob"})
        async with cursor(pool) as current:
            await current.execute("user:*")
            print(await current.fetchall())


asyncio.run(main())
