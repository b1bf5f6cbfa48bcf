"""aioredis as it was before 2.0: a call writes at once, and returns the future of its reply."""

from .commands import GeoMember, GeoPoint, Redis, create_redis, create_redis_pool
from .connection import RedisConnection, create_connection
from .errors import (
    AuthError,
    ChannelClosedError,
    ConnectionClosedError,
    ConnectionForcedCloseError,
    MasterNotFoundError,
    MasterReplyError,
    MaxClientsError,
    MultiExecError,
    PipelineError,
    PoolClosedError,
    ProtocolError,
    ReadOnlyError,
    RedisError,
    ReplyError,
    SlaveNotFoundError,
    SlaveReplyError,
    WatchVariableError,
)
from .pool import ConnectionsPool, create_pool
from .pubsub import Channel
from .sentinel import RedisSentinel, create_sentinel

__version__ = "1.3.1"

__all__ = [
    "create_connection",
    "create_pool",
    "create_redis",
    "create_redis_pool",
    "create_sentinel",
    "RedisConnection",
    "ConnectionsPool",
    "Redis",
    "GeoPoint",
    "GeoMember",
    "Channel",
    "RedisSentinel",
    "RedisError",
    "ReplyError",
    "MaxClientsError",
    "AuthError",
    "ProtocolError",
    "PipelineError",
    "MultiExecError",
    "WatchVariableError",
    "ConnectionClosedError",
    "ConnectionForcedCloseError",
    "PoolClosedError",
    "ChannelClosedError",
    "MasterNotFoundError",
    "SlaveNotFoundError",
    "ReadOnlyError",
    "MasterReplyError",
    "SlaveReplyError",
]

# What came later, and what does its work here.
_LATER = {
    "from_url": "from_url came with aioredis 2.0: choose 2.0 beside Run",
    "WatchError": "WatchError came with aioredis 2.0: catch WatchVariableError, or choose 2.0",
    "ConnectionPool": "ConnectionPool came with aioredis 2.0: use ConnectionsPool, or choose 2.0",
}


def __getattr__(name):
    text = f"module '{__name__}' has no attribute '{name}'"
    raise AttributeError(f"{text}; {_LATER[name]}" if name in _LATER else text)
