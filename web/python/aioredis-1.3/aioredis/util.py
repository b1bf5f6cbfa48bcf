"""Encoding of commands, conversion of replies, checks of arguments, reading of addresses."""

import asyncio
import warnings
from urllib.parse import parse_qsl, urlparse

from resplay.instants import Instant

get_event_loop = asyncio.get_running_loop

_NOTSET = object()

# By exact type: what has no one encoding is refused.
_converters = {
    bytes: lambda value: value,
    bytearray: lambda value: value,
    str: str.encode,
    int: lambda value: b"%d" % value,
    float: lambda value: repr(value).encode(),
    Instant: lambda value: repr(value).encode(),  # a float, to programs
}


def encode_args(args):
    """Arguments as bytes."""
    try:
        return [bytes(_converters[type(arg)](arg)) for arg in args]
    except KeyError:
        wrong = next(arg for arg in args if type(arg) not in _converters)
        raise TypeError(
            f"Argument {wrong!r} expected to be of bytearray, bytes, float, int, or str type"
        ) from None


def encode_command(*args, buf=None):
    """A command as it is on the wire, appended to buf; nothing is if an argument is refused."""
    buf = bytearray() if buf is None else buf
    pieces = [b"$%d\r\n%b\r\n" % (len(arg), arg) for arg in encode_args(args)]
    buf.extend(b"*%d\r\n%b" % (len(args), b"".join(pieces)))
    return buf


def decode(obj, encoding):
    """A reply as text, with all that is nested in it."""
    if isinstance(obj, bytes):
        return obj.decode(encoding)
    if isinstance(obj, list):
        return [decode(item, encoding) for item in obj]
    return obj


def pairs(flat):
    return list(zip(flat[::2], flat[1::2]))


# Replies. In a transaction each command's own reply is QUEUED, which stays as it is.


async def wait_ok(fut):
    reply = await fut
    return reply if _is_queued(reply) else reply in (b"OK", "OK")


async def wait_convert(fut, type_, **kwargs):
    reply = await fut
    return reply if _is_queued(reply) else type_(reply, **kwargs)


async def wait_make_dict(fut):
    reply = await fut
    return reply if _is_queued(reply) else dict(pairs(reply))


def _is_queued(reply):
    return reply in (b"QUEUED", "QUEUED")


class coerced_keys_dict(dict):
    """A dict with names in bytes, which may be asked for as text."""

    def __getitem__(self, other):
        return dict.__getitem__(self, _converters[type(other)](other))

    def __contains__(self, other):
        return dict.__contains__(self, _converters[type(other)](other))


class _ScanIter:
    """The items of a whole walk; scan(cursor) is awaited for each part of it."""

    def __init__(self, scan):
        self._scan = scan
        self._cursor = b"0"
        self._items = []

    def __aiter__(self):
        return self

    async def __anext__(self):
        while not self._items and self._cursor:
            self._cursor, self._items = await self._scan(self._cursor)
        if not self._items:
            raise StopAsyncIteration
        return self._items.pop(0)


# Arguments


def typed(name, value, *kinds):
    """Refuses a value of another type; it must be an int where no kinds are given."""
    if not isinstance(value, kinds or int):
        names = " or ".join(kind.__name__ for kind in kinds or (int,))
        raise TypeError(f"{name} argument must be {names}")


def typed_seen(name, value):
    """Refuses what is not an int, and shows it."""
    if not isinstance(value, int):
        raise TypeError(f"{name} argument must be int, not {value!r}")


def at_least(name, value, least=0):
    if value < least:
        raise ValueError(f"{name} must be greater equal {least}")


def check_timeout(timeout):
    typed("timeout", timeout)
    at_least("timeout", timeout)


def check_pairs(flat):
    if len(flat) % 2 != 0:
        raise TypeError("length of pairs must be even number")


def given(value):
    return [] if value is None else [value]


def walk(match, count):
    """The options of SCAN and its kin."""
    return [
        *([b"MATCH", match] if match is not None else []),
        *([b"COUNT", count] if count is not None else []),
    ]


def walked(reply):
    return int(reply[0]), reply[1]


def check_loop(loop):
    """Python has no loop arguments any more, and aioredis 1.3 has warned of its own."""
    if loop is not None:
        warnings.warn("The loop argument is deprecated", DeprecationWarning, stacklevel=3)


# Addresses


def parse_url(url):
    """A Redis URL as address and options; a path without a scheme is a socket's."""
    parts = urlparse(url)
    assert parts.scheme in ("", "redis", "rediss", "unix"), ("Unsupported URI scheme", parts.scheme)
    if parts.scheme == "":
        return url, {}
    query = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        assert name not in query, ("Multiple parameters are not allowed", name, value)
        assert value, ("Empty parameters are not allowed", name, value)
        query[name] = value
    if parts.scheme == "unix":
        assert parts.path, ("Empty path is not allowed", url)
        assert not parts.netloc, ("Netlocation is not allowed for unix scheme", parts.netloc)
        return parts.path, _options(query, "", parts.password)
    options = _options(query, parts.path.removeprefix("/"), parts.password)
    if parts.scheme == "rediss":
        options["ssl"] = True
    return (parts.hostname or "localhost", int(parts.port or 6379)), options


def _options(query, path, password):
    db, other_db = _database(path), _database(query.get("db"))
    assert db is None or other_db is None, (
        "Single DB value expected, got path and query", db, other_db,
    )  # fmt: skip
    other_password = query.get("password")
    assert not password or not other_password, (
        "Single password value is expected, got in net location and query"
    )
    options = {
        "db": other_db if db is None else db,
        "password": password or other_password or None,
        "encoding": query.get("encoding"),
        "ssl": _truth(query.get("ssl")),
        "timeout": float(query["timeout"]) if "timeout" in query else None,
    }
    return {name: value for name, value in options.items() if value is not None}


def _database(text):
    if not text:
        return None
    assert text.isdecimal(), ("Invalid decimal integer", text)
    assert text == "0" or not text.startswith("0"), (
        "Expected integer without leading zeroes", text,
    )  # fmt: skip
    return int(text)


def _truth(text):
    if text is None:
        return None
    assert text in ("true", "false"), ("Expected 'ssl' param to be 'true' or 'false' only", text)
    return text == "true"


def read_address(address, ssl, **options):
    """An address and its options: what a URL says goes before what the call says."""
    if isinstance(address, str):
        address, said = parse_url(address)
        if "ssl" in said:
            assert said["ssl"] or not ssl, ("Conflicting ssl options are set", said["ssl"], ssl)
        options |= {name: value for name, value in said.items() if name != "ssl"}
    return address, options
