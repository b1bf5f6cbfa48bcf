"""Sockets that block, where the browser can pause Python for JavaScript: the same streams, for plain functions."""

import socket
import time

from . import blocking, hosts, network, port, server
from .port import CannotWait, Deadlock, WorldError
from .sockets import refusing

_SECOND = 1_000_000_000
_CANNOT = (
    "a socket waits inside a plain function, and this browser cannot: it lacks JavaScript promise "
    "integration (Chrome and Edge have it from version 137). "
    "Await asyncio.open_connection(host, port) in an `async def` in its place."
)
_OWN_SERVER = (
    "a socket waits inside a plain function for the program's own server at {}:{}, which runs on the "
    "event loop and cannot go on meanwhile; here a thread runs ahead to its end, so it is no way out. "
    "Await asyncio.open_connection(host, port) in its place."
)


class _End:
    """What has come on a stream, for who asks."""

    other = None

    def __init__(self, stream):
        self.stream = stream
        self.kept = bytearray()
        self.over = False
        self.error = None
        port.current().listen(stream, self)

    def has_room(self, written):
        return True

    def data(self, data):
        self.kept += data

    def eof(self):
        self.over = True

    def broken(self, message):
        self.over, self.error = True, ConnectionResetError(104, "Connection reset by peer")

    def silent(self):
        return not self.kept and not self.over

    def tell(self, verb, *rest):
        port.current().send(verb, self.stream, *rest)


class Blocking(socket.socket):
    """A socket of the program's that connects; servers are asyncio's."""

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        self._end = None
        self._wait = socket.getdefaulttimeout()
        self._settings = {}
        self._peer = None

    # Settings

    def setsockopt(self, level, option, value, *length):
        self._settings[level, option] = value

    def getsockopt(self, level, option, *size):
        return self._settings.get((level, option), 0)

    def settimeout(self, value):
        self._wait = value

    def gettimeout(self):
        return self._wait

    def setblocking(self, flag):
        self._wait = None if flag else 0.0

    def getsockname(self):
        return ("0.0.0.0", 0) if self._end is None else server.outgoing(self._end.stream)

    def getpeername(self):
        self._connected()
        return self._peer

    # Connecting

    def connect(self, address):
        if not port.current().can_block:
            raise CannotWait(_CANNOT)
        if isinstance(address, tuple):
            self._reach(address)
        else:
            raise FileNotFoundError(2, "No such file or directory")

    def _reach(self, address):
        where = (hosts.address(address[0]), hosts.number(address[1]))
        if not hosts.is_here(where[0]):
            time.sleep(network.PATIENCE if self._wait is None else self._wait)
            raise TimeoutError(110, "Connection timed out")
        end = _End(port.current().number())
        message, arriving = network.dialing(end, where, (address[0] or hosts.HERE, where[1]))
        try:
            blocking.call(*message)
        except WorldError as error:
            port.current().forget(end.stream)
            if arriving is not None:
                arriving.give_up()
            raise network.os_error(error, where) from None
        self._end, self._peer = end, where

    def connect_ex(self, address):
        try:
            self.connect(address)
        except OSError as error:
            return error.errno
        return 0

    def _connected(self):
        if self._end is None:
            raise OSError(107, "Transport endpoint is not connected")
        return self._end

    # Bytes

    def send(self, data, flags=0):
        end = self._connected()
        if end.over:
            raise end.error or BrokenPipeError(32, "Broken pipe")
        end.tell(b"WRITE", bytes(data))
        return len(data)

    def sendall(self, data, flags=0):
        self.send(data)

    def recv(self, size, flags=0):
        end = self._connected()
        self._await(end)
        if end.error is not None and not end.kept:
            raise end.error
        data = bytes(end.kept[:size])
        if not flags & socket.MSG_PEEK:
            del end.kept[:size]
        return data

    def recv_into(self, buffer, nbytes=0, flags=0):
        view = memoryview(buffer).cast("B")
        data = self.recv(nbytes or len(view), flags)
        view[: len(data)] = data
        return len(data)

    def _await(self, end):
        here = port.current()
        if self._wait == 0:
            if end.silent():
                here.block(here.now)
            if end.silent():
                raise BlockingIOError(11, "Resource temporarily unavailable")
            return
        deadline = -1 if self._wait is None else here.now + round(self._wait * _SECOND)
        try:
            blocking.wait_while(end.silent, lambda: "bytes on a socket", deadline)
        except (CannotWait, Deadlock):
            if end.other is None:
                raise
            raise CannotWait(_OWN_SERVER.format(*self._peer)) from None
        if end.silent():
            raise TimeoutError("timed out")

    # The end

    def shutdown(self, how):
        self._connected().tell(b"SHUT" if how == socket.SHUT_WR else b"EOF")

    def _real_close(self, *args):
        end, self._end = self._end, None
        if end is not None and port.current() is not None:
            end.tell(b"EOF")
            port.current().forget(end.stream)
        super()._real_close(*args)


for _name in ("accept", "bind", "listen", "recvfrom", "recvfrom_into", "recvmsg", "sendmsg", "sendto"):
    setattr(Blocking, _name, refusing(f"socket.socket.{_name}"))
Blocking.__name__ = Blocking.__qualname__ = "socket"
Blocking.__module__ = "socket"


def install():
    """Has programs make such sockets."""
    socket.socket = Blocking
