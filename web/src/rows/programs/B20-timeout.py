import asyncio

import redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff


async def main():
    hasty = redis.asyncio.Redis(
        socket_timeout=1, socket_connect_timeout=5, retry=Retry(NoBackoff(), 0)
    )
    try:
        await hasty.ping()
    except redis.TimeoutError as error:
        print(isinstance(error, redis.RedisError), isinstance(error, redis.ConnectionError))
    patient = redis.asyncio.Redis(socket_timeout=5)
    print(await patient.ping())
    await hasty.aclose()
    await patient.aclose()


asyncio.run(main())
