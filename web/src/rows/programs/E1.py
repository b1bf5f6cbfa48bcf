import asyncio

from redis import asyncio as redis


async def fetch(r, key):
    return await r.get(key)


async def main():
    async with redis.Redis(decode_responses=True) as r:
        await r.set("name", "Ada")
        task = asyncio.create_task(fetch(r, "name"))
        print(isinstance(task, asyncio.Future), task.done())
        try:
            task.result()
        except asyncio.InvalidStateError as error:
            print(error)
        print(await task, task.done(), task.result())


asyncio.run(main())
