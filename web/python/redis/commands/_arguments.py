"""How the arguments of command methods are put into a command."""

import datetime

from ..exceptions import DataError


def listed(keys, args=()):
    """One key or many, followed by more, as a list."""
    if isinstance(keys, str | bytes | bytearray | memoryview | int | float):
        keys = [keys]
    return [*keys, *args]


def spread(pairs):
    """The items of a mapping, one behind the other."""
    return [part for pair in pairs.items() for part in pair]


def seconds(value):
    """A time span in seconds: a number, or a timedelta."""
    return int(value.total_seconds()) if isinstance(value, datetime.timedelta) else value


def milliseconds(value):
    if isinstance(value, datetime.timedelta):
        return int(value.total_seconds() * 1000)
    return value


def unix_seconds(value):
    """A moment in Unix seconds: a number, or a datetime."""
    return int(value.timestamp()) if isinstance(value, datetime.datetime) else value


def unix_milliseconds(value):
    if isinstance(value, datetime.datetime):
        return int(value.timestamp() * 1000)
    return value


def flags(**given):
    """The names of the options that are set, in order."""
    return [name.upper() for name, is_set in given.items() if is_set]


def option(name, value):
    """A named option with its value; nothing for None."""
    return [] if value is None else [name, value]


def at_most_one(*values):
    given = 0  # counted by hand: SET is called most
    for value in values:
        if value is not None and value is not False:
            given += 1
    return given <= 1


def expiry(ex=None, px=None, exat=None, pxat=None):
    """The options that say when a key or field ends."""
    if ex is px is exat is pxat is None:
        return []
    if ex is not None and not isinstance(ex, int | datetime.timedelta) and not _is_digits(ex):
        raise DataError("ex must be datetime.timedelta or int")
    if px is not None and not isinstance(px, int | datetime.timedelta) and not _is_digits(px):
        raise DataError("px must be datetime.timedelta or int")
    return [
        *option("EX", seconds(ex)),
        *option("PX", milliseconds(px)),
        *option("EXAT", unix_seconds(exat)),
        *option("PXAT", unix_milliseconds(pxat)),
    ]


def _is_digits(value):
    return isinstance(value, str) and value.isdigit()


def limit(start, num):
    """LIMIT of the old range commands."""
    if (start is None) != (num is None):
        raise DataError("``start`` and ``num`` must both be specified")
    return [] if start is None else ["LIMIT", start, num]
