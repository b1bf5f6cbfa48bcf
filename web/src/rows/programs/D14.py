import asyncio

import aioredis


class App:
    async def startup(self):
        self.redis = await aioredis.create_redis_pool("redis://localhost", minsize=2, maxsize=5)

    async def shutdown(self):
        self.redis.close()
        await self.redis.wait_closed()

    async def __call__(self, path):
        return path, await self.redis.incr(f"visits:{path}")


async def main():
    app = App()
    await app.startup()
    print(await asyncio.gather(*[app(path) for path in ("/", "/about", "/")]))
    await app.shutdown()


asyncio.run(main())
