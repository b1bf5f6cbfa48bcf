"""Connections and pools of the synchronous client."""

from resplay import blocking, port, tasks
from resplay.port import WorldError

from . import _options
from ._encoder import Encoder
from ._pool import Blocking, PoolBase
from ._url import parse_url

__all__ = [
    "BlockingConnectionPool",
    "Connection",
    "ConnectionPool",
    "Encoder",
    "SSLConnection",
    "UnixDomainSocketConnection",
    "parse_url",
]


class AbstractConnection:
    """What one connection is made with; a pool opens it."""

    def __init__(self, **options):
        _options.check(options)
        self._options = options
        self.db = options.get("db", 0)

    def __repr__(self):
        parts = ",".join(f"{name}={value}" for name, value in self.repr_pieces())
        return f"<{type(self).__module__}.{type(self).__name__}({parts})>"

    def repr_pieces(self):
        raise NotImplementedError


class Connection(AbstractConnection):
    """A connection over the simulated link."""

    def __init__(self, host="localhost", port=6379, **options):
        super().__init__(host=host, port=port, **options)
        self.host = host
        self.port = int(port)

    def repr_pieces(self):
        return [("host", self.host), ("port", self.port), ("db", self.db)]


class SSLConnection(Connection):
    """A connection that asked for TLS. The link is simulated: nothing is encrypted here."""


class UnixDomainSocketConnection(AbstractConnection):
    """A connection through a socket file, which leads to the page's one server."""

    def __init__(self, path="", **options):
        super().__init__(path=path, **options)
        self.path = path

    def repr_pieces(self):
        return [("path", self.path), ("db", self.db)]


class ConnectionPool(PoolBase):
    """Connections to one server, opened as they are needed; one too many is an error."""

    def __init__(self, connection_class=Connection, max_connections=None, **connection_kwargs):
        if connection_kwargs.get("path"):
            connection_class = UnixDomainSocketConnection
            for name in ("host", "port"):
                connection_kwargs.pop(name, None)
        super().__init__(connection_class, max_connections, connection_kwargs)

    def call(self, verb, handle, *rest):
        """Asks the world on behalf of this pool; the redis exception if it says no."""
        try:
            return blocking.call(verb, handle, *rest)
        except WorldError as error:
            raise self.error(error) from None

    def borrow(self):
        """The number of a connection of the caller's own, until RELEASE."""
        number = port.current().number()
        self.call(b"ACQUIRE", self.handle(), number, tasks.running_name())
        return number

    def disconnect(self, inuse_connections=True):
        """Closes every connection; the pool can be used again."""
        handle = self.give_up()
        if handle is not None:
            blocking.call(b"DISCONNECT", handle)

    close = disconnect

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


class BlockingConnectionPool(Blocking, ConnectionPool):
    """A pool that waits for a free connection in place of an error."""
