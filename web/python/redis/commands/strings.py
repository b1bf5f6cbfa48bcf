"""Commands on strings and their bits."""

from ..exceptions import DataError
from ._arguments import at_most_one, expiry, flags, listed, milliseconds, seconds, spread


class StringCommands:
    def append(self, key, value):
        return self.execute_command("APPEND", key, value)

    def decrby(self, name, amount=1):
        return self.execute_command("DECRBY", name, amount)

    decr = decrby

    def get(self, name):
        return self.execute_command("GET", name)

    def getdel(self, name):
        return self.execute_command("GETDEL", name)

    def getex(self, name, ex=None, px=None, exat=None, pxat=None, persist=False):
        if not at_most_one(ex, px, exat, pxat, persist):
            raise DataError(
                "``ex``, ``px``, ``exat``, ``pxat``, and ``persist`` are mutually exclusive."
            )
        ends = expiry(ex, px, exat, pxat)
        return self.execute_command("GETEX", name, *ends, *flags(persist=persist))

    def getrange(self, key, start, end):
        return self.execute_command("GETRANGE", key, start, end)

    def getset(self, name, value):
        return self.execute_command("GETSET", name, value)

    def incrby(self, name, amount=1):
        return self.execute_command("INCRBY", name, amount)

    incr = incrby

    def incrbyfloat(self, name, amount=1.0):
        return self.execute_command("INCRBYFLOAT", name, amount)

    def lcs(self, key1, key2, len=False, idx=False, minmatchlen=0, withmatchlen=False):
        if len and idx:
            raise DataError("``len`` and ``idx`` cannot be used together.")
        matches = ["MINMATCHLEN", minmatchlen] if minmatchlen else []
        matches += flags(withmatchlen=withmatchlen)
        return self.execute_command("LCS", key1, key2, *flags(len=len, idx=idx), *matches)

    def mget(self, keys, *args):
        return self.execute_command("MGET", *listed(keys, args))

    def mset(self, mapping):
        return self.execute_command("MSET", *spread(mapping))

    def msetnx(self, mapping):
        return self.execute_command("MSETNX", *spread(mapping))

    def psetex(self, name, time_ms, value):
        return self.execute_command("PSETEX", name, milliseconds(time_ms), value)

    def set(
        self, name, value, ex=None, px=None, nx=False, xx=False, keepttl=False, get=False,
        exat=None, pxat=None,
    ):  # fmt: skip
        if not at_most_one(ex, px, exat, pxat, keepttl):
            raise DataError(
                "``ex``, ``px``, ``exat``, ``pxat``, and ``keepttl`` are mutually exclusive."
            )
        if nx and xx:
            raise DataError("``nx`` and ``xx`` are mutually exclusive.")
        pieces = [*expiry(ex, px, exat, pxat), *flags(nx=nx, xx=xx, keepttl=keepttl, get=get)]
        options = {"get": True} if get else {}
        return self.execute_command("SET", name, value, *pieces, **options)

    def setex(self, name, time, value):
        return self.execute_command("SETEX", name, seconds(time), value)

    def setnx(self, name, value):
        return self.execute_command("SETNX", name, value)

    def setrange(self, name, offset, value):
        return self.execute_command("SETRANGE", name, offset, value)

    def strlen(self, name):
        return self.execute_command("STRLEN", name)

    def substr(self, name, start, end=-1):
        return self.execute_command("SUBSTR", name, start, end)


class BitCommands:
    def bitcount(self, key, start=None, end=None, mode=None):
        if (start is None) != (end is None):
            raise DataError("Both start and end must be specified")
        span = [] if start is None else [start, end, *([mode] if mode else [])]
        return self.execute_command("BITCOUNT", key, *span)

    def bitfield(self, key, default_overflow=None):
        return BitFieldOperation(self, key, default_overflow)

    def bitfield_ro(self, key, encoding, offset, items=None):
        more = [part for item in items or () for part in ("GET", *item)]
        return self.execute_command("BITFIELD_RO", key, "GET", encoding, offset, *more)

    def bitop(self, operation, dest, *keys):
        return self.execute_command("BITOP", operation, dest, *keys)

    def bitpos(self, key, bit, start=None, end=None, mode=None):
        if bit not in (0, 1):
            raise DataError("bit must be 0 or 1")
        if start is None and end is not None:
            raise DataError("start argument is not set, when end is specified")
        span = [part for part in (start, end, mode) if part is not None]
        return self.execute_command("BITPOS", key, bit, *span)

    def getbit(self, name, offset):
        return self.execute_command("GETBIT", name, offset)

    def setbit(self, name, offset, value):
        return self.execute_command("SETBIT", name, offset, 1 if value else 0)


class BitFieldOperation:
    """Collects what one BITFIELD is to do; execute sends it."""

    def __init__(self, client, key, default_overflow=None):
        self.client = client
        self.key = key
        self._default_overflow = default_overflow
        self.reset()

    def reset(self):
        self.operations = []
        self._last_overflow = "WRAP"
        self.overflow(self._default_overflow or self._last_overflow)

    def overflow(self, overflow):
        overflow = overflow.upper()
        if overflow != self._last_overflow:
            self._last_overflow = overflow
            self.operations.append(("OVERFLOW", overflow))
        return self

    def incrby(self, fmt, offset, increment, overflow=None):
        if overflow is not None:
            self.overflow(overflow)
        self.operations.append(("INCRBY", fmt, offset, increment))
        return self

    def get(self, fmt, offset):
        self.operations.append(("GET", fmt, offset))
        return self

    def set(self, fmt, offset, value):
        self.operations.append(("SET", fmt, offset, value))
        return self

    @property
    def command(self):
        return ["BITFIELD", self.key, *(part for step in self.operations for part in step)]

    def execute(self):
        command = self.command
        self.reset()
        return self.client.execute_command(*command)


class HyperlogCommands:
    def pfadd(self, name, *values):
        return self.execute_command("PFADD", name, *values)

    def pfcount(self, *sources):
        return self.execute_command("PFCOUNT", *sources)

    def pfmerge(self, dest, *sources):
        return self.execute_command("PFMERGE", dest, *sources)
