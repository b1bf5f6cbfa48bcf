import asyncio

import redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff


def client(**options):
    """A client that tells of the first failure, and does not try again."""
    return redis.asyncio.Redis(retry=Retry(NoBackoff(), 0), **options)


async def main():
    try:
        await client(port=6380).ping()
    except redis.ConnectionError as error:
        print("refused:", isinstance(error, redis.RedisError))

    r, killer = client(), client()
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
