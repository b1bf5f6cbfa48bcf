"""What the synchronous and the asynchronous client share: options, encoding, replies."""

import warnings

from . import _errors, _replies
from ._kinds import SSL_OPTIONS
from .exceptions import RedisError

_OWN_ERRORS = {"EXEC", "EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO"}

# Options of the client alone; all others are those of its connections.
_OF_CLIENT = {
    "connection_pool", "unix_socket_path", "ssl", "single_connection_client",
    "auto_close_connection_pool", "cache", "cache_config", "charset", "errors", "host", "port",
    "socket_keepalive", "socket_keepalive_options", *SSL_OPTIONS,
}  # fmt: skip


class ClientBase:
    """A client of one server. The commands come from the mixins of redis.commands."""

    connection = None  # the one connection of a single connection client, once there is one

    def _construct(self, options):
        """Takes the arguments of a constructor."""
        pool = options["connection_pool"]
        auto_close = options["auto_close_connection_pool"]
        if auto_close is not None:
            _warn_auto_close(stacklevel=4)
        if pool is not None:
            self._check_pool(pool)
            self.auto_close_connection_pool = False
        else:
            for name in ("cache", "cache_config"):
                if options.get(name) is not None:
                    raise RedisError(
                        f"{name} is not supported here: the page's client keeps no cache; "
                        "CLIENT TRACKING can be called by hand"
                    )
            pool = self._pool_for(options)
            self.auto_close_connection_pool = auto_close is not False
        self.single_connection_client = options["single_connection_client"]
        self._begin(pool)

    def _pool_for(self, options):
        """A pool of the client's own."""
        kwargs = {name: value for name, value in options.items() if name not in _OF_CLIENT}
        kwargs["retry_on_error"] = list(kwargs["retry_on_error"] or ())
        if options["unix_socket_path"] is not None:
            kwargs["path"] = options["unix_socket_path"]
            kwargs["connection_class"] = self._kinds.UnixDomainSocketConnection
            return self._kinds.ConnectionPool(**kwargs)
        for name in ("host", "port", "socket_keepalive", "socket_keepalive_options"):
            kwargs[name] = options[name]
        if options["ssl"]:
            kwargs["connection_class"] = self._kinds.SSLConnection
            kwargs |= {name: options[name] for name in SSL_OPTIONS if name in options}
        return self._kinds.ConnectionPool(**kwargs)

    def _check_pool(self, pool):
        wanted = self._kinds.ConnectionPool
        if isinstance(pool, wanted):
            return
        raise TypeError(
            f"{type(self).__module__}.{type(self).__name__} needs a "
            f"{wanted.__module__}.{wanted.__name__}, not a "
            f"{type(pool).__module__}.{type(pool).__name__}: the pool of a synchronous client "
            "and that of an asynchronous one cannot stand in for each other"
        )

    def _begin(self, pool):
        self.connection_pool = pool
        legacy = pool.connection_kwargs.get("legacy_responses", True)
        self.response_callbacks = _replies.callbacks(pool.get_protocol(), legacy)
        self._encoder = pool.get_encoder()

    @classmethod
    def from_url(
        cls, url, single_connection_client=False, auto_close_connection_pool=None, **kwargs
    ):
        """A client with a pool of its own for the server that a URL names."""
        pool = cls._kinds.ConnectionPool.from_url(url, **kwargs)
        client = cls(connection_pool=pool, single_connection_client=single_connection_client)
        if auto_close_connection_pool is not None:
            _warn_auto_close(stacklevel=3)
        client.auto_close_connection_pool = auto_close_connection_pool is not False
        return client

    @classmethod
    def from_pool(cls, connection_pool):
        """A client that closes the pool when it is closed."""
        client = cls(connection_pool=connection_pool)
        client.auto_close_connection_pool = True
        return client

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__}({self.connection_pool!r})>"

    def get_encoder(self):
        return self.connection_pool.get_encoder()

    def get_connection_kwargs(self):
        return self.connection_pool.connection_kwargs

    def get_retry(self):
        """What says how often, and after how long, a command is tried again."""
        return self.get_connection_kwargs().get("retry")

    def set_retry(self, retry):
        self.connection_pool.set_retry(retry)

    def set_response_callback(self, command, callback):
        """Has callback turn the replies of a command into what its method returns."""
        self.response_callbacks[command] = callback

    def load_external_module(self, funcname, func):
        """Gives this client a method of another library."""
        setattr(self, funcname, func)

    def _read(self, command, reply, options):
        """A reply as the program gets it."""
        raw = options.pop("NEVER_DECODE", False)
        name = command if isinstance(command, str) else bytes(command).decode()
        if type(reply) is list and name.upper() in _OWN_ERRORS:
            reply = _errors.in_values(reply)
        if self._encoder.decode_responses and not raw:
            reply = self._encoder.decode_all(reply)
        callback = self.response_callbacks.get(name)
        return callback(reply, **options) if callback else reply


def _warn_auto_close(stacklevel):
    warnings.warn(
        '"auto_close_connection_pool" is deprecated since version 5.0.0. Please create a '
        "ConnectionPool explicitly and provide to the Redis() constructor instead.",
        DeprecationWarning,
        stacklevel=stacklevel,
    )
