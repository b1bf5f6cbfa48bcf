"""asyncio transports over streams: to Redis, to the echo service, or to the program's own servers."""

import asyncio
from asyncio import constants, transports
from collections import deque

from . import port
from .sockets import Socket

_WINDOW = 2**18  # bytes under way to an end, or there, that it has not read


class WorldTransport(transports._FlowControlMixin, asyncio.Transport):
    """One end of a stream. What comes while reading is paused is kept for later."""

    _sendfile_compatible = constants._SendfileMode.FALLBACK

    def __init__(self, loop, stream, protocol, names, server=None):
        extra = {**names, "socket": Socket(stream, names["sockname"], names["peername"])}
        super().__init__(extra, loop)
        self.other = None  # the other end, where that is the program's too
        self.written = 0  # bytes, in all
        self.read = 0
        self._here = port.current()
        self.stream = stream
        self._protocol = protocol
        self._server = server
        self._kept = deque()  # bytes; None is their end
        self._handing = False  # what is kept is about to be handed over
        self._paused = False
        self._closing = False
        self._ended = False  # our side writes no more
        self._gone = False  # the other side neither writes nor reads any more
        self._refused_at = None  # when our side wrote to one that was gone
        self._unsent = 0  # bytes written, as far as the world has not said that they are sent
        self._draining = False  # it has been asked
        self._full = None  # the end that waits until this one reads on
        self._here.listen(stream, self)
        if server is not None:
            server._attach(self)

    def __hash__(self):
        return self.stream  # not its address: a server's set of them has one order in all runs

    def open(self):
        self._protocol.connection_made(self)

    def discard(self):
        """Drops a stream that never opened."""
        self._here.forget(self.stream)

    # From the world

    def data(self, data):
        self._keep(data)

    def eof(self):
        self._gone = self.other is None
        self._keep(None)

    def broken(self, message):
        error = ConnectionResetError(104, "Connection reset by peer")
        if self._paused or not self._kept:
            self._break(error)
        else:
            self._keep(error)

    def _keep(self, piece):
        self._kept.append(piece)
        self._hand_soon()

    def _hand_soon(self):
        if not self._handing:
            self._handing = True
            self._loop.call_soon(self._hand_over)

    def _hand_over(self):
        self._handing = False
        while self._kept and not self._paused and not self._closing:
            self._hand(self._kept.popleft())
        if self._full is not None and self.has_room(self._full.written):
            waiting, self._full = self._full, None
            waiting._ask()

    def has_room(self, written):
        """Whether the other end, which has written so much, may go on."""
        return self._closing or written - self.read <= _WINDOW

    def _hand(self, piece):
        try:
            if piece is None:
                if not self._protocol.eof_received():
                    self.close()
            elif isinstance(piece, Exception):
                self._break(piece)
            else:
                self.read += len(piece)
                self._hand_bytes(piece)
        except Exception as error:
            self._fail(error)

    def _hand_bytes(self, data):
        if isinstance(self._protocol, asyncio.BufferedProtocol):
            asyncio.protocols._feed_data_to_buffered_proto(self._protocol, data)
        else:
            self._protocol.data_received(data)

    def _fail(self, error):
        """The protocol's own code has failed."""
        self._loop.call_exception_handler(
            {
                "message": "Fatal error: protocol.data_received() call failed.",
                "exception": error,
                "transport": self,
                "protocol": self._protocol,
            }
        )
        self._here.send(b"ABORT", self.stream)
        self._break(error)

    # Reading

    def get_protocol(self):
        return self._protocol

    def set_protocol(self, protocol):
        self._protocol = protocol

    def is_closing(self):
        return self._closing

    def is_reading(self):
        return not self._paused and not self._closing

    def pause_reading(self):
        self._paused = True

    def resume_reading(self):
        self._paused = False
        self._hand_soon()

    # Writing

    def write(self, data):
        if not isinstance(data, bytes | bytearray | memoryview):
            raise TypeError(
                f"data argument must be a bytes-like object, not {type(data).__name__!r}"
            )
        if self._ended:
            raise RuntimeError("Cannot call write() after write_eof()")
        if not data or self._closing:
            return
        if self._gone:
            self._write_in_vain()
            return
        data = bytes(data)
        self._here.send(b"WRITE", self.stream, data)
        self._unsent += len(data)
        self.written += len(data)
        if self._unsent > self._high_water and not self._draining:
            self._draining = True
            self._ask()
            self._maybe_pause_protocol()

    def _write_in_vain(self):
        """To who has left: the first bytes are refused, and who writes on later hears of that."""
        if self._refused_at is None:
            self._refused_at = self._here.now
        elif self._here.now > self._refused_at:
            self._break(BrokenPipeError(32, "Broken pipe"))

    def writelines(self, list_of_data):
        self.write(b"".join(list_of_data))

    def get_write_buffer_size(self):
        # Few bytes are no matter for the wire, and not asked about.
        return self._unsent if self._draining else 0

    def _ask(self):
        """Asks to be told when all that was written so far has left."""
        asked = self._unsent
        future = self._loop.create_future()
        future.add_done_callback(lambda _: self._sent(asked))
        self._here.ask(future, b"DRAIN", self.stream)

    def _sent(self, asked):
        if self.other is not None and not self.other.has_room(self.written):
            self.other._full = self
            return
        self._unsent -= asked
        if self._unsent > self._low_water:
            self._ask()
            return
        self._draining = False
        self._unsent = 0
        if self._closing:
            self._lose(None)
        else:
            self._maybe_resume_protocol()

    def can_write_eof(self):
        return True

    def write_eof(self):
        if not self._ended and not self._closing:
            self._ended = True
            self._here.send(b"SHUT", self.stream)

    # The end

    def close(self):
        """Ends the stream once all that was written has left."""
        if self._closing:
            return
        self._stop(b"EOF")
        if not self._draining:
            self._lose(None)

    def abort(self):
        if not self._closing:
            self._stop(b"ABORT")
            self._lose(None)

    def _stop(self, verb):
        self._closing = True
        self._here.forget(self.stream)
        self._here.send(verb, self.stream)

    def _break(self, error):
        if not self._closing or self._draining:
            self._closing = True
            self._draining = False
            self._here.forget(self.stream)
            self._lose(error)

    def _lose(self, error):
        self._kept.clear()
        self._hand_soon()  # for who waits for room
        self._loop.call_soon(self._lost, error)

    def _lost(self, error):
        self._protocol.connection_lost(error)
        server, self._server = self._server, None
        if server is not None:
            server._detach(self)
