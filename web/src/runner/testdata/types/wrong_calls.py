"""What a checker has to find: each line that says so is wrong, and no other."""

import asyncio

import redis
import redis.asyncio
from redis.asyncio import Redis


async def asynchronous(r: Redis[str], raw: Redis[bytes]) -> None:
    await r.set("key", "value", expire=10)  # wrong: reportCallIssue
    await r.set("key")  # wrong: reportCallIssue
    await r.gett("key")  # wrong: reportAttributeAccessIssue
    r.set("key", "value")  # wrong: reportUnusedCoroutine
    r.get("key").upper()  # wrong: reportAttributeAccessIssue
    text: str = r.get("key")  # wrong: reportAssignmentType
    value = await r.get("key")
    value.upper()  # wrong: reportOptionalMemberAccess
    blob = await raw.get("key")
    text = blob or ""  # wrong: reportAssignmentType
    for key in r.scan_iter("user:*"):  # wrong: reportGeneralTypeIssues
        print(key)
    async with r.lock("door", time=1):  # wrong: reportCallIssue
        pass
    await r.mset(a=1)  # wrong: reportCallIssue
    await r.set("key", {"a": 1})  # wrong: reportArgumentType
    await r.set("key", None)  # wrong: reportArgumentType
    await r.expire("key", "soon")  # wrong: reportArgumentType
    await r.lrange("list")  # wrong: reportCallIssue
    async with r.pipeline() as pipe:
        pipe.sett("key", 1)  # wrong: reportAttributeAccessIssue
        pipe.set("a", 1).gett("a")  # wrong: reportAttributeAccessIssue
        pipe.execute()  # wrong: reportUnusedCoroutine
    print(text)


def synchronous(r: redis.Redis[str]) -> None:
    r.get("key").upper()  # wrong: reportOptionalMemberAccess
    r.set(key="key", value="value")  # wrong: reportCallIssue


def made() -> None:
    redis.asyncio.Redis(hots="localhost")  # wrong: reportCallIssue
    redis.Redis(connection_pool=redis.asyncio.ConnectionPool())  # wrong: reportArgumentType
    redis.asyncio.from_url()  # wrong: reportCallIssue
    asyncio.run(redis.Redis().get("key"))  # wrong: reportArgumentType
