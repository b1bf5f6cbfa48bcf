"""The synchronous client: each command waits for its reply, and the whole program with it."""

import time

from resplay import blocking, port, tasks
from resplay.port import WorldError

from ._client import ClientBase
from ._pipeline import PipelineBase
from ._replies import CaseInsensitiveDict
from .commands import CoreCommands
from .connection import ConnectionPool
from .exceptions import WatchError
from .lock import Lock
from .pubsub import PubSub

__all__ = ["CaseInsensitiveDict", "Pipeline", "Redis", "StrictRedis"]


class Redis(ClientBase, CoreCommands):
    """A client whose commands return their replies."""

    pool_class = ConnectionPool

    def execute_command(self, *args, **options):
        """Sends any command on a free connection, and returns its reply."""
        if self.single_connection_client and self._own is None:
            self._own = self.connection_pool.borrow()
        packed = self._encoder.pack(args)
        handle = self._own or self.connection_pool.handle()
        reply = self.connection_pool.call(b"CALL", handle, tasks.running_name(), *packed)
        return self._read(args[0], reply, options)

    def __getitem__(self, name):
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __setitem__(self, name, value):
        self.set(name, value)

    # Lifetime

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        """Gives the connection back, and closes the pool if it is the client's own."""
        own, self._own = self._own, None
        if own is not None:
            port.current().send(b"RELEASE", own)
        if self.auto_close_connection_pool:
            self.connection_pool.disconnect()

    def client(self):
        """A client that keeps to one connection."""
        return type(self)(connection_pool=self.connection_pool, single_connection_client=True)

    # What is built on commands

    def pipeline(self, transaction=True, shard_hint=None):
        return Pipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)

    def transaction(
        self, func, *watches, shard_hint=None, value_from_callable=False, watch_delay=None
    ):
        """Runs func(pipe) as a transaction, again and again until no watched key was changed."""
        with self.pipeline(True, shard_hint) as pipe:
            while True:
                try:
                    if watches:
                        pipe.watch(*watches)
                    value = func(pipe)
                    results = pipe.execute()
                    return value if value_from_callable else results
                except WatchError:
                    if watch_delay is not None and watch_delay > 0:
                        time.sleep(watch_delay)

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
    """Commands that are sent together by execute."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.reset()

    def watch(self, *names):
        """Has the transaction fail if one of the keys changes before it."""
        self._check_watch()
        return self.execute_command("WATCH", *names)

    def unwatch(self):
        return self.execute_command("UNWATCH") if self.watching else True

    def discard(self):
        self.reset()

    def immediate_execute_command(self, *args, **options):
        if self._own is None:
            self._own = self.connection_pool.borrow()
        packed = self._encoder.pack(args)
        reply = self._call(b"CALL", self._own, tasks.running_name(), *packed)
        self._saw(args[0])
        return self._read(args[0], reply, options)

    def _call(self, *message):
        try:
            return blocking.call(*message)
        except WorldError as error:
            raise self._failure(error) from None

    def execute(self, raise_on_error=True):
        """Sends what was collected, and returns the replies in a list."""
        try:
            if not self.command_stack and not self.watching:
                return []
            self._load_scripts()
            handle = self._own or self.connection_pool.handle()
            replies = self._call(b"PIPE", handle, tasks.running_name(), *self._encoded())
            return self._replies(replies, raise_on_error)
        finally:
            self.reset()

    def _load_scripts(self):
        scripts = list(self.scripts)
        if not scripts:
            return
        immediate = self.immediate_execute_command
        known = immediate("SCRIPT EXISTS", *(script.sha for script in scripts))
        for script, is_known in zip(scripts, known, strict=True):
            if not is_known:
                script.sha = immediate("SCRIPT LOAD", script.script)

    def reset(self):
        """Forgets what was collected, and gives the connection back: no key is watched any more."""
        self._clear()
        own, self._own = self._own, None
        if own is not None:
            port.current().send(b"RELEASE", own)

    close = reset
