import asyncio

import redis.asyncio as redis


async def main():
    r = redis.Redis(decode_responses=True)
    await r.mset({"user:1": "ada", "user:2": "bob", "order:1": "tea"})
    print(sorted([key async for key in r.scan_iter("user:*")]))
    try:
        for key in r.scan_iter("user:*"):
            print(key)
    except TypeError as error:
        print("TypeError:", error)
    await r.aclose()


asyncio.run(main())
