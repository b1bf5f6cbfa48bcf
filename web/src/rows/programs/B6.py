import asyncio

import redis
import redis.asyncio
from redis.commands import CoreCommands

names = [name for name in dir(CoreCommands) if not name.startswith("_")]
print([name for name in names if not hasattr(redis.asyncio.Redis, name)])


async def main():
    r = redis.asyncio.Redis(decode_responses=True)
    await r.set("counter", 10)
    await r.incrby("counter", 5)
    await r.hset("user:1", mapping={"name": "Ada"})
    await r.expire("user:1", 3600)
    print(await r.get("counter"), await r.hgetall("user:1"), await r.ttl("user:1"))
    await r.aclose()


asyncio.run(main())
