"""Connections and pools of the asynchronous client."""

import asyncio
from collections import deque

from resplay import port, tasks
from resplay.port import WorldError

from .. import _errors, _options
from .._encoder import Encoder
from .._pool import Blocking, PoolBase
from .._url import parse_url
from ..exceptions import ConnectionError

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
    """One connection to the server, outside of any pool until it connects."""

    def __init__(self, **options):
        _options.check(options)
        self._options = options
        self._number = None  # of the world's dedicated connection, while there is one
        self._pool = None  # that it was borrowed from
        self._replies = deque()  # futures of commands that were sent
        names = ("encoding", "encoding_errors", "decode_responses")
        self.encoder = Encoder(**{name: options[name] for name in names if name in options})
        self.db = options.get("db", 0)

    def __repr__(self):
        parts = ",".join(f"{name}={value}" for name, value in self.repr_pieces())
        return f"<{type(self).__module__}.{type(self).__name__}({parts})>"

    def repr_pieces(self):
        raise NotImplementedError

    @property
    def is_connected(self):
        return self._number is not None

    async def connect(self):
        if self._number is not None:
            return
        self._pool = self._pool or ConnectionPool(**self._options)
        self._number = await self._pool.borrow()

    async def disconnect(self, nowait=False):
        number, self._number = self._number, None
        if number is not None:
            await port.current().request(b"DISCONNECT", number)

    async def send_command(self, *args, **options):
        """Sends a command; read_response waits for its reply."""
        await self.connect()
        self._replies.append(self._sent(self.encoder.pack(args)))

    def _sent(self, packed):
        reply = _Reply()
        port.current().ask(reply, b"CALL", self._number, tasks.running_name(), *packed)
        return reply

    async def read_response(self, disable_decoding=False, **options):
        """The reply to the oldest command that was sent."""
        if not self._replies:
            raise ConnectionError("no command was sent whose reply could be read")
        answer = await self._replies.popleft().wait()
        if isinstance(answer, WorldError):
            raise _errors.from_world(answer)
        decode = self.encoder.decode_responses and not disable_decoding
        return self.encoder.decode_all(answer) if decode else answer


class _Reply:
    """An answer that may come before anybody waits for it."""

    def __init__(self):
        self._answer = None
        self._waiter = None

    def done(self):
        return False

    def set_result(self, answer):
        self._answer = (answer,)
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def wait(self):
        if self._answer is None:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        return self._answer[0]


class Connection(AbstractConnection):
    """A connection over the simulated link."""

    def __init__(self, *, host="localhost", port=6379, **options):
        super().__init__(host=host, port=port, **options)
        self.host = host
        self.port = int(port)

    def repr_pieces(self):
        return [("host", self.host), ("port", self.port), ("db", self.db)]


class SSLConnection(Connection):
    """A connection that asked for TLS. The link is simulated: nothing is encrypted here."""


class UnixDomainSocketConnection(AbstractConnection):
    """A connection through a socket file, which leads to the page's one server."""

    def __init__(self, *, path="", **options):
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

    async def borrow(self):
        """The number of a connection of the caller's own, until RELEASE."""
        here = port.current()
        number = here.number()
        ask = (b"ACQUIRE", self.handle(), number, tasks.running_name())
        try:
            await here.request(*ask, undo=(b"RELEASE", number))
        except WorldError as error:
            raise self.error(error) from None
        return number

    async def get_connection(self, command_name=None, *keys, **options):
        """A connection of the caller's own, until it is released."""
        connection = self.connection_class(**self.connection_kwargs)
        connection._pool = self
        await connection.connect()
        return connection

    async def release(self, connection):
        number, connection._number = connection._number, None
        if number is not None:
            port.current().send(b"RELEASE", number)

    async def disconnect(self, inuse_connections=True):
        """Closes every connection; the pool can be used again."""
        handle = self.give_up()
        if handle is not None:
            await port.current().request(b"DISCONNECT", handle)

    aclose = disconnect

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.aclose()


class BlockingConnectionPool(Blocking, ConnectionPool):
    """A pool that waits for a free connection in place of an error."""
