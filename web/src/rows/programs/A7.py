import asyncio
import inspect

import redis
from redis import asyncio as aioredis
from redis.commands import AsyncCoreCommands, CoreCommands


def commands(of):
    return {name for name in dir(of) if not name.startswith("_")}


def is_async(name):
    method = getattr(AsyncCoreCommands, name)
    return inspect.iscoroutinefunction(method) or inspect.isasyncgenfunction(method)


shared = commands(CoreCommands) & commands(AsyncCoreCommands)
print("more than 200 commands:", len(shared) > 200)
print("written for asyncio alone:", sorted(filter(is_async, shared)))
print("only in one of them:", sorted(commands(CoreCommands) ^ commands(AsyncCoreCommands)))


async def main():
    async with aioredis.Redis() as client:
        print(await client.incr("visits"), [key async for key in client.scan_iter()])


asyncio.run(main())
