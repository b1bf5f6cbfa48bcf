"""Hosts and addresses: there is one machine, on which Redis, an echo service and the program are."""

import os
import socket

from . import port

REDIS = 6379
ECHO = 8888
HERE = "127.0.0.1"
_ANY = ("0.0.0.0", "::")
_NAMES = ("localhost", "localhost.localdomain", "ip6-localhost", "redis")


def address(host):
    """The IP address of a host; socket.gaierror where there is none, as CPython has it."""
    if isinstance(host, bytes):
        host = host.decode()
    if not host or host.lower() in _NAMES:
        return HERE
    if _literal(host):
        return host
    if host in port.current().hosts:
        return HERE
    known = ", ".join(("localhost", *port.current().hosts))
    raise socket.gaierror(-2, f"Name or service not known (hosts of this page: {known})")


def _literal(host):
    """Whether a host is given by its address already."""
    if ":" in host:
        return True
    try:
        socket.inet_pton(socket.AF_INET, host)
        return True
    except OSError:
        return False


def is_here(ip):
    """Whether somebody may answer at an address."""
    return ip.startswith("127.") or ip in ("::1", *_ANY, *port.current().hosts)


def is_any(ip):
    """Whether who listens at an address listens at all of the machine's."""
    return ip in _ANY


def number(service):
    """A port as a number; some programs have it as text."""
    try:
        at = int(service or 0)
    except ValueError:
        raise socket.gaierror(-8, "Servname not supported for ai_socktype") from None
    if not 0 <= at <= 65535:
        raise OverflowError("getsockaddrarg: port must be 0-65535.")
    return at


def infos(host, service, family=0, type=0, proto=0, flags=0):
    """What socket.getaddrinfo says of a host."""
    ip = "0.0.0.0" if host is None and flags & socket.AI_PASSIVE else address(host)
    where = (ip, number(service))
    if ":" in ip:
        return [(socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (*where, 0, 0))]
    return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", where)]


def is_redis_path(path):
    """Whether a path is that of the socket file at which Redis listens, as far as names tell."""
    name = os.path.basename(path)
    return "redis" in path and name.endswith((".sock", ".socket"))
