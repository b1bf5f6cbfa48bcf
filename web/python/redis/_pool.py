"""What the pools of both clients share: options, limits, and who has borrowed what."""

import warnings

from resplay import port

from . import _errors
from ._connection import may_block
from ._encoder import Encoder
from ._world import WorldClient
from .driver_info import LIB, UNSET, resolve
from .exceptions import ConnectionError, MaxConnectionsError

DEFAULT_MAX = 100
TLS = "this link is simulated: TLS is accepted, and nothing on it is encrypted"


class PoolBase:
    """Connections to one server, opened as they are needed; one too many is an error."""

    wait = None  # seconds to wait for a free connection; None: fail at once; -1: for ever
    world = None  # the number of the world's client behind this pool, once there is one
    _world = None  # that client

    def _make(self, connection_class, max_connections, connection_kwargs):
        max_connections = DEFAULT_MAX if max_connections is None else max_connections
        if not isinstance(max_connections, int) or max_connections < 0:
            raise ValueError('"max_connections" must be a positive integer')
        self.connection_class = connection_class
        self._connection_kwargs = connection_kwargs
        self.max_connections = max_connections
        self.encoder_class = connection_kwargs.get("encoder_class", Encoder)
        self.cache = None
        self._template = None  # a connection that is never opened: it has read the options
        self.prepares = _prepares(connection_class, connection_kwargs)
        self.limit = connection_kwargs.get("socket_timeout")
        self._in_use_connections = set()
        self._kept = []  # connections that have been prepared by the program, and are free

    @property
    def connection_kwargs(self):
        """The options that each connection is made with."""
        return self._connection_kwargs

    @connection_kwargs.setter
    def connection_kwargs(self, value):
        self._connection_kwargs = value
        self._template = None
        self.prepares = _prepares(self.connection_class, value)

    @classmethod
    def from_url(cls, url, **kwargs):
        """A pool for the server that a URL names; what the URL says goes before kwargs."""
        options = cls._parse_url(url)
        if "connection_class" in kwargs:
            options["connection_class"] = kwargs["connection_class"]
        return cls(**(kwargs | options))

    def __repr__(self):
        connection = self.connection_class(**self.connection_kwargs)
        return f"<{type(self).__module__}.{type(self).__name__}({connection!r})>"

    def __del__(self, _warnings=warnings):
        if self._world is not None and not self._world.refused:
            _warnings.warn(f"unclosed Connection {self._template!r}", ResourceWarning, source=self)
            self.reset()

    def get_encoder(self):
        names = ("encoding", "encoding_errors", "decode_responses")
        given = {n: self.connection_kwargs[n] for n in names if n in self.connection_kwargs}
        return self.encoder_class(**given)

    def get_protocol(self):
        return int(self.connection_kwargs.get("protocol") or 2)

    def set_retry(self, retry):
        """Has the connections of this pool try again as retry says."""
        self.connection_kwargs["retry"] = retry
        self._template = None
        for connection in (*self._in_use_connections, *self._kept):
            connection.retry = retry

    def make_connection(self):
        """A connection of this pool's kind, which is not open yet."""
        connection = self.connection_class(**self.connection_kwargs)
        connection._pool = self
        return connection

    def can_get_connection(self):
        """Whether there is a connection to be had at once."""
        return self._busy() < self.max_connections

    def _busy(self):
        calls = 0 if self._world is None else self._world.calls()
        return len(self._in_use_connections) + calls

    def has_none_for(self, packed):
        """Whether a command that has no reply has no connection, either."""
        return self._busy() > self.max_connections and not may_block(packed)

    def get_connection_count(self):
        """[(how many, attributes)] of those kept for the next call, and of those in use."""
        name = repr(self.options())
        return [
            (count, {"db.client.connection.pool.name": name, "db.client.connection.state": state})
            for count, state in ((len(self._kept), "idle"), (self._busy(), "used"))
        ]

    def update_active_connections_for_reconnect(self):
        """Has the connections that are lent replaced when they come back."""
        for connection in self._in_use_connections:
            connection.mark_for_reconnect()

    def owns_connection(self, connection):
        return connection._pool is self

    def reset(self):
        """Drops the connections there are; the pool can be used again."""
        world = self.give_up()
        if world is not None:
            world.drop()

    # The world's client

    def options(self):
        """A connection that has read the options, and is never opened."""
        if self._template is None:
            self._template = self.make_connection()
        return self._template

    @property
    def retry(self):
        return self.options().retry

    def _meet(self, login):
        """Makes the world's client, which opens a connection with the first call."""
        if isinstance(self.options(), self._tls):
            warnings.warn(TLS, stacklevel=2)
        wait = None if self.wait is None else self.wait if self.wait < 0 else round(self.wait * 1000)
        limits = ("max", self.max_connections, "wait", wait)
        self._world = WorldClient(self.options(), login, limits)
        self.world = self._world.number
        port.current().pools[self.world] = self
        return self.world

    def give_up(self):
        """Lets go of the world's client, so that it can be closed, or None."""
        world, self._world, self.world = self._world, None, None
        for connection in (*self._in_use_connections, *self._kept):
            connection._let_go()
        self._kept.clear()
        return world

    def error(self, error):
        """The redis exception for what the world rejected."""
        if self._world is not None and self._world.error is not None:
            error = self._world.error
        if error.kind == "pool":
            return self.exhausted()
        if self._world is not None:
            self._world.refused = str(error).startswith("connect to ")
        return _errors.from_world(error, self.options()._host_error())

    def exhausted(self):
        return MaxConnectionsError("Too many connections")


def _prepares(connection_class, options):
    """Whether something is done on connections besides calls, so that each call needs one."""
    wanted = ("redis_connect_func", "health_check_interval")
    driver = resolve(*(options.get(name, UNSET) for name in ("driver_info", *LIB)))
    return (
        connection_class.__module__.partition(".")[0] != "redis"
        or any(options.get(name) for name in wanted)
        or (driver is not None and not driver.is_plain)
    )


class Blocking:
    """A pool that waits for a free connection, for so many seconds."""

    def _wait(self, timeout):
        self.timeout = timeout
        self.wait = -1 if timeout is None else timeout

    def exhausted(self):
        return ConnectionError("No connection available.")


def once_failed(first, do):
    """do for a Retry, whose first try has already failed with an error."""
    failed = [first]

    def again():
        if failed:
            raise failed.pop() from None
        return do()

    return again
