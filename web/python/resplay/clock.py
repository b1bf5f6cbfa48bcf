"""Virtual time for the standard library: time and datetime read the world's clock."""

import datetime
import functools
import time

from . import port, tasks
from .instants import SECOND as _SECOND
from .instants import Instant


def install():
    """Replaces what tells or spends time, once for all programs."""
    time.time_ns = _unix
    time.time = lambda: Instant(_unix())
    for name in ("monotonic", "perf_counter", "process_time", "thread_time"):
        setattr(time, name, lambda: Instant(_elapsed()))
        setattr(time, f"{name}_ns", lambda: _elapsed())
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, _at_now(getattr(time, name)))
    time.strftime = _strftime(time.strftime)
    time.asctime = _asctime(time.asctime)
    time.sleep = sleep
    datetime.date = date
    datetime.datetime = moment


def _elapsed():
    return port.current().look()


def _unix():
    here = port.current()
    return here.epoch + here.look()


def sleep(seconds):
    """Suspends the whole program, every task of it, for virtual seconds; on a lane only that."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    here = port.current()
    if here.lane is not None:
        here.lane.slept()
    tasks.current().froze()
    here.freeze(round(seconds * _SECOND))


def _at_now(convert):
    @functools.wraps(convert)
    def at(seconds=None):
        return convert(_unix() / _SECOND if seconds is None else seconds)

    return at


def _strftime(format_time):
    @functools.wraps(format_time)
    def strftime(format, tuple=None):
        return format_time(format, time.localtime() if tuple is None else tuple)

    return strftime


def _asctime(format_time):
    @functools.wraps(format_time)
    def asctime(tuple=None):
        return format_time(time.localtime() if tuple is None else tuple)

    return asctime


class _Real(type):
    """Has isinstance(x, datetime) hold for values made before the replacement, too."""

    def __instancecheck__(cls, value):
        return isinstance(value, cls.__mro__[1])


class date(datetime.date, metaclass=_Real):
    """datetime.date whose today is virtual."""

    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())

    def __repr__(self):
        return f"datetime.{super().__repr__()}"


class moment(datetime.datetime, metaclass=_Real):
    """datetime.datetime whose now is virtual."""

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()

    def __repr__(self):
        return f"datetime.{super().__repr__()}"


for _class, _name in ((date, "date"), (moment, "datetime")):
    _class.__name__ = _class.__qualname__ = _name
    _class.__module__ = "datetime"
