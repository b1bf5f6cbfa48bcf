import asyncio
from collections import deque

from aioredis.errors import ConnectionForcedCloseError, ProtocolError, ReplyError
from aioredis.parser import PyReader
from aioredis.util import encode_command


class RedisConnection:
    """A client from zero: commands go out in order, replies come back in that order."""

    def __init__(self, reader, writer, *, encoding=None, loop=None):
        self._reader, self._writer = reader, writer
        self._encoding = encoding
        self._parser = PyReader(ProtocolError, ReplyError)
        self._waiters = deque()
        self._db = 0
        self._closed = False
        self._reader_task = asyncio.create_task(self._read_data(), name="reader")

    def __repr__(self):
        return f"<RedisConnection [db:{self._db}]>"

    async def _read_data(self):
        error = ConnectionResetError("the server has hung up")
        try:
            while data := await self._reader.read(65536):
                self._parser.feed(data)
                while (reply := self._parser.gets()) is not False:
                    self._process_data(reply)
        except asyncio.CancelledError:
            return  # by close, which does the rest itself
        except Exception as failure:
            print("the reader stops:", repr(failure))
            error = failure
        self._do_close(error)

    def _process_data(self, reply):
        waiter, encoding, cb = self._waiters.popleft()
        if waiter.done():
            assert waiter.cancelled(), "a reply for a waiter that has one"
        elif isinstance(reply, ReplyError):
            waiter.set_exception(reply)
        else:
            if encoding is not None and isinstance(reply, bytes):
                reply = reply.decode(encoding)
            waiter.set_result(cb(reply) if cb else reply)

    def execute(self, command, *args, cb=None):
        assert not self._closed, "Connection closed or corrupted"
        self._writer.write(encode_command(command.upper().strip(), *args))
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append((waiter, self._encoding, cb))
        return waiter

    def select(self, db):
        def done(reply):
            self._db = db
            return reply

        return self.execute("SELECT", db, cb=done)

    def close(self):
        self._do_close(ConnectionForcedCloseError())

    def _do_close(self, error):
        if self._closed:
            return
        self._closed = True
        self._writer.transport.close()
        self._reader_task.cancel()
        self._reader_task = self._writer = self._reader = None
        for waiter, *_ in self._waiters:
            if not waiter.done():
                waiter.set_exception(error)
        self._waiters.clear()


async def create_connection(address, *, encoding=None):
    return RedisConnection(*await asyncio.open_connection(*address), encoding=encoding)
