"""What clocks read: numbers between which lies what has passed, to the nanosecond.

Two readings as plain floats are often less apart than the program has slept in between. A
real clock moves on a little more than that, and programs rely on it: `time.monotonic() - start >= 1`.
"""

SECOND = 1_000_000_000


class Elapsed(float):
    """Seconds since the run began, which to programs are a float."""

    __slots__ = ()

    def __sub__(self, other):
        if type(other) is Elapsed:  # months pass before a float cannot tell nanoseconds
            return (round(self * SECOND) - round(other * SECOND)) / SECOND
        return float.__sub__(self, other)

    def __reduce_ex__(self, protocol):
        return float, (float(self),)


class Moment(Elapsed):
    """Unix time, which as a float tells quarters of a microsecond."""

    __slots__ = ("_ns",)

    def __new__(cls, ns):
        moment = float.__new__(cls, ns / SECOND)
        moment._ns = ns
        return moment

    def __sub__(self, other):
        if type(other) is Moment:
            return (self._ns - other._ns) / SECOND
        return float.__sub__(self, other)


for _kind in (Elapsed, Moment):
    _kind.__name__ = _kind.__qualname__ = "float"
    _kind.__module__ = "builtins"
