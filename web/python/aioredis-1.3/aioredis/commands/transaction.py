"""Transactions and pipelines: calls whose futures resolve when execute is awaited."""

import asyncio

from ..connection import read_reply
from ..errors import (
    ConnectionClosedError,
    MultiExecError,
    PipelineError,
    RedisError,
    WatchVariableError,
)
from ..util import _NOTSET, wait_ok


class TransactionsCommandsMixin:
    def watch(self, key, *keys):
        return wait_ok(self.execute(b"WATCH", key, *keys))

    def unwatch(self):
        return wait_ok(self.execute(b"UNWATCH"))

    def multi_exec(self):
        """A transaction: its calls are sent between MULTI and EXEC by execute."""
        return MultiExec(self._pool_or_conn, type(self))

    def pipeline(self):
        """A pipeline: its calls are sent together by execute."""
        return Pipeline(self._pool_or_conn, type(self))


class _Buffer:
    """Stands in for a connection, and keeps the calls."""

    def __init__(self, encoding):
        self.encoding = encoding
        self.db = None
        self.calls = []  # (future, command, args, options)

    def execute(self, command, *args, **kw):
        future = asyncio.get_event_loop().create_future()
        self.calls.append((future, command, args, kw))
        return future


class Pipeline:
    """Collects calls; their futures resolve once execute has sent them."""

    error_class = PipelineError

    def __init__(self, pool_or_connection, commands_factory):
        self._pool_or_conn = pool_or_connection
        self._buffer = _Buffer(pool_or_connection.encoding)
        self._redis = commands_factory(self._buffer)
        self._results = []
        self._done = False

    def __getattr__(self, name):
        assert not self._done, "Pipeline already executed. Create new one."
        method = getattr(self._redis, name)
        if not callable(method):
            return method

        def call(*args, **kw):
            try:
                task = asyncio.ensure_future(method(*args, **kw))
            except Exception as error:
                task = asyncio.get_event_loop().create_future()
                task.set_exception(error)
            self._results.append(task)
            return task

        return call

    async def execute(self, *, return_exceptions=False):
        """Sends the calls and returns their results in a list."""
        assert not self._done, "Pipeline already executed. Create new one."
        self._done = True
        if not self._buffer.calls:
            return await self._gather(return_exceptions)
        if hasattr(self._pool_or_conn, "acquire"):
            async with self._pool_or_conn.get() as connection:
                return await self._execute(connection, return_exceptions)
        return await self._execute(self._pool_or_conn, return_exceptions)

    async def _execute(self, connection, return_exceptions):
        await asyncio.gather(*self._send(connection), return_exceptions=True)
        return await self._gather(return_exceptions)

    def _send(self, connection):
        """Writes every call; what comes back settles the futures the program has."""
        for future, command, args, kw in self._buffer.calls:
            try:
                sent = connection.execute(command, *args, **kw)
            except Exception as error:
                future.set_exception(error)
            else:
                sent.add_done_callback(lambda done, future=future: _copy(done, future))
                yield sent

    async def _gather(self, return_exceptions):
        results = await asyncio.gather(*self._results, return_exceptions=True)
        errors = [result for result in results if isinstance(result, Exception)]
        if errors and not return_exceptions:
            raise self.error_class(errors)
        return results


class MultiExec(Pipeline):
    """Collects calls; execute sends them as one transaction."""

    error_class = MultiExecError

    async def _execute(self, connection, return_exceptions):
        multi = connection.execute(b"MULTI")
        queued = list(self._queue(connection))
        replies = connection.execute(b"EXEC", encoding=None)
        _, *outcomes = await asyncio.gather(multi, *queued, return_exceptions=True)
        try:
            answers = await replies
        except RedisError as error:
            self._refuse(outcomes, error)
            return await self._gather(return_exceptions)
        if answers is None:
            error = WatchVariableError("WATCH variable has changed")
            self._refuse([], error)
            await self._gather(True)
            raise error
        self._settle(answers)
        return await self._gather(return_exceptions)

    def _queue(self, connection):
        for _, command, args, _ in self._buffer.calls:
            yield connection.execute(command, *args, encoding=None)

    def _refuse(self, outcomes, error):
        """Fails every call: with what the server said to it, or with why there was no EXEC."""
        if isinstance(error, ConnectionClosedError):
            outcomes = []
        for n, (future, *_) in enumerate(self._buffer.calls):
            own = outcomes[n] if n < len(outcomes) else None
            if not future.done():
                future.set_exception(own if isinstance(own, Exception) else error)

    def _settle(self, answers):
        for (future, _, _, kw), answer in zip(self._buffer.calls, answers, strict=True):
            encoding = kw.get("encoding", _NOTSET)
            if encoding is _NOTSET:
                encoding = self._buffer.encoding
            if future.done():
                continue
            try:
                future.set_result(read_reply(answer, encoding))
            except Exception as error:
                future.set_exception(error)


def _copy(done, future):
    if future.done():
        return
    if done.cancelled():
        future.cancel()
    elif done.exception() is not None:
        future.set_exception(done.exception())
    else:
        future.set_result(done.result())
