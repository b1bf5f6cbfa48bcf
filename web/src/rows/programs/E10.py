import asyncio

from redis import asyncio as redis


class Connected:
    async def __aenter__(self):
        self.redis = redis.Redis()
        await self.redis.ping()
        print("entered")
        return self.redis

    async def __aexit__(self, kind, error, traceback):
        print("left with", repr(error))
        await self.redis.aclose()


async def main():
    async with Connected() as r:
        print(await r.set("key", "value"))
    try:
        async with Connected() as r:
            raise ValueError("in the middle")
    except ValueError as error:
        print("caught:", error)


asyncio.run(main())
