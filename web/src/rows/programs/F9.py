import asyncio

from redis import asyncio as redis


async def decrement(r, watched, goes_on):
    """Takes one from the stock; says when it watches, and waits until it may go on."""
    async with r.pipeline() as pipe:
        await pipe.watch("stock")
        stock = int(await pipe.get("stock"))
        watched.set()
        await goes_on.wait()
        pipe.multi()
        pipe.set("stock", stock - 1)
        try:
            await pipe.execute()
            return "won"
        except redis.WatchError:
            return "lost"


async def race(r, other_first):
    watched, goes_on = asyncio.Event(), asyncio.Event()
    buying = asyncio.create_task(decrement(r, watched, goes_on))
    await watched.wait()
    if other_first:
        await r.set("stock", 100)
        goes_on.set()
        return await buying
    goes_on.set()
    outcome = await buying
    await r.set("stock", 100)
    return outcome


async def main():
    async with redis.Redis() as r:
        await r.set("stock", 100)
        print("the other first:", [await race(r, other_first=True) for _ in range(3)])
        print("the buyer first:", [await race(r, other_first=False) for _ in range(3)])


asyncio.run(main())
