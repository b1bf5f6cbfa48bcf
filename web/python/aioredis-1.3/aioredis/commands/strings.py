"""Commands on strings."""

from ..util import _NOTSET, check_number, wait_convert, wait_ok


class StringCommandsMixin:
    SET_IF_NOT_EXIST = "SET_IF_NOT_EXIST"
    SET_IF_EXIST = "SET_IF_EXIST"

    def append(self, key, value):
        return self.execute(b"APPEND", key, value)

    def bitcount(self, key, start=None, end=None):
        if (start is None) != (end is None):
            raise TypeError("both start and stop must be specified, or both omitted")
        return self.execute(b"BITCOUNT", key, *([] if start is None else [start, end]))

    def bitpos(self, key, bit, start=None, end=None):
        if bit not in (1, 0):
            raise ValueError("bit argument must be either 1 or 0")
        return self.execute(b"BITPOS", key, bit, *(n for n in (start, end) if n is not None))

    def decr(self, key):
        return self.execute(b"DECR", key)

    def decrby(self, key, decrement):
        check_number("decrement", decrement)
        return self.execute(b"DECRBY", key, decrement)

    def get(self, key, *, encoding=_NOTSET):
        return self.execute(b"GET", key, encoding=encoding)

    def getbit(self, key, offset):
        check_number("offset", offset, 0)
        return self.execute(b"GETBIT", key, offset)

    def getrange(self, key, start, end, *, encoding=_NOTSET):
        return self.execute(b"GETRANGE", key, start, end, encoding=encoding)

    def getset(self, key, value, *, encoding=_NOTSET):
        return self.execute(b"GETSET", key, value, encoding=encoding)

    def incr(self, key):
        return self.execute(b"INCR", key)

    def incrby(self, key, increment):
        check_number("increment", increment)
        return self.execute(b"INCRBY", key, increment)

    def incrbyfloat(self, key, increment):
        if not isinstance(increment, float):
            raise TypeError("increment must be of type int")
        return wait_convert(self.execute(b"INCRBYFLOAT", key, increment), float)

    def mget(self, key, *keys, encoding=_NOTSET):
        return self.execute(b"MGET", key, *keys, encoding=encoding)

    def mset(self, *args):
        return wait_ok(self.execute(b"MSET", *_pairs("mset", args)))

    def msetnx(self, key, value, *pairs):
        if len(pairs) % 2 != 0:
            raise TypeError("length of pairs must be even number")
        return self.execute(b"MSETNX", key, value, *pairs)

    def psetex(self, key, milliseconds, value):
        check_number("milliseconds", milliseconds)
        return wait_ok(self.execute(b"PSETEX", key, milliseconds, value))

    def set(self, key, value, *, expire=0, pexpire=0, exist=None):
        options = [*([b"EX", expire] if expire else []), *([b"PX", pexpire] if pexpire else [])]
        conditions = {self.SET_IF_EXIST: [b"XX"], self.SET_IF_NOT_EXIST: [b"NX"]}
        options += conditions.get(exist, [])
        return wait_ok(self.execute(b"SET", key, value, *options))

    def setbit(self, key, offset, value):
        check_number("offset", offset, 0)
        if value not in (0, 1):
            raise ValueError("value argument must be either 1 or 0")
        return self.execute(b"SETBIT", key, offset, value)

    def setex(self, key, seconds, value):
        if isinstance(seconds, float):
            return self.psetex(key, int(seconds * 1000), value)
        check_number("seconds", seconds)
        return wait_ok(self.execute(b"SETEX", key, seconds, value))

    def setnx(self, key, value):
        return wait_convert(self.execute(b"SETNX", key, value), bool)

    def setrange(self, key, offset, value):
        check_number("offset", offset, 0)
        return self.execute(b"SETRANGE", key, offset, value)

    def strlen(self, key):
        return self.execute(b"STRLEN", key)


def _pairs(command, args):
    """Keys and values, one behind the other or as one dict."""
    if len(args) == 1 and isinstance(args[0], dict):
        return [part for pair in args[0].items() for part in pair]
    if len(args) % 2 != 0:
        raise TypeError("length of pairs must be even number")
    if not args:
        raise TypeError(f"{command} needs at least one pair")
    return args
