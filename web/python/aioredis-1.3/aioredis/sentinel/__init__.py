"""There is one Redis in this page, and it is no sentinel: using these says so."""

__all__ = ["create_sentinel", "create_sentinel_pool", "RedisSentinel", "SentinelPool"]


def _refuse():
    raise NotImplementedError(
        "this page has a single Redis, and no sentinels that watch it: "
        "use aioredis.create_redis_pool"
    )


async def create_sentinel(
    sentinels, *, db=None, password=None, encoding=None, minsize=1, maxsize=10, ssl=None,
    timeout=0.2, loop=None,
):  # fmt: skip
    _refuse()


async def create_sentinel_pool(
    sentinels, *, db=None, password=None, encoding=None, minsize=1, maxsize=10, ssl=None,
    parser=None, timeout=0.2, loop=None,
):  # fmt: skip
    _refuse()


class RedisSentinel:
    def __init__(self, pool):
        _refuse()


class SentinelPool:
    def __init__(
        self, sentinels, *, db=None, password=None, ssl=None, encoding=None, parser=None, minsize,
        maxsize, timeout, loop=None,
    ):  # fmt: skip
        _refuse()
