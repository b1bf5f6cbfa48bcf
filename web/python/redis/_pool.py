"""What the pools of both clients share: options, and the world's client that does the work."""

from resplay import port
from resplay.port import WorldError

from . import _errors, _options
from ._encoder import Encoder
from ._url import parse_url
from .exceptions import ConnectionError, MaxConnectionsError

DEFAULT_MAX = 100


class _Made:
    """Hears whether the world could make a client."""

    error = None

    def done(self):
        return False

    def set_result(self, result):
        if isinstance(result, WorldError):
            self.error = result


class PoolBase:
    """Options of connections, and how many there may be. The first call opens the first."""

    wait = None  # seconds to wait for a free connection; None: fail at once; -1: for ever

    def __init__(self, connection_class, max_connections, connection_kwargs):
        max_connections = DEFAULT_MAX if max_connections is None else max_connections
        if not isinstance(max_connections, int) or max_connections < 0:
            raise ValueError('"max_connections" must be a positive integer')
        self.connection_class = connection_class
        self.connection_kwargs = connection_kwargs
        self.max_connections = max_connections
        self._handle = None
        _options.check(connection_kwargs)

    @classmethod
    def from_url(cls, url, **kwargs):
        """A pool for the server that a URL names; what the URL says goes before kwargs."""
        return cls(**(kwargs | parse_url(url)))

    def __repr__(self):
        connection = self.connection_class(**self.connection_kwargs)
        return f"<{type(self).__module__}.{type(self).__name__}({connection!r})>"

    def get_encoder(self):
        names = ("encoding", "encoding_errors", "decode_responses")
        return Encoder(
            **{n: self.connection_kwargs[n] for n in names if n in self.connection_kwargs}
        )

    def get_protocol(self):
        return int(self.connection_kwargs.get("protocol") or 2)

    def handle(self):
        """The number of the world's client behind this pool, made when it is first needed."""
        if self._handle is None:
            here = port.current()
            self._handle = here.number()
            self._made = _Made()
            options = _options.for_world(self.connection_kwargs)
            wait = [] if self.wait is None else ["wait", _milliseconds(self.wait)]
            limits = ["max", self.max_connections, "mode", "percall", *wait]
            here.ask(self._made, b"CLIENT", self._handle, *options, *limits)
        return self._handle

    def give_up(self):
        """Lets go of the world's client: its number, to be closed, or None."""
        handle, self._handle = self._handle, None
        return handle

    def error(self, error):
        """The redis exception for what the world rejected."""
        if self._handle is not None and self._made.error is not None:
            return _errors.from_world(self._made.error)
        if error.kind == "pool":
            return self.exhausted()
        return _errors.from_world(error)

    def exhausted(self):
        return MaxConnectionsError("Too many connections")


class Blocking:
    """A pool that waits for a free connection, for so many seconds."""

    def __init__(
        self, max_connections=50, timeout=20, connection_class=None, queue_class=None, **kwargs
    ):
        self.timeout = timeout
        self.wait = -1 if timeout is None else timeout
        options = {} if connection_class is None else {"connection_class": connection_class}
        super().__init__(max_connections=max_connections, **options, **kwargs)

    def exhausted(self):
        return ConnectionError("No connection available.")


def _milliseconds(seconds):
    return -1 if seconds < 0 else round(seconds * 1000)
