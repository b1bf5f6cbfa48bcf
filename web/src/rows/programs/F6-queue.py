import asyncio

from redis import asyncio as redis


async def consume(queue):
    while True:
        print(await queue.get())


async def main():
    queue = asyncio.Queue()
    async with redis.Redis() as r, asyncio.TaskGroup() as group:
        group.create_task(consume(queue), name="consumer")
        group.create_task(r.blpop("jobs"), name="popper")
        await queue.put("the only job")


asyncio.run(main())
