"""threading's locks and events for lanes: whoever has to wait has its clock moved on.

A function on a lane has let go of a lock before the next one runs, at a later instant by
its own clock: until then the lock counts as held. See lanes.py for what cannot be waited for.
"""

import threading

from . import port
from .lanes import wait_until

_SECOND = 1_000_000_000


def instant(timeout):
    """The instant at which a timeout in seconds is over; None and -1 are without end."""
    if timeout is None or timeout < 0:
        return -1
    return port.current().now + round(timeout * _SECOND)


class _Holds:
    """So many may hold this at a time; remembers from when to when lanes have held it."""

    def __init__(self, room):
        self._room = room
        self._since = []  # when those who hold it took it
        self._past = []  # (from, to) of those who let go, by a clock ahead of the program's

    def _free_at(self, now):
        """When there is room again, now if there is; None if that is not known yet."""
        self._past = [span for span in self._past if span[1] > port.current()._now]
        left = self._room
        ends = sorted(to for since, to in self._past if since <= now < to)
        if left > len(ends):
            return now
        return ends[len(ends) - left] if left > 0 else None

    def _take(self, blocking, timeout):
        here = port.current()
        until = instant(timeout) if blocking else here.now
        while (free := self._free_at(here.now)) != here.now:
            if free is None and blocking:
                if not wait_until(lambda: self._free_at(here.now) is not None, until):
                    return False
            elif free is None or 0 <= until < free:
                here.freeze(max(0, until - here.now))
                return False
            else:
                here.freeze(free - here.now)
        self._room -= 1
        self._since.append(here.now)
        return True

    def _give(self):
        here = port.current()
        self._room += 1
        if self._since:
            since = self._since.pop(0)
            if here.lane is not None and here.now > since:
                self._past.append((since, here.now))


class Lock(_Holds):
    """threading.Lock."""

    def __init__(self):
        super().__init__(1)

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if blocking and timeout != -1 and timeout < 0:
            raise ValueError("timeout value must be a non-negative number")
        return self._take(blocking, timeout)

    def release(self):
        if self._room:
            raise RuntimeError("release unlocked lock")
        self._give()

    def locked(self):
        return self._free_at(port.current().now) != port.current().now

    def _at_fork_reinit(self):
        self.__init__()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *error):
        self.release()

    def __repr__(self):
        state = "locked" if self.locked() else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"


class RLock(Lock):
    """threading.RLock."""

    def __init__(self):
        super().__init__()
        self._owner = None  # (lane,) while it is held
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        if self._is_owned():
            self._count += 1
            return True
        if not self._take(blocking, timeout):
            return False
        self._owner, self._count = (port.current().lane,), 1
        return True

    def release(self):
        if not self._is_owned():
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = None
            self._give()

    def _is_owned(self):
        return self._owner is not None and self._owner[0] is port.current().lane

    def _release_save(self):
        kept, self._count, self._owner = (self._count, self._owner), 0, None
        self._give()
        return kept

    def _acquire_restore(self, kept):
        self._take(True, -1)
        self._count, self._owner = kept


class Semaphore(_Holds):
    """threading.Semaphore."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        super().__init__(value)
        self._first = value

    @property
    def _value(self):
        return self._room

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        return self._take(blocking, timeout)

    __enter__ = acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        for _ in range(n):
            self._give()

    def __exit__(self, *error):
        self.release()


class BoundedSemaphore(Semaphore):
    """threading.BoundedSemaphore."""

    def release(self, n=1):
        if self._room + n > self._first:
            raise ValueError("Semaphore released too many times")
        super().release(n)


class Event:
    """threading.Event."""

    def __init__(self):
        self._set_at = None  # a lane sets it by its own clock

    def is_set(self):
        return self._set_at is not None and self._set_at <= port.current().now

    def set(self):
        now = port.current().now
        self._set_at = now if self._set_at is None else min(self._set_at, now)

    def clear(self):
        self._set_at = None

    def wait(self, timeout=None):
        here = port.current()
        until = instant(timeout)
        if not wait_until(lambda: self._set_at is not None, until):
            return False
        came = self._set_at if until < 0 else min(self._set_at, until)
        here.freeze(came - here.now)
        return self.is_set()

    def _at_fork_reinit(self):
        pass

    def __repr__(self):
        state = "set" if self.is_set() else "unset"
        return f"<threading.Event at {id(self):#x}: {state}>"


def install():
    """Puts these in the place of what would stop the interpreter, which has one thread."""
    for kind in (Lock, RLock, Semaphore, BoundedSemaphore, Event):
        kind.__module__ = "threading"
        setattr(threading, kind.__name__, kind)
    threading._allocate_lock = threading._CRLock = Lock
