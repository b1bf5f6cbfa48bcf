import asyncio

import redis.asyncio as redis


async def main():
    r = redis.Redis(decode_responses=True)
    await r.set("name", "Ada")
    for transaction in True, False:
        pipe = r.pipeline(transaction=transaction)
        pipe.incr("visits").incr("name").incr("visits")
        print(await pipe.execute(raise_on_error=False))
    try:
        await r.pipeline().incr("visits").incr("name").incr("visits").execute()
    except redis.ResponseError as error:
        print(error)
    print(await r.get("visits"))
    await r.aclose()


asyncio.run(main())
