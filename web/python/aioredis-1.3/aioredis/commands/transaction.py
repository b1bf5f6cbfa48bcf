"""Transactions and pipelines: calls whose futures resolve when execute is awaited."""

import asyncio
import functools

from ..abc import AbcPool
from ..errors import ConnectionClosedError, MultiExecError, PipelineError, RedisError
from ..util import check_loop, get_event_loop, wait_ok


class TransactionsCommandsMixin:
    def unwatch(self):
        return wait_ok(self._pool_or_conn.execute(b"UNWATCH"))

    def watch(self, key, *keys):
        """Has the transaction of this connection fail if one of the keys is changed before it."""
        return wait_ok(self._pool_or_conn.execute(b"WATCH", key, *keys))

    def multi_exec(self):
        """A transaction: its calls are sent between MULTI and EXEC by execute."""
        return MultiExec(self._pool_or_conn, type(self))

    def pipeline(self):
        """A pipeline: its calls are sent together by execute."""
        return Pipeline(self._pool_or_conn, type(self))


class _Buffer:
    """Stands in for a connection, and keeps the calls."""

    def __init__(self):
        self.calls = []  # (future, command, args, options)

    def execute(self, cmd, *args, **kw):
        future = get_event_loop().create_future()
        self.calls.append((future, cmd, args, kw))
        return future


class Pipeline:
    """Collects calls; their futures resolve once execute has sent them."""

    error_class = PipelineError

    def __init__(self, pool_or_connection, commands_factory=lambda conn: conn, *, loop=None):
        check_loop(loop)
        self._pool_or_conn = pool_or_connection
        self._buffer = _Buffer()
        self._redis = commands_factory(self._buffer)
        self._results = []
        self._done = False

    def __getattr__(self, name):
        self._check_new()
        method = getattr(self._redis, name)
        if not callable(method):
            return method

        @functools.wraps(method)
        def call(*args, **kw):
            self._check_new()
            try:
                result = asyncio.ensure_future(method(*args, **kw))
            except Exception as error:
                result = get_event_loop().create_future()
                result.set_exception(error)
            self._results.append(result)
            return result

        self.__dict__[name] = call  # so that the next one of its name is there
        return call

    def _check_new(self):
        assert not self._done, "Pipeline already executed. Create new one."

    async def execute(self, *, return_exceptions=False):
        """Sends the calls and returns their results in a list."""
        self._check_new()
        self._done = True
        if not self._buffer.calls:
            return await self._gather(return_exceptions)
        if not isinstance(self._pool_or_conn, AbcPool):
            return await self._run(self._pool_or_conn, return_exceptions)
        async with self._pool_or_conn.get() as connection:
            return await self._run(connection, return_exceptions)

    async def _run(self, connection, return_exceptions):
        await asyncio.gather(*self._send(connection), return_exceptions=True)
        return await self._gather(return_exceptions)

    def _send(self, connection):
        """Writes every call; what comes of each settles the future that the program has."""
        sent = []
        for future, command, args, kw in self._buffer.calls:
            try:
                reply = connection.execute(command, *args, **kw)
            except Exception as error:
                _fail(future, error)
                continue
            reply.add_done_callback(functools.partial(self._replied, future))
            sent.append(reply)
        return sent

    def _replied(self, future, reply):
        if future.done():
            return
        if reply.cancelled():
            future.cancel()
        elif reply.exception() is not None:
            future.set_exception(reply.exception())
        else:
            future.set_result(reply.result())

    async def _gather(self, return_exceptions):
        """The results in order, once the last is there."""
        results, errors = [], []
        for future in self._results:
            try:
                results.append(await future)
            except Exception as error:
                errors.append(error)
                results.append(error)
        if errors and not return_exceptions:
            raise self.error_class(errors)
        return results


class MultiExec(Pipeline):
    """Collects calls; execute sends them as one transaction."""

    error_class = MultiExecError

    async def _run(self, connection, return_exceptions):
        self._queued = []  # futures of the calls that the server has queued, in order
        multi = connection.execute("MULTI")
        sent = self._send(connection)
        replies = connection.execute("EXEC")
        await _all_replied(asyncio.gather(multi, *sent, return_exceptions=True))
        try:
            outcomes = await replies
        except (RedisError, OSError) as error:
            outcomes = [error] * len(self._queued)
            if connection.closed:
                self._give_up(error)
        for future, outcome in zip(self._queued, outcomes, strict=True):
            if isinstance(outcome, Exception):
                _fail(future, outcome)
            elif not future.done():
                future.set_result(outcome)
        return await self._gather(return_exceptions)

    def _give_up(self, error):
        """Fails every call that has no outcome: the connection will not bring one."""
        for future, *_ in self._buffer.calls:
            _fail(future, error if str(error) else ConnectionClosedError())

    def _replied(self, future, reply):
        if reply.cancelled() or reply.exception() is not None:
            super()._replied(future, reply)
        elif reply.result() in (b"QUEUED", "QUEUED"):
            self._queued.append(future)


async def _all_replied(gathered):
    """Waits even when it is cancelled: the connection is in the middle of a transaction."""
    try:
        await asyncio.shield(gathered)
    except asyncio.CancelledError:
        await gathered


def _fail(future, error):
    if not future.done():
        future.set_exception(error)
