"""What clocks read: numbers between which lies what has passed, to the nanosecond.

Two readings as plain floats are often less apart than the program has slept in between. A
real clock moves on a little more than that, and programs rely on it: `time.monotonic() - start >= 1`.
"""

SECOND = 1_000_000_000


class Instant(float):
    """A reading in seconds, which to programs is a float."""

    __slots__ = ("_ns",)

    def __new__(cls, ns):
        reading = float.__new__(cls, ns / SECOND)
        reading._ns = ns
        return reading

    def __sub__(self, other):
        if type(other) is Instant:
            return (self._ns - other._ns) / SECOND
        return float.__sub__(self, other)

    def __reduce_ex__(self, protocol):
        return float, (float(self),)


Instant.__name__ = Instant.__qualname__ = "float"
Instant.__module__ = "builtins"
