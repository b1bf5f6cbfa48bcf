"""Encoding of commands, conversion of replies, reading of addresses."""

from urllib.parse import parse_qsl, unquote, urlparse

_NOTSET = object()

_ENCODERS = {
    bytes: lambda value: value,
    bytearray: bytes,
    str: lambda value: value.encode("utf-8"),
    int: lambda value: b"%d" % value,
    float: lambda value: repr(value).encode(),
}


def encode_args(args):
    """Arguments as bytes, by exact type: what has no one encoding is refused."""
    try:
        return [_ENCODERS[type(arg)](arg) for arg in args]
    except KeyError:
        wrong = next(arg for arg in args if type(arg) not in _ENCODERS)
        raise TypeError(
            f"Argument {wrong!r} expected to be of bytearray, bytes, float, int, or str type"
        ) from None


def decode(obj, encoding):
    """A reply as text, with all that is nested in it."""
    if isinstance(obj, bytes):
        return obj.decode(encoding)
    if isinstance(obj, list):
        return [decode(item, encoding) for item in obj]
    return obj


async def wait_ok(fut):
    reply = await fut
    if reply in (b"QUEUED", "QUEUED"):
        return reply
    return reply in (b"OK", "OK")


async def wait_convert(fut, convert, **options):
    reply = await fut
    if reply in (b"QUEUED", "QUEUED"):
        return reply
    return convert(reply, **options)


async def wait_make_dict(fut):
    reply = await fut
    if reply in (b"QUEUED", "QUEUED"):
        return reply
    return dict(zip(reply[::2], reply[1::2], strict=True))


def pairs(reply):
    return list(zip(reply[::2], reply[1::2], strict=True))


def parse_url(url):
    """A Redis URL as address and options; a path without a scheme is a socket's."""
    parts = urlparse(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme not in ("", "redis", "rediss", "unix"):
        raise AssertionError(f"Unsupported URI scheme: {parts.scheme!r}")
    if parts.scheme == "":
        return url, {}
    if parts.password:
        options["password"] = unquote(parts.password)
    if parts.scheme == "unix":
        return parts.path, _typed(options)
    database = parts.path.strip("/")
    if database and "db" not in options:
        options["db"] = database
    return (parts.hostname or "localhost", parts.port or 6379), _typed(options)


def _typed(options):
    for name in ("db", "minsize", "maxsize"):
        if name in options:
            options[name] = int(options[name])
    if "timeout" in options:
        options["timeout"] = float(options["timeout"])
    return options


def place(address):
    """Host and port of an address; a socket's path leads to the page's one server."""
    if isinstance(address, tuple | list):
        return address[0], int(address[1])
    return "localhost", 6379


async def scan_steps(step):
    """The items of a whole walk; step(cursor) is awaited for each part."""
    cursor = b"0"
    while cursor:
        cursor, items = await step(cursor)
        for item in items:
            yield item


def check_number(name, value, least=None):
    if not isinstance(value, int):
        raise TypeError(f"{name} argument must be int")
    if least is not None and value < least:
        raise ValueError(f"{name} must be greater equal {least}")
