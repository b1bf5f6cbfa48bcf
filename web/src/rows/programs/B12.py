import asyncio

import redis.asyncio as redis


async def main():
    r = redis.Redis()
    print("at most", r.connection_pool.max_connections)
    replies = await asyncio.gather(*[r.ping() for _ in range(1000)], return_exceptions=True)
    print(replies.count(True), "of", len(replies))
    print({repr(reply) for reply in replies if reply is not True})
    await r.aclose()

    advised = redis.Redis(max_connections=50)
    print(advised.connection_pool.max_connections)


asyncio.run(main())
