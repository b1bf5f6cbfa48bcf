"""The stream of a connection: calls go into it as they are, and the world writes their bytes."""

import asyncio

from resplay import port, tasks
from resplay.port import WorldError

from . import errors
from ._raw import RawLink, is_own, is_own_path
from .parser import Reader
from .util import check_loop

__all__ = ["open_connection", "open_unix_connection", "StreamReader"]


async def open_connection(host=None, port=None, *, limit, loop=None, parser=None, **kwds):
    """Opens a stream for a RedisConnection."""
    check_loop(loop)
    if parser in (None, Reader) and not is_own(host, port):
        return await _open(StreamReader(limit), host, port)
    return _joined(await asyncio.open_connection(host, port, **kwds), limit)


async def open_unix_connection(address, *, limit, loop=None, parser=None, **kwds):
    """Opens a stream through a socket's path: to the page's one Redis, or an own server."""
    check_loop(loop)
    if parser in (None, Reader) and not is_own_path(address):
        return await _open(StreamReader(limit), "localhost", 6379)
    return _joined(await asyncio.open_unix_connection(address, **kwds), limit)


def _joined(streams, limit):
    reader = StreamReader(limit)
    reader.link = RawLink(*streams)
    return reader, StreamWriter(reader.link)


async def _open(reader, host, at):
    reader.link = Link()
    await reader.link.open(host, at)
    return reader, StreamWriter(reader.link)


class StreamReader(asyncio.StreamReader):
    """The end of a stream where replies come out."""

    link = None

    def set_parser(self, parser):
        """Takes the class that reads replies: ours is the world's own."""
        if isinstance(self.link, RawLink):
            self.link.set_parser(parser)

    async def readobj(self):
        raise RuntimeError("the connection itself reads its replies")

    read = readline = readuntil = readexactly = readobj


class StreamWriter:
    """The end of a stream where calls go in."""

    def __init__(self, link):
        self.transport = link

    def close(self):
        self.transport.close()

    def is_closing(self):
        return self.transport.is_closing()


class Link:
    """One of the world's connections, with its client."""

    def __init__(self):
        self._port = port.current()
        self._client = self._port.number()
        self._number = self._port.number()
        self._closed = None  # the future of its end, once it is near

    async def open(self, host, at):
        self._port.ask(
            _Unheard(), b"CLIENT", self._client, "host", host, "port", at, "protocol", 2,
            "max", 1, "mode", "percall", "redials", 0,
        )  # fmt: skip
        try:
            await self._port.request(
                b"ACQUIRE", self._client, self._number, tasks.running_name(),
                undo=(b"RELEASE", self._number),
            )  # fmt: skip
        except WorldError as error:
            self.close()
            raise _not_opened(error, host, at) from None
        except asyncio.CancelledError:
            self.close()
            raise

    def listen(self, listener):
        """Has pushes and the loss of the connection go to listener."""
        self._port.listen(self._number, listener)

    def call(self, call, pieces):
        """Writes a command; call.set_result gets what it comes to. Returns the answer's number."""
        return self._port.ask(call, b"CALL", self._number, tasks.running_name(), *pieces)

    def give_up(self, number):
        self._port.give_up(number)

    def get_extra_info(self, name, default=None):
        return default

    def is_closing(self):
        return self._closed is not None

    def close(self):
        if self._closed is None:
            self._port.forget(self._number)
            self._closed = asyncio.get_running_loop().create_future()
            self._port.labels[self._closed] = "a connection to be closed"
            self._port.ask(_Unheard(), b"DISCONNECT", self._number)
            self._port.ask(self._closed, b"DISCONNECT", self._client)

    async def wait_closed(self):
        if not self._closed.done():
            await asyncio.shield(self._closed)


class _Unheard:
    """An answer that nobody needs."""

    def done(self):
        return True


def _not_opened(error, host, at):
    if error.kind == "closed":
        return ConnectionRefusedError(111, f"Connect call failed ({host!r}, {at}): {error}")
    if error.kind == "timeout":
        return TimeoutError(f"Connect call to ({host!r}, {at}) timed out: {error}")
    return errors.from_world(error)
