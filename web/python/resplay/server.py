"""The program's own servers: who listens where, and the streams that come in."""

import os
import socket

from . import hosts, port
from .sockets import Socket
from .transport import WorldTransport

_FIRST_FREE = 32768  # the first port that a server is given which asks for any
_FIRST_OUTGOING = 49152  # and that a stream seems to come from


class Listening(Socket):
    """A server's socket: it has an address from when it is bound, and answers once it serves."""

    def __init__(self, name, family=socket.AF_INET):
        super().__init__(port.current().number(), name, family=family)
        self._serving = None  # the server, and what makes its protocols

    def serve(self, loop, factory, server):
        self._serving = (loop, factory, server)

    def stop(self):
        self._serving = None
        listeners = port.current().listeners
        if listeners.get(self._name) is self:
            del listeners[self._name]

    @property
    def serves(self):
        return self._serving is not None

    def accept(self, stream, names):
        """The server's end of a stream that has come."""
        loop, factory, server = self._serving
        transport = WorldTransport(loop, stream, factory(), names, server)
        loop.call_soon(transport.open)
        return transport


class Arriving:
    """A stream on its way to a server of the program's."""

    def __init__(self, listening, near, names):
        self.stream = port.current().number()
        self._listening = listening
        self._near = near
        self._names = names
        self._came = False
        port.current().listen(self.stream, self)

    def accepted(self):
        here = port.current()
        self._came = True
        if not self._listening.serves:
            here.forget(self.stream)
            here.send(b"ABORT", self.stream)
            return
        far = self._listening.accept(self.stream, self._names)
        far.other, self._near.other = self._near, far

    def eof(self):
        self.give_up()

    def broken(self, message):
        self.give_up()

    def give_up(self):
        if not self._came:
            port.current().forget(self.stream)


def outgoing(stream):
    """The address that a stream seems to come from."""
    return (hosts.HERE, _FIRST_OUTGOING + stream % 16_000)


def find(where):
    """The socket that answers at an address or a path, or None."""
    listeners = port.current().listeners
    if isinstance(where, str):
        found = listeners.get(where)
        return found if found is not None and found.serves else None
    for name, found in listeners.items():
        if isinstance(name, tuple) and found.serves and _meet(name, where):
            return found
    return None


def _meet(one, other):
    """Whether two addresses have a port and a host in common."""
    return one[1] == other[1] and (one[0] == other[0] or hosts.is_any(one[0]) or hosts.is_any(other[0]))


def bind(host, service):
    """A socket at an address; OSError as CPython has it where that cannot be."""
    ip = "0.0.0.0" if host in (None, "") else hosts.address(host)
    name = (ip, hosts.number(service) or _free())
    if not hosts.is_here(ip):
        raise OSError(f"could not bind on any address out of [{name!r}]")
    if name[1] == hosts.REDIS or any(_meet(name, taken) for taken in _addresses()):
        text = "[errno 98] address already in use"
        raise OSError(98, f"error while attempting to bind on address {name!r}: {text}")
    return _listen(Listening(name))


def bind_path(path):
    """A socket file, in the place of one that is there already, as with asyncio."""
    return _listen(Listening(os.fsdecode(path), socket.AF_UNIX))


def _listen(listening):
    port.current().listeners[listening.getsockname()] = listening
    return listening


def _addresses():
    return [name for name in port.current().listeners if isinstance(name, tuple)]


def _free():
    taken = {name[1] for name in _addresses()}
    return next(at for at in range(_FIRST_FREE, _FIRST_OUTGOING) if at not in taken)
