"""Raw streams: asyncio transports over a simulated link of the world."""

import asyncio

from . import port
from .port import WorldError

_LOCAL = ("127.0.0.1", 49152)  # where a simulated connection seems to come from


async def connect(loop, protocol_factory, host, at, options):
    """Opens a stream and joins it to a new protocol, as loop.create_connection does."""
    if options.get("sock") is not None:
        raise ValueError("this page has no sockets: give host and port in place of sock")
    if host is None:
        raise ValueError("host and port was not specified and no sock specified")
    here = port.current()
    stream = here.number()
    protocol = protocol_factory()
    transport = WorldTransport(loop, here, stream, protocol, (host, at))
    try:
        await here.request(b"DIAL", stream, host, at, undo=(b"ABORT", stream))
    except WorldError as error:
        transport.discard()
        raise _os_error(error, host, at) from None
    except asyncio.CancelledError:
        transport.discard()
        raise
    transport.open()
    return transport, protocol


def _os_error(error, host, at):
    if error.kind == "timeout":
        return TimeoutError(f"Connect call to ({host!r}, {at}) timed out: {error}")
    return ConnectionRefusedError(111, f"Connect call failed ({host!r}, {at}): {error}")


class WorldTransport(asyncio.Transport):
    """One end of a stream. What comes while reading is paused is kept for later."""

    def __init__(self, loop, here, stream, protocol, peer):
        super().__init__({"peername": peer, "sockname": _LOCAL, "socket": None})
        self._loop = loop
        self._port = here
        self._stream = stream
        self._protocol = protocol
        self._kept = []  # (method of the protocol, arguments) while reading is paused
        self._paused = False
        self._closing = False
        self._ended = False  # our side was told that it may write no more
        here.listen(stream, self)

    def open(self):
        self._protocol.connection_made(self)

    def discard(self):
        """Drops a stream that never opened."""
        self._port.forget(self._stream)

    # From the world

    def data(self, data):
        self._read(self._protocol_data, data)

    def eof(self):
        self._read(self._protocol_eof)

    def broken(self, message):
        self._port.forget(self._stream)
        self._closing = True
        error = ConnectionResetError(104, f"Connection reset by peer: {message}")
        self._loop.call_soon(self._protocol.connection_lost, error)

    def _read(self, method, *fields):
        if self._paused:
            self._kept.append((method, fields))
        elif not self._closing:
            self._loop.call_soon(method, *fields)

    def _protocol_data(self, data):
        if isinstance(self._protocol, asyncio.BufferedProtocol):
            asyncio.protocols._feed_data_to_buffered_proto(self._protocol, data)
        else:
            self._protocol.data_received(data)

    def _protocol_eof(self):
        if not self._protocol.eof_received():
            self.close()

    # For the program

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
        kept, self._kept = self._kept, []
        for method, fields in kept:
            self._read(method, *fields)

    def write(self, data):
        if not isinstance(data, bytes | bytearray | memoryview):
            raise TypeError(
                f"data argument must be a bytes-like object, not {type(data).__name__!r}"
            )
        if self._ended:
            raise RuntimeError("Cannot call write() after write_eof()")
        if data and not self._closing:
            self._port.send(b"WRITE", self._stream, bytes(data))

    def writelines(self, list_of_data):
        self.write(b"".join(list_of_data))

    def can_write_eof(self):
        return True

    def write_eof(self):
        if not self._ended and not self._closing:
            self._ended = True
            self._port.send(b"EOF", self._stream)

    def get_write_buffer_size(self):
        return 0  # the link takes all there is

    def set_write_buffer_limits(self, high=None, low=None):
        pass

    def close(self):
        self._end(b"EOF")

    def abort(self):
        self._end(b"ABORT")

    def _end(self, verb):
        if self._closing:
            return
        self._closing = True
        self._port.forget(self._stream)
        if verb == b"ABORT" or not self._ended:
            self._port.send(verb, self._stream)
        self._loop.call_soon(self._protocol.connection_lost, None)
