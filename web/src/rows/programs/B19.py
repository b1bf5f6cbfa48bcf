import asyncio

import redis
import redis.asyncio
import redis.exceptions

for name in ("ConnectionError", "TimeoutError", "ResponseError", "WatchError", "RedisError"):
    classes = {getattr(module, name) for module in (redis, redis.asyncio, redis.exceptions)}
    print(name, len(classes))


async def main():
    async with redis.asyncio.Redis() as r:
        await r.set("word", "abc")
        try:
            await r.incr("word")
        except redis.ResponseError as error:
            print(type(error).__module__, error)


asyncio.run(main())
