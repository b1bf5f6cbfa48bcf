import asyncio
import inspect
import typing
from collections.abc import Awaitable

from redis import asyncio as aioredis
from redis.typing import ResponseT

# One method for two clients: its type says "an awaitable, or the reply itself".
print(typing.get_args(ResponseT))


async def main():
    client = aioredis.from_url("redis://localhost", decode_responses=True)
    call: Awaitable[bool] = client.set("key", "value")
    print(inspect.isawaitable(call), isinstance(call, Awaitable))
    await call
    value: str = await client.get("key")
    print(value.upper())
    await client.aclose()


asyncio.run(main())
