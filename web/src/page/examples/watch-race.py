# Two clients add to one counter. Each reads it first and
# writes it later, so one of them can overwrite the other.
# WATCH lets Redis notice: the loser's EXEC does nothing.

import asyncio
import redis.asyncio as redis


async def add(name, r):
    async with r.pipeline() as pipe:
        for attempt in range(1, 10):
            try:
                await pipe.watch("counter")
                value = int(await pipe.get("counter"))
                pipe.multi()
                pipe.set("counter", value + 1)
                await pipe.execute()
                print(f"{name}: wrote {value + 1} at attempt {attempt}")
                return
            except redis.WatchError:
                print(f"{name}: somebody was faster, once more")


async def main():
    async with redis.Redis() as anna, redis.Redis() as ben:
        await anna.set("counter", 0)
        await asyncio.gather(add("Anna", anna), add("Ben", ben))
        print("counter is", int(await anna.get("counter")))


asyncio.run(main())
