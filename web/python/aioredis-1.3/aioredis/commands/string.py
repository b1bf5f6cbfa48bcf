"""Commands on strings, bits included."""

from ..util import _NOTSET, at_least, check_pairs, typed, wait_convert, wait_ok


class StringCommandsMixin:
    SET_IF_NOT_EXIST = "SET_IF_NOT_EXIST"
    SET_IF_EXIST = "SET_IF_EXIST"

    def append(self, key, value):
        return self.execute(b"APPEND", key, value)

    def bitcount(self, key, start=None, end=None):
        if (start is None) != (end is None):
            raise TypeError("both start and stop must be specified")
        return self.execute(b"BITCOUNT", key, *([] if start is None else [start, end]))

    def bitfield(self):
        raise NotImplementedError('aioredis 1.3 has no bitfield: await execute("BITFIELD", ...)')

    def bitop_and(self, dest, key, *keys):
        return self.execute(b"BITOP", b"AND", dest, key, *keys)

    def bitop_or(self, dest, key, *keys):
        return self.execute(b"BITOP", b"OR", dest, key, *keys)

    def bitop_xor(self, dest, key, *keys):
        return self.execute(b"BITOP", b"XOR", dest, key, *keys)

    def bitop_not(self, dest, key):
        return self.execute(b"BITOP", b"NOT", dest, key)

    def bitpos(self, key, bit, start=None, end=None):
        if bit not in (1, 0):
            raise ValueError("bit argument must be either 1 or 0")
        if start is None and end is not None:
            start = 0
        return self.execute(b"BITPOS", key, bit, *(n for n in (start, end) if n is not None))

    def decr(self, key):
        return self.execute(b"DECR", key)

    def decrby(self, key, decrement):
        _whole("decrement", decrement)
        return self.execute(b"DECRBY", key, decrement)

    def get(self, key, *, encoding=_NOTSET):
        return self.execute(b"GET", key, encoding=encoding)

    def getbit(self, key, offset):
        _check_offset(offset)
        return self.execute(b"GETBIT", key, offset)

    def getrange(self, key, start, end, *, encoding=_NOTSET):
        typed("start", start)
        typed("end", end)
        return self.execute(b"GETRANGE", key, start, end, encoding=encoding)

    def getset(self, key, value, *, encoding=_NOTSET):
        return self.execute(b"GETSET", key, value, encoding=encoding)

    def incr(self, key):
        return self.execute(b"INCR", key)

    def incrby(self, key, increment):
        _whole("increment", increment)
        return self.execute(b"INCRBY", key, increment)

    def incrbyfloat(self, key, increment):
        if not isinstance(increment, float):
            raise TypeError("increment must be of type int")  # aioredis says int, and means float
        return wait_convert(self.execute(b"INCRBYFLOAT", key, increment), float)

    def mget(self, key, *keys, encoding=_NOTSET):
        return self.execute(b"MGET", key, *keys, encoding=encoding)

    def mset(self, *args):
        if len(args) == 1:
            if not isinstance(args[0], dict):
                raise TypeError("if one arg it should be a dict")
            args = [part for pair in args[0].items() for part in pair]
        check_pairs(args)
        return wait_ok(self.execute(b"MSET", *args))

    def msetnx(self, key, value, *pairs):
        check_pairs(pairs)
        return self.execute(b"MSETNX", key, value, *pairs)

    def psetex(self, key, milliseconds, value):
        typed("milliseconds", milliseconds)
        return wait_ok(self.execute(b"PSETEX", key, milliseconds, value))

    def set(self, key, value, *, expire=0, pexpire=0, exist=None):
        if expire:
            typed("expire", expire)
        if pexpire:
            typed("pexpire", pexpire)
        options = [b"PX", pexpire] if pexpire else [b"EX", expire] if expire else []
        conditions = {self.SET_IF_EXIST: [b"XX"], self.SET_IF_NOT_EXIST: [b"NX"]}
        options += conditions.get(exist, [])
        return wait_ok(self.execute(b"SET", key, value, *options))

    def setbit(self, key, offset, value):
        _check_offset(offset)
        if value not in (0, 1):
            raise ValueError("value argument must be either 1 or 0")
        return self.execute(b"SETBIT", key, offset, value)

    def setex(self, key, seconds, value):
        if isinstance(seconds, float):
            return self.psetex(key, int(seconds * 1000), value)
        typed("milliseconds", seconds)
        return wait_ok(self.execute(b"SETEX", key, seconds, value))

    def setnx(self, key, value):
        return wait_convert(self.execute(b"SETNX", key, value), bool)

    def setrange(self, key, offset, value):
        _check_offset(offset)
        return self.execute(b"SETRANGE", key, offset, value)

    def strlen(self, key):
        return self.execute(b"STRLEN", key)


def _check_offset(offset):
    typed("offset", offset)
    at_least("offset", offset)


def _whole(name, value):
    if not isinstance(value, int):
        raise TypeError(f"{name} must be of type int")
