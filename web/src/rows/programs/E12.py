import asyncio
import warnings

import uvloop
from redis import asyncio as redis

warnings.simplefilter("ignore", DeprecationWarning)  # loop policies go with Python 3.16
asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())


async def main():
    async with redis.Redis() as r:
        print(await asyncio.gather(*[r.incr("n") for _ in range(5)]))
    print(isinstance(asyncio.get_running_loop(), uvloop.Loop))


asyncio.run(main())
