"""The asynchronous client: a command is a coroutine, and nothing is sent before it is awaited."""

import asyncio
import inspect
import warnings

from resplay import port, tasks
from resplay.port import WorldError

from .._client import ClientBase
from .._pipeline import PipelineBase
from ..commands import AsyncCoreCommands
from ..exceptions import WatchError
from .connection import ConnectionPool
from .lock import Lock
from .pubsub import PubSub


class Redis(ClientBase, AsyncCoreCommands):
    """A client that shares a pool of connections with all tasks of the program."""

    pool_class = ConnectionPool

    async def execute_command(self, *args, **options):
        """Sends any command on a free connection, and returns its reply."""
        if self.single_connection_client and self._own is None:
            await self.initialize()
        packed = self._encoder.pack(args)
        handle = self._own or self.connection_pool.handle()
        try:
            reply = await port.current().request(b"CALL", handle, tasks.running_name(), *packed)
        except WorldError as error:
            raise self.connection_pool.error(error) from None
        return self._read(args[0], reply, options)

    # Lifetime

    def __await__(self):
        return self.initialize().__await__()

    async def initialize(self):
        """Borrows the connection of a single connection client; others need nothing."""
        if self.single_connection_client and self._own is None:
            self._own = await self.connection_pool.borrow()
        return self

    async def __aenter__(self):
        return await self.initialize()

    async def __aexit__(self, *error):
        await self.aclose()

    async def aclose(self, close_connection_pool=None):
        """Gives the connection back, and closes the pool if it is the client's own."""
        own, self._own = self._own, None
        if own is not None:
            port.current().send(b"RELEASE", own)
        if close_connection_pool is None:
            close_connection_pool = self.auto_close_connection_pool
        if close_connection_pool:
            await self.connection_pool.disconnect()

    async def close(self, close_connection_pool=None):
        warnings.warn(
            "Call to deprecated close. (Use aclose() instead) -- Deprecated since version 5.0.1.",
            DeprecationWarning,
            stacklevel=2,
        )
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


StrictRedis = Redis


class Pipeline(PipelineBase, Redis):
    """Commands that are sent together when execute is awaited."""

    def __await__(self):
        return self._itself().__await__()

    async def _itself(self):
        return self

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
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
        if self._own is None:
            self._own = await self.connection_pool.borrow()
        packed = self._encoder.pack(args)
        try:
            reply = await port.current().request(b"CALL", self._own, tasks.running_name(), *packed)
        except WorldError as error:
            raise self._failure(error) from None
        self._saw(args[0])
        return self._read(args[0], reply, options)

    async def execute(self, raise_on_error=True):
        """Sends what was collected, and returns the replies in a list."""
        try:
            if not self.command_stack and not self.watching:
                return []
            await self._load_scripts()
            handle = self._own or self.connection_pool.handle()
            replies = await port.current().request(
                b"PIPE", handle, tasks.running_name(), *self._encoded()
            )
            return self._replies(replies, raise_on_error)
        except WorldError as error:
            raise self._failure(error) from None
        finally:
            await self.reset()

    async def _load_scripts(self):
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
        own, self._own = self._own, None
        if own is not None:
            port.current().send(b"RELEASE", own)

    aclose = reset
