import asyncio

import redis


async def main():
    nobody = redis.asyncio.Redis(port=6380)
    try:
        await nobody.ping()
    except redis.ConnectionError as error:
        print("refused:", isinstance(error, redis.RedisError))

    r = redis.asyncio.Redis()
    killer = redis.asyncio.Redis()
    waiting = asyncio.create_task(r.blpop("never"))
    await asyncio.sleep(0.1)
    print("killed:", await killer.client_kill_filter(_type="normal", skipme=True))
    try:
        await waiting
    except redis.ConnectionError as error:
        print("lost:", type(error).__name__)
    print("and on with a new connection:", await r.ping())
    await killer.aclose()
    await r.aclose()


asyncio.run(main())
