"""Commands on the bits of strings, and HyperLogLogs."""

from ..exceptions import DataError


class BitCommands:
    def bitcount(self, key, start=None, end=None, mode=None):
        if (start is None) != (end is None):
            raise DataError("Both start and end must be specified")
        span = [part for part in (start, end, mode) if part is not None]
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
