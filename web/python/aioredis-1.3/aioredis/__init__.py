"""aioredis as it was before 2.0: a call writes at once, and returns the future of its reply."""

from .commands import MultiExec, Pipeline, Redis, create_redis, create_redis_pool
from .connection import RedisConnection, create_connection
from .errors import (
    AuthError,
    ChannelClosedError,
    ConnectionClosedError,
    ConnectionForcedCloseError,
    MaxClientsError,
    MultiExecError,
    PipelineError,
    PoolClosedError,
    ProtocolError,
    ReadOnlyError,
    RedisError,
    ReplyError,
    WatchVariableError,
)
from .pool import ConnectionsPool, create_pool
from .pubsub import Channel

__version__ = "1.3.1"

__all__ = [
    "AuthError",
    "Channel",
    "ChannelClosedError",
    "ConnectionClosedError",
    "ConnectionForcedCloseError",
    "ConnectionsPool",
    "MaxClientsError",
    "MultiExec",
    "MultiExecError",
    "Pipeline",
    "PipelineError",
    "PoolClosedError",
    "ProtocolError",
    "ReadOnlyError",
    "Redis",
    "RedisConnection",
    "RedisError",
    "ReplyError",
    "WatchVariableError",
    "create_connection",
    "create_pool",
    "create_redis",
    "create_redis_pool",
]


def __getattr__(name):
    text = f"module '{__name__}' has no attribute '{name}'"
    if name == "from_url":
        text += "; from_url came with aioredis 2.0: choose 2.0 beside Run"
    raise AttributeError(text)
