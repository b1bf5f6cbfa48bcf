"""Connections and pools of the synchronous client."""

import copy
import math
import queue
import time

from resplay import blocking, port, tasks
from resplay.port import WorldError

from . import _url
from ._connection import AbstractConnection as ConnectionBase
from ._connection import may_block
from ._encoder import Encoder
from ._kinds import PathOptions, TcpOptions, TlsOptions
from ._pool import Blocking, PoolBase, once_failed
from ._url import URL_QUERY_ARGUMENT_PARSERS, to_bool
from ._world import WorldClient, login_of
from .exceptions import ConnectionError, ResponseError
from .retry import Retry
from .utils import str_if_bytes

__all__ = [
    "URL_QUERY_ARGUMENT_PARSERS",
    "AbstractConnection",
    "BlockingConnectionPool",
    "Connection",
    "ConnectionPool",
    "Encoder",
    "SSLConnection",
    "UnixDomainSocketConnection",
    "parse_url",
    "to_bool",
]

_SECOND = 1_000_000_000


class AbstractConnection(ConnectionBase):
    """One connection, which connects when it is first used."""

    retry_class = Retry

    def connect(self):
        """Connects, unless it is; as often as its Retry says."""
        self.retry.call_with_retry(self.connect_check_health, self.failed)

    def connect_check_health(self, check_health=True, retry_socket_connect=True):
        if self.is_connected:
            return
        self._begin(self._place())
        try:
            self._heard()
            self._introduce()
            if self.redis_connect_func is not None:
                self.redis_connect_func(self)
            for method in list(self._connect_callbacks):
                if (callback := method()) is not None:
                    callback(self)
        except BaseException:
            self._let_go()
            raise

    def _introduce(self):
        for command in self._introduction():
            try:
                self.send_command(*command, check_health=False)
                self.read_response()
            except ResponseError:
                pass  # servers before Redis 7.2 do not know it

    def _heard(self):
        if self.health_check_interval:
            self.next_health_check = time.monotonic() + self.health_check_interval

    def _place(self):
        """The number of a connection of the world's client, which has greeted the server."""
        number = port.current().number()
        if self._pool is not None:
            world = self._pool.world or self._pool.meet()
        else:
            world = self._alone()
        self._ask(b"ACQUIRE", world, number, tasks.running_name())
        return number

    def _ask(self, *message):
        try:
            return limited(self.socket_timeout, *message)
        except WorldError as error:
            pool = self._pool
            raise (self.error(error) if pool is None else pool.error(error)) from None

    def _alone(self):
        if self._world is None:
            self._world = WorldClient(self, login(self), ("max", 1, "wait", -1))
        return self._world.number

    def failed(self, error):
        """Ends a connection on which something went wrong; trying again makes another."""
        self.disconnect()

    def on_connect(self):
        """What the server is told at first; here the world has done so."""

    def on_connect_check_health(self, check_health=True):
        self.on_connect()

    def disconnect(self, *args):
        """Closes the connection; it connects again when it is used."""
        number, self._number = self._number, None
        self._forget()
        if number is not None and self._port is port.current():
            self._port.forget(number)
            blocking.call(b"DISCONNECT", number)

    def check_health(self):
        """Asks PING when nothing was heard for as long as health_check_interval."""
        if self.health_check_interval and time.monotonic() >= self.next_health_check:
            self.retry.call_with_retry(self._send_ping, self.failed)

    def _send_ping(self):
        self.send_command("PING", check_health=False)
        if str_if_bytes(self.read_response()) != "PONG":
            raise ConnectionError("Bad response from PING health check")

    # Commands

    def call(self, packed):
        """The reply to a command; it is sent again as the Retry says."""
        return self.retry.call_with_retry(lambda: self.call_once(packed), self.failed)

    def call_once(self, packed):
        if not self.is_connected:
            self.connect_check_health()
        elif self.health_check_interval:
            self.check_health()
            self._heard()
        return self._ask(b"CALL", self._number, tasks.running_name(), *packed)

    def send_command(self, *args, **kwargs):
        """Sends a command; read_response waits for its reply."""
        packed = self.encoder.pack(args)
        self._ready(kwargs.get("check_health", True))
        self._send(packed)

    def send_packed_command(self, command, check_health=True):
        """Sends what pack_command or pack_commands made."""
        self._ready(check_health)
        for packed in self._unpacked(command):
            self._send(packed)

    def _ready(self, check_health):
        if not self.is_connected:
            self.connect()
        elif check_health and self.health_check_interval:
            self.check_health()

    def can_read(self, timeout=0):
        """Whether a reply or message comes within timeout seconds that was not read yet."""
        self._wait(timeout)
        return self._has_come()

    def read_response(
        self, disable_decoding=False, timeout=None, *, disconnect_on_error=True, push_request=False
    ):
        """The oldest reply or message that was not read; None when timeout seconds have passed."""
        timeout = None if timeout == math.inf else timeout
        self._wait(timeout)
        came = self._next()
        if came is None:
            if missing := self._missing():
                raise missing
            return None
        self._heard()
        return self._read(came[0], disable_decoding)

    def _wait(self, timeout):
        deadline = -1 if timeout is None else port.current().now + round(timeout * _SECOND)
        blocking.wait_while(
            lambda: not self._has_come() and self._missing() is None, self._what, deadline
        )


class _Reply:
    """What a call that has its time waits for."""

    came = None

    def done(self):
        return self.came is not None

    def set_result(self, result):
        self.came = (result,)


def limited(seconds, verb, *rest):
    """blocking.call; a command that waits on the server, too, has only so many seconds."""
    here = port.current()
    if seconds is None or verb != b"CALL" or not may_block(rest[2:]) or not here.can_block:
        return blocking.call(verb, *rest)
    reply = _Reply()
    number = here.ask(reply, verb, *rest)
    deadline = here.now + round(seconds * _SECOND)
    blocking.wait_while(lambda: not reply.done(), lambda: "a reply", deadline)
    if not reply.done():
        here.give_up(number)
        raise WorldError("timeout", "there was no reply")
    if type(reply.came[0]) is WorldError:
        raise reply.came[0]
    return reply.came[0]


def login(connection):
    """(username, password) as the options or their credential provider have it."""
    provider = connection.credential_provider
    if provider is None:
        return connection.username, connection.password
    return login_of(provider.get_credentials())


class Connection(TcpOptions, AbstractConnection):
    """A connection over the simulated link."""

    def __init__(
        self,
        host="localhost",
        port=6379,
        socket_keepalive=True,
        socket_keepalive_options=None,
        socket_type=0,
        **kwargs,
    ):
        self._at(host, port, socket_keepalive, socket_keepalive_options, socket_type)
        super().__init__(**kwargs)


class SSLConnection(TlsOptions, Connection):
    """A connection that asked for TLS. The link is simulated: nothing is encrypted here."""

    def __init__(
        self, ssl_keyfile=None, ssl_certfile=None, ssl_cert_reqs="required",
        ssl_include_verify_flags=None, ssl_exclude_verify_flags=None, ssl_ca_certs=None,
        ssl_ca_data=None, ssl_check_hostname=True, ssl_ca_path=None, ssl_password=None,
        ssl_validate_ocsp=False, ssl_validate_ocsp_stapled=False, ssl_ocsp_context=None,
        ssl_ocsp_expected_cert=None, ssl_min_version=None, ssl_ciphers=None, **kwargs,
    ):  # fmt: skip
        self._secure(locals())
        super().__init__(**kwargs)


class UnixDomainSocketConnection(PathOptions, AbstractConnection):
    """A connection through a socket file, which leads to the page's one server."""

    def __init__(self, path="", **kwargs):
        self.path = path
        super().__init__(**kwargs)


def parse_url(url):
    """The connection options in a URL."""
    return _url.parse_url(url, UnixDomainSocketConnection, SSLConnection)


class ConnectionPool(PoolBase):
    """Connections to one server, opened as they are needed; one too many is an error."""

    _tls = SSLConnection
    _parse_url = staticmethod(parse_url)

    def __init__(self, connection_class=Connection, max_connections=None, **connection_kwargs):
        self._make(connection_class, max_connections, connection_kwargs)

    def meet(self):
        """The number of the world's client, which is made now unless there is one."""
        return self._meet(login(self.options()))

    def call(self, verb, rest, explain=None):
        """Asks the world on behalf of this pool, again as its Retry says."""
        explain = explain or self.error

        def once():
            try:
                return limited(self.limit, verb, self.world or self.meet(), *rest)
            except WorldError as error:
                raise explain(error) from None

        try:
            return limited(self.limit, verb, self.world or self.meet(), *rest)
        except WorldError as error:
            retry = copy.deepcopy(self.retry)
            failed = explain(error)
            if error.kind == "pool" or not retry.get_retries():
                raise failed from None
            return retry.call_with_retry(once_failed(failed, once), lambda error: None)

    def get_connection(self, command_name=None, *keys, **options):
        """A connection of the caller's own, until it is released."""
        connection = self._kept.pop() if self._kept else self.make_connection()
        self._in_use_connections.add(connection)
        try:
            connection.connect()
        except BaseException:
            self._in_use_connections.discard(connection)
            raise
        return connection

    def release(self, connection):
        """Takes back a connection that get_connection has lent."""
        self._in_use_connections.discard(connection)
        if connection.should_reconnect():
            connection.reset_should_reconnect()
            connection.disconnect()
        elif self.prepares and connection.is_connected:
            self._kept.append(connection)
        else:
            connection._let_go()

    def disconnect(self, inuse_connections=True):
        """Closes every connection, or those that nobody uses; the pool can be used again."""
        if not inuse_connections and self._in_use_connections:
            for connection in self._kept:
                connection._let_go()
            self._kept.clear()
            return
        world = self.give_up()
        if world is not None:
            blocking.call(b"DISCONNECT", world.number)

    def close(self):
        self.disconnect()

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()


class BlockingConnectionPool(Blocking, ConnectionPool):
    """A pool that waits for a free connection in place of an error."""

    def __init__(
        self,
        max_connections=50,
        timeout=20,
        connection_class=Connection,
        queue_class=queue.LifoQueue,
        **connection_kwargs,
    ):
        self._wait(timeout)
        super().__init__(connection_class, max_connections, **connection_kwargs)
