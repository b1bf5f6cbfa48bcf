"""What programs do with redis, whose methods give the replies themselves."""

from typing import Any, assert_type

import redis
from redis import Redis
from redis.client import Pipeline, PubSub
from redis.commands.core import DataPersistOptions
from redis.commands.vectorset import VectorSet
from redis.lock import Lock
from redis.typing import EncodableT, ExpiryT, KeyT


def calls() -> None:
    assert_type(redis.Redis(), Redis[bytes])
    assert_type(redis.StrictRedis("localhost", 6379, decode_responses=True), Redis[str])
    assert_type(redis.from_url("redis://localhost"), Redis[bytes])
    assert_type(Redis.from_url("redis://localhost", decode_responses=True), Redis[str])
    pool = redis.ConnectionPool(host="localhost", port=6379, db=0)
    assert_type(Redis(connection_pool=pool), Redis[Any])
    with Redis(decode_responses=True) as r:
        assert_type(r, Redis[str])
        assert_type(r.set("a", 1, nx=True), bool | None)
        assert_type(r.get("a"), str | None)
        assert_type(r.hgetall("h"), dict[str, str])
        assert_type(r.smembers("s"), set[str])
        assert_type(r.zrange("z", 0, -1, withscores=True), list[tuple[str, float]])
        assert_type(r.execute_command("GET", "a"), Any)
        assert_type(r.vset(), VectorSet)
        assert_type(r.msetex({"a": 1}, DataPersistOptions.NX, ex=5), Any)
        assert_type([key for key in r.scan_iter("user:*")], list[str])
        assert_type(dict(r.hscan_iter("h")), dict[str, str])
    assert_type("a" in Redis(), bool)
    r["a"] = 1
    del r["a"]
    r.close()


def pipelines(r: Redis[str]) -> None:
    with r.pipeline() as pipe:
        assert_type(pipe, Pipeline[str])
        assert_type(pipe.set("a", 1).incr("a").execute(), Any)
        pipe.watch("n")
        count = int(pipe.get("n"))
        pipe.multi()
        pipe.set("n", count + 1)
        assert_type(pipe.execute(), list[Any])

    def work(pipe: Pipeline[str]) -> None:
        pipe.multi()
        pipe.incr("n")

    assert_type(r.transaction(work, "n", "m"), Any)


def channels(r: Redis) -> None:
    pubsub = r.pubsub()
    assert_type(pubsub, PubSub)
    pubsub.subscribe("news", weather=print)
    for message in pubsub.listen():
        assert_type(message, dict[str, Any])
    assert_type(pubsub.get_message(timeout=1), dict[str, Any] | None)
    thread = pubsub.run_in_thread(sleep_time=0.01)
    thread.stop()


def locks(r: Redis) -> None:
    with r.lock("door", timeout=5) as held:
        assert_type(held, Lock)
    add = r.register_script("return 1")
    assert_type(add(keys=["n"], args=[1]), Any)


def errors(r: Redis) -> None:
    try:
        r.incr("word")
    except redis.ResponseError:
        raise
    except redis.exceptions.ConnectionError as error:
        print(error)


def annotated(r: Redis[str], key: KeyT, value: EncodableT, expiry: ExpiryT) -> bool:
    assert_type(key, bytes | str | memoryview)
    r.set(key, bytes(value) if isinstance(value, bytearray) else value, ex=expiry)
    return r.exists(key) == 1
