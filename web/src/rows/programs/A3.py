import asyncio

import redis
from redis import asyncio as aioredis


class Shown(redis.Redis):
    """The plain client, but a command is shown in place of being sent."""

    def execute_command(self, *args, **options):
        print("plain:", *args)


class ShownToo(aioredis.Redis):
    """The asynchronous one, which shows it and sends it."""

    async def execute_command(self, *args, **options):
        print("async:", *args)
        return await super().execute_command(*args, **options)


names = "set get hset lpush sadd zadd xadd expire delete publish eval".split()
shared = [name for name in names if getattr(redis.Redis, name) is getattr(aioredis.Redis, name)]
print(len(shared), "of", len(names), "methods are the same function")


async def main():
    plain = Shown()
    async with ShownToo() as client:
        for call in (
            lambda r: r.set("greeting", "hello", ex=60),
            lambda r: r.hset("user", mapping={"name": "Ada", "born": 1815}),
            lambda r: r.zadd("scores", {"ada": 1.5}, nx=True),
        ):
            call(plain)
            print(await call(client))


asyncio.run(main())
