import asyncio

import redis


async def main():
    r = redis.asyncio.Redis(client_name="worker")
    killer = redis.asyncio.Redis()
    waiting = asyncio.create_task(r.blpop("jobs"))
    await asyncio.sleep(0.1)
    print("killed:", await killer.client_kill_filter(_type="normal", skipme=True))
    await asyncio.sleep(1)
    await killer.rpush("jobs", "sweep")
    print("tried again by itself:", await waiting)
    await killer.aclose()
    await r.aclose()


asyncio.run(main())
