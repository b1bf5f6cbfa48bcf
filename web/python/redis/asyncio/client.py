"""The asynchronous client: a command is a coroutine, and nothing is sent before it is awaited."""

import asyncio
import inspect
import warnings
from functools import partial
from types import CoroutineType

from resplay import port, tasks
from resplay.port import WorldError

from .._client import ClientBase
from .._defaults import default_retry
from .._pipeline import PipelineBase
from .._replies import CaseInsensitiveDict
from ..commands import AsyncCoreCommands
from ..driver_info import VERSION
from ..exceptions import ConnectionError, ResponseError, TimeoutError, WatchError
from ..utils import deprecated_function
from . import connection as kinds
from .connection import limited
from .lock import Lock
from .monitor import Monitor
from .pubsub import PubSub
from .retry import Retry

__all__ = ["CaseInsensitiveDict", "Monitor", "Pipeline", "PubSub", "Redis", "StrictRedis"]

_AWAITED = (CoroutineType, asyncio.Future)  # what a response callback may return


class Redis(ClientBase, AsyncCoreCommands):
    """A client that shares a pool of connections with all tasks of the program."""

    _kinds = kinds
    _DEL_MESSAGE = "Unclosed Redis client"

    def __init__(
        self, *, host="localhost", port=6379, db=0, password=None, socket_timeout=None,
        socket_connect_timeout=None, socket_keepalive=True, socket_keepalive_options=None,
        connection_pool=None, unix_socket_path=None, encoding="utf-8", encoding_errors="strict",
        decode_responses=False, retry_on_timeout=False, retry=default_retry(Retry),
        retry_on_error=None, ssl=False, ssl_keyfile=None, ssl_certfile=None,
        ssl_cert_reqs="required", ssl_include_verify_flags=None, ssl_exclude_verify_flags=None,
        ssl_ca_certs=None, ssl_ca_data=None, ssl_ca_path=None, ssl_check_hostname=True,
        ssl_min_version=None, ssl_ciphers=None, ssl_password=None, max_connections=None,
        single_connection_client=False, health_check_interval=0, client_name=None,
        lib_name="redis-py", lib_version=VERSION, driver_info=None, username=None,
        auto_close_connection_pool=None, redis_connect_func=None, credential_provider=None,
        protocol=2, legacy_responses=True, event_dispatcher=None, maint_notifications_config=None,
    ):  # fmt: skip
        options = locals()
        del options["self"]
        self._construct(options)
        self._single_conn_lock = asyncio.Lock()

    async def execute_command(self, *args, **options):
        """Sends any command on a free connection, and returns its reply."""
        pool = self.connection_pool
        if self.single_connection_client or pool.prepares:
            return await self._execute_on(args, options)
        packed = self._encoder.pack(args)
        try:
            world = pool.world or await pool.meet()
            call = port.current().request(b"CALL", world, tasks.running_name(), *packed)
            reply = await (call if pool.limit is None else limited(call, packed, pool.limit))
        except WorldError as error:
            reply = await pool.again(error, lambda: self._call(packed))
        value = self._read(args[0], reply, options)
        return await value if isinstance(value, _AWAITED) else value

    async def _call(self, packed):
        pool = self.connection_pool
        world = pool.world or await pool.meet()
        call = port.current().request(b"CALL", world, tasks.running_name(), *packed)
        return await limited(call, packed, pool.limit)

    async def _execute_on(self, args, options):
        """Executes a command on a connection of the client's own, or one lent for it."""
        await self.initialize()
        connection = self.connection
        if connection is not None:
            reply = await connection.call(self._encoder.pack(args))
            value = self._read(args[0], reply, options)
            return await value if isinstance(value, _AWAITED) else value
        connection = await self.connection_pool.get_connection()
        try:
            return await connection.retry.call_with_retry(
                lambda: self._send_command_parse_response(connection, args[0], *args, **options),
                connection.failed,
            )
        finally:
            await self.connection_pool.release(connection)

    async def _send_command_parse_response(self, conn, command_name, *args, **options):
        await conn.send_command(*args)
        return await self.parse_response(conn, command_name, **options)

    async def parse_response(self, connection, command_name, **options):
        """The next reply that came on a connection, as a command's method returns it."""
        try:
            reply = await connection.read_response(disable_decoding=True)
        except ResponseError:
            if "EMPTY_RESPONSE" in options:
                return options["EMPTY_RESPONSE"]
            raise
        options.pop("EMPTY_RESPONSE", None)
        value = self._read(command_name, reply, options)
        return await value if isinstance(value, _AWAITED) else value

    # Lifetime

    def __await__(self):
        return self.initialize().__await__()

    async def initialize(self):
        """Borrows the connection of a single connection client; others need nothing."""
        if self.single_connection_client:
            async with self._single_conn_lock:
                if self.connection is None:
                    self.connection = await self.connection_pool.get_connection()
        return self

    async def __aenter__(self):
        return await self.initialize()

    async def __aexit__(self, exc_type, exc_value, traceback):
        await self.aclose()

    def __del__(self, _warnings=warnings):
        if self.connection is None:
            return
        _warnings.warn(f"Unclosed client session {self!r}", ResourceWarning, source=self)
        try:
            context = {"client": self, "message": self._DEL_MESSAGE}
            asyncio.get_running_loop().call_exception_handler(context)
        except RuntimeError:
            pass
        self.connection._let_go()

    async def aclose(self, close_connection_pool=None):
        """Gives the connection back, and closes the pool if it is the client's own."""
        connection, self.connection = self.connection, None
        if connection is not None:
            await self.connection_pool.release(connection)
        if close_connection_pool or (
            close_connection_pool is None and self.auto_close_connection_pool
        ):
            await self.connection_pool.disconnect()

    @deprecated_function(version="5.0.1", reason="Use aclose() instead", name="close")
    async def close(self, close_connection_pool=None):
        await self.aclose(close_connection_pool)

    def client(self):
        """A client that keeps to one connection."""
        return type(self)(connection_pool=self.connection_pool, single_connection_client=True)

    # What is built on commands

    def pipeline(self, transaction=True, shard_hint=None):
        return Pipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)

    async def transaction(
        self, func, *watches, shard_hint=None, value_from_callable=False, watch_delay=None
    ):
        """Runs func(pipe) as a transaction, again and again until no watched key was changed."""
        async with self.pipeline(True, shard_hint) as pipe:
            while True:
                try:
                    if watches:
                        await pipe.watch(*watches)
                    value = func(pipe)
                    if inspect.isawaitable(value):
                        value = await value
                    results = await pipe.execute()
                    return value if value_from_callable else results
                except WatchError:
                    if watch_delay is not None and watch_delay > 0:
                        await asyncio.sleep(watch_delay)

    def lock(
        self,
        name,
        timeout=None,
        sleep=0.1,
        blocking=True,
        blocking_timeout=None,
        lock_class=None,
        thread_local=True,
        raise_on_release_error=True,
    ):
        return (lock_class or Lock)(
            self,
            name,
            timeout=timeout,
            sleep=sleep,
            blocking=blocking,
            blocking_timeout=blocking_timeout,
            thread_local=thread_local,
            raise_on_release_error=raise_on_release_error,
        )

    def pubsub(self, **kwargs):
        return PubSub(self.connection_pool, **kwargs)

    def monitor(self):
        """All commands that the server runs, as they come: `async with client.monitor() as m`."""
        return Monitor(self.connection_pool)


StrictRedis = Redis


class Pipeline(PipelineBase, Redis):
    """Commands that are sent together when execute is awaited."""

    _DEL_MESSAGE = "Unclosed Pipeline client"

    def __init__(self, connection_pool, response_callbacks, transaction, shard_hint):
        self._collect(connection_pool, response_callbacks, transaction, shard_hint)

    def __await__(self):
        return self._itself().__await__()

    async def _itself(self):
        return self

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc_value, traceback):
        await self.reset()

    async def watch(self, *names):
        """Has the transaction fail if one of the keys changes before it."""
        self._check_watch()
        return await self.execute_command("WATCH", *names)

    async def unwatch(self):
        return await self.execute_command("UNWATCH") if self.watching else True

    async def discard(self):
        await self.reset()

    async def immediate_execute_command(self, *args, **options):
        """Sends a command at once, on a connection of the pipeline's own."""
        if self.connection is None:
            self.connection = await self.connection_pool.get_connection()
        packed = self._encoder.pack(args)
        if self.watching:
            reply = await self._once(lambda: self.connection.call_once(packed))
        else:
            reply = await self.connection.call(packed)
        self._saw(args[0])
        value = self._read(args[0], reply, options)
        return await value if isinstance(value, _AWAITED) else value

    async def _once(self, do):
        """Does what cannot be done again: with its connection, a watch is lost."""
        try:
            if not self.connection.is_connected:
                raise ConnectionError("Connection closed by server.")
            return await do()
        except (ConnectionError, TimeoutError) as error:
            lost = self._lost_watch(error)
            await self.reset()
            raise lost from error

    async def execute(self, raise_on_error=True):
        """Sends what was collected, and returns the replies in a list."""
        try:
            if not self.command_stack and not self.watching:
                return []
            await self.load_scripts()
            stack = list(self.command_stack)  # other tasks may go on with the pipeline
            replies = await self._send(stack)
            return [
                await value if isinstance(value, _AWAITED) else value
                for value in self._replies(stack, replies, raise_on_error)
            ]
        finally:
            await self.reset()

    async def _send(self, stack):
        rest, pool = (tasks.running_name(), *self._encoded(stack)), self.connection_pool
        explain = partial(self._failure, stack)
        if self.connection is None and pool.prepares:
            self.connection = await pool.get_connection()
        if self.watching:
            return await self._once(lambda: self._pipe(rest, explain))
        if self.connection is not None:
            return await self.connection.retry.call_with_retry(
                lambda: self._pipe(rest, explain), self.connection.failed
            )
        try:
            return await self._pipe_shared(rest)
        except WorldError as error:
            return await pool.again(error, lambda: self._pipe_shared(rest), explain)

    async def _pipe_shared(self, rest):
        """Sends the commands on any connection of the pool."""
        pool = self.connection_pool
        return await port.current().request(b"PIPE", pool.world or await pool.meet(), *rest)

    async def _pipe(self, rest, explain):
        """Sends the commands on the pipeline's own connection."""
        await self.connection.connect()
        try:
            return await port.current().request(b"PIPE", self.connection._number, *rest)
        except WorldError as error:
            raise explain(error) from None

    async def load_scripts(self):
        """Makes sure that the server has the scripts that are about to run."""
        scripts = list(self.scripts)
        if not scripts:
            return
        immediate = self.immediate_execute_command
        known = await immediate("SCRIPT EXISTS", *(script.sha for script in scripts))
        for script, is_known in zip(scripts, known, strict=True):
            if not is_known:
                script.sha = await immediate("SCRIPT LOAD", script.script)

    async def reset(self):
        """Forgets what was collected, and gives the connection back: no key is watched any more."""
        self._clear()
        connection, self.connection = self.connection, None
        if connection is not None:
            await self.connection_pool.release(connection)

    async def aclose(self):
        await self.reset()
