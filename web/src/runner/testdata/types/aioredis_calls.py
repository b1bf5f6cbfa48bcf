"""What programs do with aioredis 1.3, whose calls give futures."""

import asyncio
from asyncio import Future
from collections.abc import Awaitable
from typing import Any, assert_type

import aioredis
from aioredis import Channel, ConnectionsPool, Redis, RedisConnection
from aioredis.stream import open_connection


async def makes() -> None:
    redis = await aioredis.create_redis_pool(("localhost", 6379), db=1, encoding="utf-8", minsize=5, maxsize=10)
    assert_type(redis, Redis)
    assert_type(await aioredis.create_redis("redis://localhost"), Redis)
    assert_type(await aioredis.create_connection("redis://localhost"), RedisConnection)
    pool = await aioredis.create_pool("redis://localhost", maxsize=2)
    assert_type(pool, ConnectionsPool)
    async with pool.get() as connection:
        assert_type(Redis(connection), Redis)
    with await pool as connection:
        await connection.execute("get", "key", encoding="utf-8")
    assert_type((pool.size, pool.freesize, pool.minsize, pool.maxsize), tuple[int, int, int, int])
    reader, writer = await open_connection("localhost", 6379, limit=65536)
    own = RedisConnection(reader, writer, address=("localhost", 6379), encoding="utf-8")
    print(await own.execute("PING"))
    own.close()
    pool.close()
    await pool.wait_closed()
    redis.close()
    await redis.wait_closed()


async def commands(redis: Redis) -> None:
    assert_type(redis.incr("n"), Awaitable[int])
    assert_type(await redis.get("key", encoding="utf-8"), Any | None)
    assert_type(await redis.set("key", "value", expire=5, exist=redis.SET_IF_NOT_EXIST), bool)
    assert_type(await redis.hmset_dict("h", {"f": 1}, g=2), bool)
    assert_type(await redis.hgetall("h"), dict[Any, Any])
    assert_type(await redis.exists("a", "b"), int)
    assert_type(await redis.lrange("l", 0, -1), list[Any])
    cursor, keys = await redis.scan(match="user:*")
    assert_type((cursor, keys), tuple[int, list[Any]])
    async for key in redis.iscan(match="user:*"):
        print(key)
    values = await asyncio.gather(redis.incr("a"), redis.incr("b"))
    assert_type(values, tuple[int, int])
    assert_type(await asyncio.wait_for(redis.blpop("jobs"), 1), list[Any] | None)


async def transactions(redis: Redis) -> None:
    transaction = redis.multi_exec()
    count = transaction.incr("n")
    assert_type(count, Future[int])
    assert_type(await transaction.execute(), list[Any])
    pipe = redis.pipeline()
    pipe.set("a", 1)
    await pipe.execute(return_exceptions=True)


async def channels(redis: Redis) -> None:
    [channel] = await redis.subscribe("news")
    assert_type(channel, Channel)
    while await channel.wait_message():
        print(await channel.get(encoding="utf-8"))
    async for message in channel.iter():
        print(message)


async def errors(redis: Redis) -> None:
    try:
        await redis.incr("word")
    except (aioredis.ReplyError, aioredis.ConnectionClosedError) as error:
        print(error)
    except aioredis.RedisError:
        raise
