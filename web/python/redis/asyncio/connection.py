"""Connections and pools of the asynchronous client."""

import asyncio
import builtins
import copy
import inspect
import math

from resplay import port, tasks
from resplay.port import WorldError

from .. import _url
from .._connection import AbstractConnection as ConnectionBase
from .._connection import may_block
from .._encoder import Encoder
from .._kinds import PathOptions, TcpOptions, TlsOptions
from .._pool import Blocking, PoolBase, once_failed
from .._url import URL_QUERY_ARGUMENT_PARSERS, to_bool
from .._world import WorldClient, login_of
from ..exceptions import ConnectionError, ResponseError
from ..utils import str_if_bytes
from .retry import Retry

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


class AbstractConnection(ConnectionBase):
    """One connection, which connects when it is first used."""

    retry_class = Retry
    _waiters = ()  # futures of those who wait for what comes next

    async def connect(self):
        """Connects, unless it is; as often as its Retry says."""
        await self.retry.call_with_retry(self.connect_check_health, self.failed)

    async def connect_check_health(self, check_health=True, retry_socket_connect=True):
        if self.is_connected:
            return
        self._begin(await self._place())
        try:
            self._heard()
            await self._introduce()
            if self.redis_connect_func is not None:
                await _result(self.redis_connect_func(self))
            for method in list(self._connect_callbacks):
                if (callback := method()) is not None:
                    await _result(callback(self))
        except BaseException:
            self._let_go()
            raise

    async def _introduce(self):
        for command in self._introduction():
            try:
                await self.send_command(*command, check_health=False)
                await self.read_response()
            except ResponseError:
                pass  # servers before Redis 7.2 do not know it

    def _heard(self):
        if self.health_check_interval:
            loop = asyncio.get_running_loop()
            self.next_health_check = loop.time() + self.health_check_interval

    async def _place(self):
        """The number of a connection of the world's client, which has greeted the server."""
        here = port.current()
        number = here.number()
        if self._pool is not None:
            world = self._pool.world or await self._pool.meet()
        else:
            world = await self._alone()
        try:
            ask = (b"ACQUIRE", world, number, tasks.running_name())
            await here.request(*ask, undo=(b"RELEASE", number))
        except WorldError as error:
            raise self._refused(error) from None
        return number

    def _refused(self, error):
        return self.error(error) if self._pool is None else self._pool.error(error)

    async def _alone(self):
        if self._world is None:
            self._world = WorldClient(self, await login(self), ("max", 1, "wait", -1))
        return self._world.number

    async def failed(self, error):
        """Ends a connection on which something went wrong; trying again makes another."""
        await self.disconnect()

    async def on_connect(self):
        """What the server is told at first; here the world has done so."""

    async def on_connect_check_health(self, check_health=True):
        await self.on_connect()

    async def disconnect(
        self, nowait=False, error=None, failure_count=None, health_check_failed=False
    ):
        """Closes the connection; it connects again when it is used."""
        number, self._number = self._number, None
        self._forget()
        self._came()
        if number is not None and self._port is port.current():
            self._port.forget(number)
            await self._port.request(b"DISCONNECT", number)

    async def check_health(self):
        """Asks PING when nothing was heard for as long as health_check_interval."""
        loop = asyncio.get_running_loop()
        if self.health_check_interval and loop.time() > self.next_health_check:
            await self.retry.call_with_retry(self._send_ping, self.failed)

    async def _send_ping(self):
        await self.send_command("PING", check_health=False)
        if str_if_bytes(await self.read_response()) != "PONG":
            raise ConnectionError("Bad response from PING health check")

    # Commands

    async def call(self, packed):
        """The reply to a command, whatever else is due; it is sent again as the Retry says."""
        return await self.retry.call_with_retry(lambda: self.call_once(packed), self.failed)

    async def call_once(self, packed):
        if not self.is_connected:
            await self.connect_check_health()
        elif self.health_check_interval:
            await self.check_health()
            self._heard()
        try:
            ask = (b"CALL", self._number, tasks.running_name())
            call = port.current().request(*ask, *packed)
            return await limited(call, packed, self.socket_timeout)
        except WorldError as error:
            raise self._refused(error) from None

    async def send_command(self, *args, **kwargs):
        """Sends a command; read_response waits for its reply."""
        packed = self.encoder.pack(args)
        await self._ready(kwargs.get("check_health", True))
        self._send(packed)

    async def send_packed_command(self, command, check_health=True):
        """Sends what pack_command or pack_commands made."""
        await self._ready(check_health)
        for packed in self._unpacked(command):
            self._send(packed)

    async def _ready(self, check_health):
        if not self.is_connected:
            await self.connect()
        elif check_health and self.health_check_interval:
            await self.check_health()

    async def can_read(self):
        """Whether a reply or message has come that was not read yet."""
        await asyncio.sleep(0)
        return self._has_come()

    async def can_read_destructive(self):
        return await self.can_read()

    async def read_response(
        self, disable_decoding=False, timeout=None, *, disconnect_on_error=True, push_request=False
    ):
        """The oldest reply or message that was not read; None when timeout seconds have passed."""
        try:
            came = await self._read_next(None if timeout == math.inf else timeout)
        except asyncio.CancelledError:
            if disconnect_on_error:  # the reply would be taken for that of another command
                self._let_go()
            raise
        if came is None:
            return None
        self._heard()
        return self._read(came[0], disable_decoding)

    async def _read_next(self, timeout):
        came = self._next()
        if came is None and timeout is not None and timeout <= 0:
            await asyncio.sleep(0)  # one look, not a wait
            return self._next()
        if came is None and (missing := self._missing()):
            raise missing
        return await self._wait(timeout) if came is None else came

    async def _wait(self, timeout):
        loop = asyncio.get_running_loop()
        over = None if timeout is None else loop.create_future()
        timer = over and loop.call_later(timeout, self._give_up, over)
        try:
            while (came := self._next()) is None and not (over and over.done()):
                if missing := self._missing():
                    raise missing
                waiter = loop.create_future()
                self._waiters = (*self._waiters, waiter)
                port.current().labels[waiter] = self._what()
                await waiter
            return came
        finally:
            if timer is not None:
                timer.cancel()

    def _give_up(self, over):
        over.set_result(None)
        self._came()

    def _came(self):
        waiters, self._waiters = self._waiters, ()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)


async def limited(call, packed, seconds):
    """Awaits a call; one that waits on the server, too, has only socket_timeout for its reply."""
    if seconds is None or not may_block(packed):
        return await call
    try:
        async with asyncio.timeout(seconds):
            return await call
    except builtins.TimeoutError:
        raise WorldError("timeout", "there was no reply") from None


async def _result(value):
    return await value if inspect.isawaitable(value) else value


async def login(connection):
    """(username, password) as the options or their credential provider have it."""
    provider = connection.credential_provider
    if provider is None:
        return connection.username, connection.password
    return login_of(await provider.get_credentials_async())


class Connection(TcpOptions, AbstractConnection):
    """A connection over the simulated link."""

    def __init__(
        self,
        *,
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
        ssl_ca_data=None, ssl_ca_path=None, ssl_check_hostname=True, ssl_min_version=None,
        ssl_ciphers=None, ssl_password=None, **kwargs,
    ):  # fmt: skip
        self._secure(locals())
        super().__init__(**kwargs)


class UnixDomainSocketConnection(PathOptions, AbstractConnection):
    """A connection through a socket file, which leads to the page's one server."""

    def __init__(self, *, path="", **kwargs):
        self.path = path
        super().__init__(**kwargs)


def parse_url(url):
    """The connection options in a URL."""
    return _url.parse_url(url, UnixDomainSocketConnection, SSLConnection)


class ConnectionPool(PoolBase):
    """Connections to one server, opened as they are needed; one too many is an error."""

    _tls = SSLConnection
    _parse_url = staticmethod(parse_url)
    _abandoned = False  # connections were open when their loop was closed

    def __init__(self, connection_class=Connection, max_connections=None, **connection_kwargs):
        self._make(connection_class, max_connections, connection_kwargs)

    async def meet(self):
        """The number of the world's client, which is made now unless there is one."""
        self._check_loop()
        credentials = await login(self.options())
        asyncio.get_running_loop().left_to.add(self)
        return self.world or self._meet(credentials)

    def loop_closed(self):
        """Hears that the loop of its connections is closed; who next uses them finds that out."""
        if self._world is not None and not self._world.refused:
            self.world, self._abandoned = None, True

    def _check_loop(self):
        if self._abandoned:
            self._abandoned = False
            self.reset()
            raise RuntimeError("Event loop is closed")

    async def again(self, error, do, explain=None):
        """Does again, as this pool's Retry says, what has failed with a world's error."""
        explain = explain or self.error
        retry = copy.deepcopy(self.retry)  # it counts: each call has its own
        failed = explain(error)
        if error.kind == "pool" or not retry.get_retries():
            raise failed from None

        async def once():
            try:
                return await do()
            except WorldError as error:
                raise explain(error) from None

        return await retry.call_with_retry(once_failed(failed, once), _nothing)

    async def get_connection(self, command_name=None, *keys, **options):
        """A connection of the caller's own, until it is released."""
        connection = self.get_available_connection()
        try:
            await self.ensure_connection(connection)
        except BaseException:
            self._in_use_connections.discard(connection)
            raise
        return connection

    def get_available_connection(self):
        """A connection that is not in use; it may have to connect yet."""
        connection = self._kept.pop() if self._kept else self.make_connection()
        self._in_use_connections.add(connection)
        return connection

    async def ensure_connection(self, connection):
        await connection.connect()

    async def release(self, connection):
        """Takes back a connection that get_connection has lent."""
        self._in_use_connections.discard(connection)
        if connection.should_reconnect():
            connection.reset_should_reconnect()
            await connection.disconnect()
        elif self.prepares and connection.is_connected:
            self._kept.append(connection)
        else:
            connection._let_go()

    async def disconnect(self, inuse_connections=True):
        """Closes every connection, or those that nobody uses; the pool can be used again."""
        if not inuse_connections and self._in_use_connections:
            for connection in self._kept:
                connection._let_go()
            self._kept.clear()
            return
        self._check_loop()
        world = self.give_up()
        if world is not None:
            await port.current().request(b"DISCONNECT", world.number)

    async def aclose(self):
        await self.disconnect()

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc_value, traceback):
        await self.aclose()


async def _nothing(error):
    """What is left to do after a failure: the world has closed the connection."""


class BlockingConnectionPool(Blocking, ConnectionPool):
    """A pool that waits for a free connection in place of an error."""

    def __init__(
        self,
        max_connections=50,
        timeout=20,
        connection_class=Connection,
        queue_class=asyncio.LifoQueue,
        **connection_kwargs,
    ):
        self._wait(timeout)
        super().__init__(connection_class, max_connections, **connection_kwargs)
