import asyncio

from redis import asyncio as redis


async def show(r):
    print(await r.get("name"))
    print(await r.hgetall("user"))
    print(await r.lrange("list", 0, -1), sorted(await r.keys()))
    print(await r.zrange("scores", 0, -1, withscores=True))
    print(await r.xrange("log"))


async def main():
    as_bytes = redis.from_url("redis://localhost")
    as_text = redis.from_url("redis://localhost", decode_responses=True)
    await as_bytes.set("name", "Zoë")
    await as_bytes.hset("user", "city", "Köln")
    await as_bytes.rpush("list", "a")
    await as_bytes.zadd("scores", {"ada": 1})
    await as_bytes.xadd("log", {"did": "sign up"}, id="1-1")
    await show(as_bytes)
    await show(as_text)
    await as_bytes.aclose()
    await as_text.aclose()


asyncio.run(main())
