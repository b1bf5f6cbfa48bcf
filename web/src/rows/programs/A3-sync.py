import asyncio

import redis

calls = (
    lambda r: r.set("greeting", "hello", ex=60),
    lambda r: r.hset("user", mapping={"name": "Ada", "born": 1815}),
    lambda r: r.zadd("scores", {"ada": 1.5}, nx=True),
    lambda r: r.flushdb(),
)

with redis.Redis() as plain:
    print([call(plain) for call in calls])


async def main():
    async with redis.asyncio.Redis() as client:
        print([await call(client) for call in calls])


asyncio.run(main())
