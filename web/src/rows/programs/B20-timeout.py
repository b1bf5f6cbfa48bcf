import asyncio

import redis


async def main():
    r = redis.asyncio.Redis(socket_timeout=1)
    try:
        await r.ping()
    except redis.TimeoutError as error:
        print(isinstance(error, redis.RedisError), isinstance(error, redis.ConnectionError))
    patient = redis.asyncio.Redis(socket_timeout=5)
    print(await patient.ping())
    await r.aclose()
    await patient.aclose()


asyncio.run(main())
