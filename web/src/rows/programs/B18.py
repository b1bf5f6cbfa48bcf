import asyncio

import redis.asyncio as redis


async def main():
    r = redis.Redis(decode_responses=True)
    await r.hset("user", mapping={"name": "Ada", "born": 1815})
    user = await r.hgetall("user")
    print(type(user), user)
    print(user.keys() & {"name", "email"}, await r.hgetall("nobody"))
    await r.aclose()


asyncio.run(main())
