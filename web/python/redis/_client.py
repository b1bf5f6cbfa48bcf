"""What the synchronous and the asynchronous client share: options, encoding, replies."""

from . import _replies
from ._url import parse_url
from .exceptions import RedisError


class ClientBase:
    """A client of one server. The commands come from the mixins of redis.commands."""

    pool_class = None  # of the kind of connections that this client can wait for

    def __init__(
        self,
        host="localhost",
        port=6379,
        db=0,
        password=None,
        socket_timeout=None,
        socket_connect_timeout=None,
        socket_keepalive=None,
        socket_keepalive_options=None,
        connection_pool=None,
        unix_socket_path=None,
        encoding="utf-8",
        encoding_errors="strict",
        decode_responses=False,
        retry_on_timeout=False,
        retry=None,
        retry_on_error=None,
        ssl=False,
        max_connections=None,
        single_connection_client=False,
        health_check_interval=0,
        client_name=None,
        lib_name=None,
        lib_version=None,
        username=None,
        auto_close_connection_pool=None,
        redis_connect_func=None,
        credential_provider=None,
        protocol=2,
        event_dispatcher=None,
        **ssl_options,
    ):
        if connection_pool is not None:
            self._check_pool(connection_pool)
            self.auto_close_connection_pool = bool(auto_close_connection_pool)
        else:
            if credential_provider is not None and (username or password is not None):
                raise RedisError(
                    "'username' and 'password' cannot be passed along with 'credential_provider'."
                )
            self._check_ssl(ssl_options)
            options = {
                "host": host,
                "port": port,
                "db": db,
                "username": username,
                "password": password,
                "socket_timeout": socket_timeout,
                "socket_connect_timeout": socket_connect_timeout,
                "encoding": encoding,
                "encoding_errors": encoding_errors,
                "decode_responses": decode_responses,
                "client_name": client_name,
                "credential_provider": credential_provider,
                "protocol": protocol,
            }
            if unix_socket_path is not None:
                options["path"] = unix_socket_path
            connection_pool = self.pool_class(max_connections=max_connections, **options)
            self.auto_close_connection_pool = auto_close_connection_pool is not False
        self.single_connection_client = single_connection_client
        self._begin(connection_pool)

    @staticmethod
    def _check_ssl(options):
        """TLS options are taken, though the link is simulated; others are a mistake."""
        for name in options:
            if not name.startswith("ssl_"):
                raise TypeError(f"Redis.__init__() got an unexpected keyword argument '{name}'")

    def _check_pool(self, pool):
        if isinstance(pool, self.pool_class):
            return
        wanted = f"{self.pool_class.__module__}.{self.pool_class.__name__}"
        raise TypeError(
            f"{type(self).__module__}.{type(self).__name__} needs a {wanted}, not a "
            f"{type(pool).__module__}.{type(pool).__name__}: the pool of a synchronous client "
            "and that of an asynchronous one cannot stand in for each other"
        )

    def _begin(self, pool):
        self.connection_pool = pool
        self.response_callbacks = _replies.callbacks(pool.get_protocol())
        self._encoder = pool.get_encoder()
        self._own = None  # the number of the one connection of a single connection client

    @classmethod
    def from_url(
        cls, url, single_connection_client=False, auto_close_connection_pool=None, **kwargs
    ):
        """A client with a pool of its own for the server that a URL names."""
        pool = cls.pool_class(**(kwargs | parse_url(url)))
        client = cls(connection_pool=pool, single_connection_client=single_connection_client)
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
        return self._encoder

    def get_connection_kwargs(self):
        return self.connection_pool.connection_kwargs

    def set_response_callback(self, command, callback):
        """Has callback turn the replies of a command into what its method returns."""
        self.response_callbacks[command] = callback

    def _read(self, command, reply, options):
        """A reply as the program gets it."""
        raw = options.pop("NEVER_DECODE", False)
        if self._encoder.decode_responses and not raw:
            reply = self._encoder.decode_all(reply)
        name = command if isinstance(command, str) else bytes(command).decode()
        callback = self.response_callbacks.get(name)
        return callback(reply, **options) if callback else reply
