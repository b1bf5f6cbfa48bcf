"""Sockets: what stands for those of a stream or a server, and why a program cannot make its own."""

import asyncio
import errno
import socket

from . import absent, hosts

_CONNECTING = "asyncio.open_connection(host, port) or loop.create_connection"
_SERVING = "asyncio.start_server(handle, host, port) or loop.create_server"
_SERVERS = ("accept", "bind", "create_server", "listen")  # the last word of what only servers call

# WebAssembly numbers errors in its own way; errors of the network have Linux's numbers here.
_NUMBERS = {
    "EAGAIN": 11,
    "EWOULDBLOCK": 11,
    "EPIPE": 32,
    "EADDRINUSE": 98,
    "EADDRNOTAVAIL": 99,
    "ECONNRESET": 104,
    "ENOTCONN": 107,
    "ETIMEDOUT": 110,
    "ECONNREFUSED": 111,
}


class Socket:
    """The socket of a stream or a server, as far as programs look at it."""

    type = socket.SOCK_STREAM

    def __init__(self, number, name, peer=None, family=socket.AF_INET):
        self.family = family
        self.proto = socket.IPPROTO_TCP if family == socket.AF_INET else 0
        self._number = number
        self._name = name
        self._peer = peer
        self._options = {}

    def fileno(self):
        return self._number

    def getsockname(self):
        return self._name

    def getpeername(self):
        if self._peer is None:
            raise OSError(107, "Transport endpoint is not connected")
        return self._peer

    def setsockopt(self, level, option, value, *length):
        self._options[level, option] = value

    def getsockopt(self, level, option, *size):
        return self._options.get((level, option), 0)

    def setblocking(self, flag):
        pass

    def settimeout(self, value):
        pass

    def gettimeout(self):
        return 0

    def listen(self, backlog=None):
        pass


def refusing(what, awaited=False):
    """Stands for what needs sockets, and says what is there."""
    serves = what.rpartition(".")[2].removeprefix("sock_") in _SERVERS
    streams = _SERVING if serves else _CONNECTING
    text = f"has no sockets that block: await {streams} in place of {what}"
    return absent.refusing(text, awaited)


async def open_unix_connection(path=None, *, limit=2**16, **options):
    """asyncio's, which it lacks where the system has no socket files."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=limit, loop=loop)
    protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_unix_connection(lambda: protocol, path, **options)
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)


async def start_unix_server(client_connected_cb, path=None, *, limit=2**16, **options):
    """asyncio's, for the same reason."""
    loop = asyncio.get_running_loop()

    def factory():
        reader = asyncio.StreamReader(limit=limit, loop=loop)
        return asyncio.StreamReaderProtocol(reader, client_connected_cb, loop=loop)

    return await loop.create_unix_server(factory, path, **options)


def install():
    """Puts these in the place of others."""
    if not hasattr(socket, "AF_UNIX"):
        socket.AF_UNIX = 1
    for name, number in _NUMBERS.items():
        setattr(errno, name, number)
        errno.errorcode.setdefault(number, name)
    for module in (asyncio, asyncio.streams):
        module.open_unix_connection = open_unix_connection
        module.start_unix_server = start_unix_server
    socket.getaddrinfo = hosts.infos
    socket.gethostbyname = hosts.address
    for name in ("create_server", "socketpair"):
        setattr(socket, name, refusing(f"socket.{name}"))
