"""What an event loop offers of the network: streams and servers; the rest is refused in words."""

import asyncio
import os
from asyncio import base_events

from . import hosts, port, server
from .port import WorldError
from .sockets import refusing
from .transport import WorldTransport

PATIENCE = 127  # seconds, for a machine that never answers: as long as Linux has it
_NO_TLS = (
    "the links of this page are simulated and carry plain bytes, for the timeline to show: "
    "leave out {}, and everything else is the same"
)
_GIVE_HOST = "this page has no sockets: give host and port in place of sock"


async def connect(loop, factory, where, dialed):
    """Opens a stream to an address or a path, and joins it to a new protocol."""
    here = port.current()
    stream = here.number()
    names = {"peername": where, "sockname": _outgoing(stream, where)}
    transport = WorldTransport(loop, stream, factory(), names)
    message, arriving = dialing(transport, where, dialed)
    try:
        await here.request(*message, undo=(b"ABORT", stream))
    except (WorldError, asyncio.CancelledError) as error:
        transport.discard()
        if arriving is not None:
            arriving.give_up()
        if isinstance(error, WorldError):
            raise os_error(error, where) from None
        here.send(b"ABORT", stream)
        raise
    transport.open()
    return transport, transport.get_protocol()


def _outgoing(stream, where):
    return "" if isinstance(where, str) else server.outgoing(stream)


def dialing(near, where, dialed):
    """The message that opens a stream, and its other end if that is the program's, or None."""
    stream = near.stream
    listening = server.find(where)
    if listening is not None:
        names = {"peername": _outgoing(stream, where), "sockname": where}
        arriving = server.Arriving(listening, near, names)
        return (b"JOIN", stream, *dialed, arriving.stream), arriving
    is_echo = not isinstance(where, str) and where[1] == hosts.ECHO
    return (b"JOIN" if is_echo else b"DIAL", stream, *dialed), None


def os_error(error, where):
    if error.kind == "server":  # the world lacks what is asked for
        return OSError(str(error))
    reason = str(error).partition("connection refused: ")[2]
    text = f"Connect call failed {where!r}"
    if not reason:
        return ConnectionResetError(104, text)
    return ConnectionRefusedError(111, f"{text}: {reason}")


def _no_tls(ssl, **others):
    if ssl:
        raise NotImplementedError(_NO_TLS.format("ssl"))
    for name, value in others.items():
        if value is not None:
            raise ValueError(f"{name} is only meaningful with ssl")


def _as_asyncio(method):
    """Has errors about arguments name the method as asyncio's do."""
    method.__qualname__ = f"BaseEventLoop.{method.__name__}"
    return method


class Network:
    """The part of an event loop that opens streams and serves them."""

    @_as_asyncio
    async def create_connection(
        self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0,
        sock=None, local_addr=None, server_hostname=None, ssl_handshake_timeout=None,
        ssl_shutdown_timeout=None, happy_eyeballs_delay=None, interleave=None, all_errors=False,
    ):
        _no_tls(
            ssl,
            server_hostname=server_hostname,
            ssl_handshake_timeout=ssl_handshake_timeout,
            ssl_shutdown_timeout=ssl_shutdown_timeout,
        )
        if sock is not None:
            raise ValueError(_GIVE_HOST)
        if host is None and port is None:
            raise ValueError("host and port was not specified and no sock specified")
        where = (hosts.address(host), hosts.number(port))
        if not hosts.is_here(where[0]):
            await asyncio.sleep(PATIENCE)
            raise TimeoutError(110, f"Connect call failed {where!r}: no such machine in this page")
        return await connect(self, protocol_factory, where, (host or hosts.HERE, where[1]))

    @_as_asyncio
    async def create_unix_connection(
        self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None,
        ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
    ):
        _no_tls(ssl, server_hostname=server_hostname)
        if sock is not None or path is None:
            raise ValueError("no path and sock were specified" if sock is None else _GIVE_HOST)
        path = os.fsdecode(path)
        if server.find(path) is None and not hosts.is_redis_path(path):
            raise FileNotFoundError(2, "No such file or directory")
        return await connect(self, protocol_factory, path, (path, hosts.REDIS))

    @_as_asyncio
    async def create_server(
        self, protocol_factory, host=None, port=None, *, family=0, flags=1, sock=None,
        backlog=100, ssl=None, reuse_address=None, reuse_port=None, keep_alive=None,
        ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True,
    ):
        if isinstance(ssl, bool):
            raise TypeError("ssl argument must be an SSLContext or None")
        _no_tls(ssl, ssl_handshake_timeout=ssl_handshake_timeout)
        if sock is not None:
            raise ValueError(_GIVE_HOST)
        if host is None and port is None:
            raise ValueError("Neither host/port nor sock were specified")
        several = not isinstance(host, str | bytes | None)
        sockets = []
        try:
            for name in dict.fromkeys(host if several else [host]):
                sockets.append(server.bind(name, port))
        except BaseException:
            for bound in sockets:
                bound.stop()
            raise
        return await self._serve(sockets, protocol_factory, backlog, start_serving)

    @_as_asyncio
    async def create_unix_server(
        self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None,
        ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True,
        cleanup_socket=True,
    ):
        _no_tls(ssl, ssl_handshake_timeout=ssl_handshake_timeout)
        if path is None or sock is not None:
            raise ValueError("path was not specified, and no sock specified")
        sockets = [server.bind_path(path)]
        return await self._serve(sockets, protocol_factory, backlog, start_serving)

    async def _serve(self, sockets, factory, backlog, start):
        made = base_events.Server(self, sockets, factory, None, backlog, None, None)
        if start:
            await made.start_serving()
        return made

    # What asyncio's Server calls

    def _start_serving(self, factory, listening, ssl=None, made=None, *rest):
        listening.serve(self, factory, made)

    def _stop_serving(self, listening):
        listening.stop()

    # Names

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        return hosts.infos(host, port, family, type, proto, flags)

    async def getnameinfo(self, sockaddr, flags=0):
        return sockaddr[0], str(sockaddr[1])

    # What there is not

    async def start_tls(self, *args, **options):
        raise NotImplementedError(_NO_TLS.format("start_tls"))


for _name in (
    "connect_accepted_socket", "connect_read_pipe", "connect_write_pipe",
    "create_datagram_endpoint", "sock_accept", "sock_connect", "sock_recv", "sock_recv_into",
    "sock_recvfrom", "sock_recvfrom_into", "sock_sendall", "sock_sendfile", "sock_sendto",
):
    setattr(Network, _name, refusing(f"loop.{_name}", awaited=True))
for _name in ("add_reader", "add_writer", "remove_reader", "remove_writer"):
    setattr(Network, _name, refusing(f"loop.{_name}"))
