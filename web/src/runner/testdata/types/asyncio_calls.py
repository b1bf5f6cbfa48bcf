"""What programs do with redis.asyncio, and of what type it is."""

import asyncio
import datetime
from collections.abc import AsyncIterator, Awaitable
from typing import Any, assert_type

import redis.asyncio as redis
from redis import asyncio as aioredis
from redis.asyncio.client import Pipeline, PubSub
from redis.asyncio.lock import Lock
from redis.backoff import ExponentialBackoff
from redis.commands.core import AsyncScript
from redis.exceptions import ConnectionError, LockError, RedisError, ResponseError, WatchError
from redis.retry import Retry


async def makes() -> None:
    assert_type(redis.Redis(), redis.Redis[bytes])
    assert_type(redis.Redis(host="localhost", port=6379, db=1), redis.Redis[bytes])
    assert_type(redis.Redis(decode_responses=True), redis.Redis[str])
    assert_type(redis.StrictRedis(decode_responses=True), redis.Redis[str])
    assert_type(redis.from_url("redis://localhost"), redis.Redis[bytes])
    assert_type(redis.from_url("redis://localhost", decode_responses=True), redis.Redis[str])
    assert_type(redis.from_url("redis://localhost", decode_responses=False), redis.Redis[bytes])
    assert_type(redis.Redis.from_url("redis://localhost", max_connections=10), redis.Redis[bytes])
    assert_type(aioredis.from_url("redis://localhost/2", decode_responses=True), redis.Redis[str])

    pool = redis.ConnectionPool.from_url("redis://localhost", max_connections=10)
    assert_type(pool, redis.ConnectionPool)
    assert_type(redis.Redis(connection_pool=pool), redis.Redis[Any])
    assert_type(redis.Redis.from_pool(pool), redis.Redis[Any])
    waiting = redis.BlockingConnectionPool(max_connections=2, timeout=1)
    assert_type(redis.Redis(connection_pool=waiting), redis.Redis[Any])
    await pool.disconnect()
    await pool.aclose()

    client = await redis.Redis(retry=Retry(ExponentialBackoff(), 3), retry_on_error=[ConnectionError])
    assert_type(client, redis.Redis[bytes])
    async with redis.Redis(decode_responses=True) as opened:
        assert_type(opened, redis.Redis[str])
    await client.aclose()


async def commands(r: redis.Redis, text: redis.Redis[str]) -> None:
    assert_type(await r.get("key"), bytes | None)
    assert_type(await text.get("key"), str | None)
    assert_type(await r.set("key", "value", ex=10), bool)
    assert_type(await r.set("key", b"value", px=datetime.timedelta(seconds=1), nx=True), bool | None)
    assert_type(await r.set("key", 1, get=True), bytes | None)
    call: Awaitable[bool] = r.set("key", "value")
    await call
    assert_type(await r.mget("a", "b"), list[bytes | None])
    assert_type(await r.mget(["a", "b"]), list[bytes | None])
    assert_type(await r.mset({"a": 1, "b": 2.5}), bool)
    assert_type(await r.incr("n", 2), int)
    assert_type(await r.delete("a", "b"), int)
    assert_type(await r.exists("a"), int)
    assert_type(await r.expire("a", datetime.timedelta(minutes=1)), bool)
    assert_type(await r.ttl("a"), int)
    assert_type(await r.keys("user:*"), list[bytes])
    assert_type(await r.ping(), bool)
    assert_type(await r.hset("h", mapping={"f": 1, "g": "x"}), int)
    assert_type(await r.hset("h", "f", "v"), int)
    assert_type(await text.hgetall("h"), dict[str, str])
    assert_type(await r.hmget("h", ["f", "g"]), list[bytes | None])
    assert_type(await r.rpush("l", 1, "two", b"three"), int)
    assert_type(await text.lpop("l"), str | None)
    assert_type(await text.lpop("l", 2), list[str] | None)
    assert_type(await text.blpop(["a", "b"], timeout=1), tuple[str, str] | None)
    assert_type(await text.lrange("l", 0, -1), list[str])
    assert_type(await text.sadd("s", "a", "b"), int)
    assert_type(await text.smembers("s"), set[str])
    assert_type(await text.spop("s"), str | None)
    assert_type(await text.zadd("z", {"a": 1, "b": 2.5}, nx=True), int)
    assert_type(await text.zadd("z", {"a": 1}, incr=True), float | None)
    assert_type(await text.zrange("z", 0, -1), list[str])
    assert_type(await text.zrange("z", 0, -1, withscores=True), list[tuple[str, float]])
    assert_type(await text.zrevrange("z", 0, 9, withscores=True), list[tuple[str, float]])
    assert_type(await text.zrange("z", 0, -1, True, True), list[str] | list[tuple[str, float]])
    assert_type(await text.zrank("z", "a"), int | None)
    assert_type(await text.zscore("z", "a"), float | None)
    assert_type(await text.xadd("x", {"f": "v"}, maxlen=100, approximate=True), str)
    assert_type(await text.xrange("x", "-", "+", count=2), list[tuple[str, dict[str, str]]])
    assert_type(await text.xgroup_create("x", "g", "$", mkstream=True), bool)
    assert_type(await text.type("a"), str)
    assert_type(await r.time(), tuple[int, int])
    assert_type(await r.info("memory"), dict[str, Any])
    assert_type(await r.execute_command("JSON.GET", "doc"), Any)
    assert_type(await r.publish("news", "hello"), int)
    for key, fields in await text.xrange("x"):
        print(key.upper(), fields.get("f", "").upper())
    for member, score in await text.zrange("z", 0, -1, withscores=True):
        print(member.upper(), score + 1)


async def at_once(r: redis.Redis[str]) -> None:
    first, second = await asyncio.gather(r.get("a"), r.hgetall("h"))
    assert_type(first, str | None)
    assert_type(second, dict[str, str])
    task = asyncio.create_task(r.incr("n"))
    assert_type(await task, int)
    assert_type(await asyncio.wait_for(r.blpop("jobs"), 1), tuple[str, str] | None)
    async with asyncio.TaskGroup() as group, asyncio.timeout(5):
        lengths = [group.create_task(r.llen(name)) for name in ("a", "b")]
    assert_type([length.result() for length in lengths], list[int])


async def pipelines(r: redis.Redis[str]) -> None:
    pipe = r.pipeline(transaction=True)
    assert_type(pipe, Pipeline[str])
    assert_type(pipe.set("a", 1).incr("a").get("a"), Pipeline[str])
    assert_type(await pipe.execute(), list[Any])
    async with r.pipeline() as opened:
        assert_type(opened, Pipeline[str])
        while True:
            try:
                await opened.watch("n")
                count = int(await opened.get("n"))
                opened.multi()
                opened.set("n", count + 1)
                [ok] = await opened.execute()
                print(ok, len(opened), bool(opened))
                break
            except WatchError:
                continue

    async def work(pipe: Pipeline[str]) -> None:
        count = int(await pipe.get("n"))
        pipe.multi()
        pipe.set("n", count + 1)

    assert_type(await r.transaction(work, "n"), Any)


async def channels(r: redis.Redis[str]) -> None:
    async with r.pubsub(ignore_subscribe_messages=True) as pubsub:
        assert_type(pubsub, PubSub)
        await pubsub.subscribe("news", weather=lambda message: print(message))
        assert_type(pubsub.listen(), AsyncIterator[dict[str, Any]])
        async for message in pubsub.listen():
            print(message["type"], message["data"])
        message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=1.0)
        assert_type(message, dict[str, Any] | None)
        await pubsub.unsubscribe("news")
    async with r.monitor() as monitor:
        async for command in monitor.listen():
            assert_type(command, dict[str, Any])


async def iterators(r: redis.Redis[str]) -> None:
    async for key in r.scan_iter("user:*", count=100):
        assert_type(key, str)
    async for field, value in r.hscan_iter("h"):
        assert_type((field, value), tuple[str, str])
    async for member in r.sscan_iter("s", match="a*"):
        assert_type(member, str)
    async for member, score in r.zscan_iter("z"):
        assert_type((member, score), tuple[str, float])
    cursor, keys = await r.scan(0, match="user:*")
    assert_type((cursor, keys), tuple[int, list[str]])
    assert_type([key async for key in r.scan_iter()], list[str])


async def locks(r: redis.Redis) -> None:
    lock = r.lock("door", timeout=10, blocking_timeout=1)
    assert_type(lock, Lock)
    async with lock as held:
        assert_type(held, Lock)
    if await lock.acquire(blocking=False):
        try:
            assert_type(await lock.extend(5), bool)
            assert_type(await lock.owned(), bool)
        finally:
            await lock.release()


async def scripts(r: redis.Redis) -> None:
    add = r.register_script("return redis.call('INCRBY', KEYS[1], ARGV[1])")
    assert_type(add, AsyncScript)
    assert_type(await add(keys=["n"], args=[1]), Any)
    assert_type(await r.eval("return 1", 0), Any)
    assert_type(await r.json().set("doc", "$", {"a": 1}), Any)
    assert_type(await r.ft("index").info(), Any)


async def errors(r: redis.Redis) -> None:
    try:
        await r.incr("word")
    except ResponseError as error:
        print(error)
    except (redis.ConnectionError, redis.TimeoutError, LockError):
        raise
    except RedisError:
        pass


def main() -> None:
    r = redis.Redis(decode_responses=True)
    asyncio.run(pipelines(r))
    assert_type(asyncio.run(r.get("a")), str | None)
