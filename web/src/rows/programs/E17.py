import asyncio

import aioredis


async def main():
    redis = await aioredis.create_redis("redis://127.0.0.1:6379/0")
    await redis.set("key", "value")
    redis.close()
    print("closed:", redis.closed)
    await redis.wait_closed()
    try:
        await redis.get("key")
    except aioredis.ConnectionClosedError as error:
        print(error)


asyncio.run(main())
