"""The synchronous client: each command waits for its reply, and the whole program with it."""

import time
from functools import partial

from resplay import blocking, tasks
from resplay.port import WorldError

from . import connection as kinds
from ._client import ClientBase
from ._defaults import default_retry
from ._pipeline import PipelineBase
from ._replies import CaseInsensitiveDict
from .commands import CoreCommands
from .driver_info import VERSION
from .exceptions import ConnectionError, ResponseError, TimeoutError, WatchError
from .lock import Lock
from .monitor import Monitor
from .pubsub import PubSub, PubSubWorkerThread
from .retry import Retry

__all__ = [
    "CaseInsensitiveDict",
    "Monitor",
    "Pipeline",
    "PubSub",
    "PubSubWorkerThread",
    "Redis",
    "StrictRedis",
]


class Redis(ClientBase, CoreCommands):
    """A client whose commands return their replies."""

    _kinds = kinds

    def __init__(
        self, host="localhost", port=6379, db=0, password=None, socket_timeout=None,
        socket_connect_timeout=None, socket_keepalive=True, socket_keepalive_options=None,
        connection_pool=None, unix_socket_path=None, encoding="utf-8", encoding_errors="strict",
        decode_responses=False, retry_on_timeout=False, retry=default_retry(Retry),
        retry_on_error=None, ssl=False, ssl_keyfile=None, ssl_certfile=None,
        ssl_cert_reqs="required", ssl_include_verify_flags=None, ssl_exclude_verify_flags=None,
        ssl_ca_certs=None, ssl_ca_path=None, ssl_ca_data=None, ssl_check_hostname=True,
        ssl_password=None, ssl_validate_ocsp=False, ssl_validate_ocsp_stapled=False,
        ssl_ocsp_context=None, ssl_ocsp_expected_cert=None, ssl_min_version=None,
        ssl_ciphers=None, max_connections=None, single_connection_client=False,
        health_check_interval=0, client_name=None, lib_name="redis-py", lib_version=VERSION,
        driver_info=None, username=None, redis_connect_func=None, credential_provider=None,
        protocol=2, legacy_responses=True, cache=None, cache_config=None, event_dispatcher=None,
        maint_notifications_config=None,
    ):  # fmt: skip
        options = locals()
        del options["self"]
        self._construct(options | {"auto_close_connection_pool": None})

    @classmethod
    def from_url(cls, url, **kwargs):
        """A client with a pool of its own for the server that a URL names."""
        single = kwargs.pop("single_connection_client", False)
        client = cls(connection_pool=kinds.ConnectionPool.from_url(url, **kwargs))
        client.single_connection_client = single
        client.auto_close_connection_pool = True
        return client

    def execute_command(self, *args, **options):
        """Sends any command on a free connection, and returns its reply."""
        pool = self.connection_pool
        if self.single_connection_client and self.connection is None:
            self.connection = pool.get_connection()
        if self.connection is None and pool.prepares:
            return self._execute_lent(args, options)
        packed = self._encoder.pack(args)
        if self.connection is not None:
            reply = self.connection.call(packed)
        else:
            reply = pool.call(b"CALL", (tasks.running_name(), *packed))
        return self._read(args[0], reply, options)

    def _execute_lent(self, args, options):
        """Executes a command on a connection that is lent for it."""
        connection = self.connection_pool.get_connection()
        try:
            return connection.retry.call_with_retry(
                lambda: self._send_command_parse_response(connection, args[0], *args, **options),
                connection.failed,
            )
        finally:
            self.connection_pool.release(connection)

    def _send_command_parse_response(self, conn, command_name, *args, **options):
        conn.send_command(*args)
        return self.parse_response(conn, command_name, **options)

    def parse_response(self, connection, command_name, **options):
        """The next reply that came on a connection, as a command's method returns it."""
        try:
            reply = connection.read_response(disable_decoding=True)
        except ResponseError:
            if "EMPTY_RESPONSE" in options:
                return options["EMPTY_RESPONSE"]
            raise
        options.pop("EMPTY_RESPONSE", None)
        return self._read(command_name, reply, options)

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

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()

    def __del__(self):
        if self.connection is not None:
            self.connection._let_go()

    def close(self):
        """Gives the connection back, and closes the pool if it is the client's own."""
        connection, self.connection = self.connection, None
        if connection is not None:
            self.connection_pool.release(connection)
        if self.auto_close_connection_pool:
            self.connection_pool.disconnect()

    def client(self):
        """A client that keeps to one connection."""
        return type(self)(connection_pool=self.connection_pool, single_connection_client=True)

    # What is built on commands

    def pipeline(self, transaction=True, shard_hint=None):
        return Pipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)

    def transaction(self, func, *watches, **kwargs):
        """Runs func(pipe) as a transaction, again and again until no watched key was changed."""
        value_from_callable = kwargs.pop("value_from_callable", False)
        watch_delay = kwargs.pop("watch_delay", None)
        with self.pipeline(True, kwargs.pop("shard_hint", None)) as pipe:
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

    def monitor(self):
        """All commands that the server runs, as they come: `with client.monitor() as m`."""
        return Monitor(self.connection_pool)

    def get_cache(self):
        """None: the page's client keeps no cache."""


StrictRedis = Redis


class Pipeline(PipelineBase, Redis):
    """Commands that are sent together by execute."""

    def __init__(self, connection_pool, response_callbacks, transaction, shard_hint):
        self._collect(connection_pool, response_callbacks, transaction, shard_hint)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
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
        """Sends a command at once, on a connection of the pipeline's own."""
        if self.connection is None:
            self.connection = self.connection_pool.get_connection()
        packed = self._encoder.pack(args)
        if self.watching:
            reply = self._once(lambda: self.connection.call_once(packed))
        else:
            reply = self.connection.call(packed)
        self._saw(args[0])
        return self._read(args[0], reply, options)

    def _once(self, do):
        """Does what cannot be done again: with its connection, a watch is lost."""
        try:
            if not self.connection.is_connected:
                raise ConnectionError("Connection closed by server.")
            return do()
        except (ConnectionError, TimeoutError) as error:
            lost = self._lost_watch(error)
            self.reset()
            raise lost from error

    def execute(self, raise_on_error=True):
        """Sends what was collected, and returns the replies in a list."""
        try:
            if not self.command_stack and not self.watching:
                return []
            self.load_scripts()
            stack = list(self.command_stack)
            return self._replies(stack, self._send(stack), raise_on_error)
        finally:
            self.reset()

    def _send(self, stack):
        rest = (tasks.running_name(), *self._encoded(stack))
        explain = partial(self._failure, stack)
        if self.connection is None and self.connection_pool.prepares:
            self.connection = self.connection_pool.get_connection()
        if self.watching:
            return self._once(lambda: self._pipe(rest, explain))
        if self.connection is not None:
            return self.connection.retry.call_with_retry(
                lambda: self._pipe(rest, explain), self.connection.failed
            )
        return self.connection_pool.call(b"PIPE", rest, explain)

    def _pipe(self, rest, explain):
        """Sends the commands on the pipeline's own connection."""
        self.connection.connect()
        try:
            return blocking.call(b"PIPE", self.connection._number, *rest)
        except WorldError as error:
            raise explain(error) from None

    def load_scripts(self):
        """Makes sure that the server has the scripts that are about to run."""
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
        connection, self.connection = self.connection, None
        if connection is not None:
            self.connection_pool.release(connection)

    def close(self):
        self.reset()
