import asyncio

import redis

r = redis.Redis(decode_responses=True)
r.mset({"prefix:1": 1, "prefix:2": 2, "other": 3})
print(sorted(r.scan_iter("prefix:*")), list(r.scan_iter("none:*")))


async def main():
    try:
        async for key in r.scan_iter("prefix:*"):
            print(key)
    except TypeError as error:
        print(error)


asyncio.run(main())
r.close()
