import asyncio
import time

import redis

r = redis.Redis(decode_responses=True)
r.set("key", "value")


async def main():
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, r.get, "key"), round(time.monotonic(), 3))
    print(await asyncio.to_thread(r.incr, "visits"), round(time.monotonic(), 3))


asyncio.run(main())
r.close()
