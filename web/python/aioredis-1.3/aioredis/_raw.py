"""A connection over a plain stream: to a server of the program's own, or with its parser."""

import asyncio
from collections import deque
from itertools import count

from resplay import hosts, server
from resplay.wire import ErrorReply

from . import errors

_MESSAGES = (b"message", b"pmessage")


def is_own(host, at):
    """Whether a server of the program's answers there."""
    try:
        return server.find((hosts.address(host), int(at))) is not None
    except OSError:  # no such host
        return False


def is_own_path(path):
    return server.find(path) is not None


class RawLink:
    """What writes calls and reads replies, in the place of the world."""

    def __init__(self, reader, writer):
        self._reader = reader
        self._writer = writer
        self._numbers = count(1)
        self._calls = deque()  # [call, replies that are still due]
        self._task = None  # that reads
        self._closed = asyncio.Event()

    def set_parser(self, parser):
        self._parser = parser(protocolError=errors.ProtocolError, replyError=errors.ReplyError)

    def listen(self, listener):
        self._connection = listener
        self._task = asyncio.ensure_future(self._read_data())

    def call(self, call, pieces):
        self._writer.write(_encoded(pieces))
        due = len(pieces) - 1 if pieces[0].endswith(b"SUBSCRIBE") else 1
        self._calls.append([call, due])
        return next(self._numbers)

    def give_up(self, number):
        """The reply is dropped when it comes, since nobody has the future any more."""

    async def _read_data(self):
        error = errors.ConnectionClosedError("Reader at end of file")
        try:
            while data := await self._reader.read(65536):
                self._parser.feed(data)
                while (reply := self._parser.gets()) is not False:
                    self._take(reply)
        except asyncio.CancelledError:
            return  # by close
        except Exception as failure:
            error = failure
        self._connection.broke(error)

    def _take(self, reply):
        if isinstance(reply, list) and reply[0] in _MESSAGES and self._connection.in_pubsub:
            self._connection.pushed(reply)
            return
        assert self._calls, ("a reply that nobody waits for", reply)
        waiting = self._calls[0]
        waiting[1] -= 1
        if waiting[1] <= 0:
            self._calls.popleft()
            is_error = isinstance(reply, errors.ReplyError)
            waiting[0].set_result(ErrorReply(reply.args[0]) if is_error else reply)

    def get_extra_info(self, name, default=None):
        return self._writer.get_extra_info(name, default)

    def is_closing(self):
        return self._closed.is_set()

    def close(self):
        if not self.is_closing():
            self._closed.set()
            if self._task is not None:
                self._task.cancel()
            self._writer.close()

    async def wait_closed(self):
        await self._closed.wait()


def _encoded(pieces):
    bulks = b"".join(b"$%d\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return b"*%d\r\n%b" % (len(pieces), bulks)
