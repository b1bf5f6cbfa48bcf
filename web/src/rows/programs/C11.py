import asyncio
import aioredis
from aioredis.util import encode_command


async def main():
    for number in 1.5, 1e100, 0.1 + 0.2, float("-inf"), 2**70, -1:
        print(bytes(encode_command(number)))
    redis = await aioredis.create_redis(("localhost", 6379))
    await redis.set("big", 2**70)
    await redis.set("float", 1e100)
    print(int(await redis.get("big")) == 2**70, float(await redis.get("float")) == 1e100)
    redis.close()


asyncio.run(main())
