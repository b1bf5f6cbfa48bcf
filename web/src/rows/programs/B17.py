import asyncio

import redis.asyncio as redis


async def main():
    r = redis.Redis(decode_responses=True)
    await r.mset({f"key:{n}": n for n in range(10_000)})
    found = [key async for key in r.scan_iter("key:*", count=1000)]
    print(len(set(found)), "keys,", len(found) - len(set(found)), "twice")
    await r.hset("hash", mapping={f"field:{n}": n for n in range(1000)})
    await r.sadd("set", *range(1000))
    await r.zadd("zset", {f"member:{n}": n for n in range(1000)})
    print(len({field async for field, _ in r.hscan_iter("hash", count=100)}))
    print(len({member async for member in r.sscan_iter("set", count=100)}))
    print(len({member async for member, _ in r.zscan_iter("zset", count=100)}))
    print(sorted([field async for field, _ in r.hscan_iter("hash", match="field:99*")]))
    print([key async for key in r.scan_iter(count=5000, _type="zset")])
    await r.aclose()


asyncio.run(main())
