"""aioredis 2.0, which has become redis.asyncio under another name."""

import sys
import warnings
from opcode import opmap

from redis import exceptions
from redis.asyncio import *
from redis.asyncio import client, connection, lock, utils
from redis.asyncio import __all__ as _names
from redis.exceptions import AuthenticationWrongNumberOfArgsError, PubSubError

__version__ = "2.0.1"
VERSION = (2, 0, 1)
__all__ = [
    *_names,
    "AuthenticationWrongNumberOfArgsError",
    "PubSubError",
    "client",
    "connection",
    "exceptions",
    "lock",
    "utils",
]

for _part in (client, connection, lock, utils):
    sys.modules[f"{__name__}.{_part.__name__.rpartition('.')[2]}"] = _part
sys.modules[f"{__name__}.exceptions"] = exceptions

warnings.warn(  # which Python shows to those who ask for such warnings
    "aioredis is no longer maintained: write `from redis import asyncio as aioredis`",
    DeprecationWarning,
)

_CHANNEL = "the messages of client.pubsub()"
_CONNECTION_ERROR = "aioredis.ConnectionError"
_RESPONSE_ERROR = "aioredis.ResponseError"

# What 1.x had, and what does its work today.
_GONE = {
    "create_redis": 'aioredis.from_url("redis://localhost")',
    "create_redis_pool": 'aioredis.from_url("redis://localhost", max_connections=10)',
    "create_connection": "aioredis.Redis(single_connection_client=True)",
    "create_pool": 'aioredis.ConnectionPool.from_url("redis://localhost")',
    "create_sentinel": "aioredis.from_url: the page has a single Redis",
    "RedisSentinel": "aioredis.from_url: the page has a single Redis",
    "ConnectionsPool": "aioredis.ConnectionPool",
    "RedisConnection": "aioredis.Connection",
    "Channel": _CHANNEL,
    "GeoPoint": "the plain tuples of geopos",
    "GeoMember": "the plain lists of georadius",
    "MultiExecError": "aioredis.WatchError",
    "WatchVariableError": "aioredis.WatchError",
    "PipelineError": _RESPONSE_ERROR,
    "ReplyError": _RESPONSE_ERROR,
    "AuthError": "aioredis.AuthenticationError",
    "MaxClientsError": _CONNECTION_ERROR,
    "ProtocolError": "aioredis.InvalidResponse",
    "ConnectionClosedError": _CONNECTION_ERROR,
    "ConnectionForcedCloseError": _CONNECTION_ERROR,
    "PoolClosedError": _CONNECTION_ERROR,
    "ChannelClosedError": _CHANNEL,
    "errors": "aioredis.exceptions",
    "pubsub": _CHANNEL,
    "pool": "aioredis.connection",
    "commands": "aioredis.client",
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
