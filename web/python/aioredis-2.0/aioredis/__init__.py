"""aioredis 2.0, which has become redis.asyncio under another name."""

import sys
from opcode import opmap

from redis import exceptions
from redis.asyncio import *
from redis.asyncio import client, connection, lock, utils
from redis.asyncio import __all__ as _names

__version__ = "2.0.1"
__all__ = [*_names, "client", "connection", "exceptions", "lock", "utils"]

for _part in (client, connection, lock, utils):
    sys.modules[f"{__name__}.{_part.__name__.rpartition('.')[2]}"] = _part
sys.modules[f"{__name__}.exceptions"] = exceptions

# What 1.x had, and what does its work today.
_GONE = {
    "create_redis": 'aioredis.from_url("redis://localhost")',
    "create_redis_pool": 'aioredis.from_url("redis://localhost", max_connections=10)',
    "create_connection": "aioredis.Redis(single_connection_client=True)",
    "create_pool": 'aioredis.ConnectionPool.from_url("redis://localhost")',
    "ConnectionsPool": "aioredis.ConnectionPool",
    "RedisConnection": "aioredis.Connection",
    "Channel": "the messages of client.pubsub()",
    "MultiExecError": "aioredis.WatchError",
    "PipelineError": "aioredis.ResponseError",
    "ReplyError": "aioredis.ResponseError",
    "ConnectionClosedError": "aioredis.ConnectionError",
    "errors": "aioredis.exceptions",
}


def __getattr__(name):
    text = f"module '{__name__}' has no attribute '{name}'"
    hint = f"; it went with aioredis 1.x, use {_GONE[name]}" if name in _GONE else ""
    if hint and _is_import(sys._getframe(1)):
        # An AttributeError would become an ImportError without the hint.
        raise ImportError(
            f"cannot import name '{name}' from '{__name__}' ({__file__}){hint}",
            name=__name__,
            path=__file__,
        )
    raise AttributeError(text + hint)


def _is_import(frame):
    return frame.f_code.co_code[frame.f_lasti] == opmap["IMPORT_FROM"]
