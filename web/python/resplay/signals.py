"""Signals: who handles them, and those that a program sends to itself.

Nobody else sends any, but for Stop, which is the Ctrl-C of a program that handles SIGINT.
"""

import asyncio
import os
import signal
from asyncio import events

from . import lanes, port, source

_SECOND = 1_000_000_000
_IGNORED = {signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH}

_handlers = {}  # signal -> its handler, as it was before the program ran
_alarm = None  # the action that is due, or None
_came = 0  # signals so far


def begin():
    """Notes what a program finds, so that the next one finds it, too."""
    global _alarm
    _alarm = None
    _handlers.update((number, signal.getsignal(number)) for number in signal.valid_signals())


def end():
    """Undoes what the program has set."""
    for number, handler in _handlers.items():
        if signal.getsignal(number) is not handler:
            signal.signal(number, handler)


# Sending


def raise_signal(signalnum, /):
    """signal.raise_signal."""
    global _came
    _came += 1
    handler = signal.getsignal(signalnum)
    if callable(handler):
        handler(int(signalnum), source.calling_frame())
    elif handler is not signal.SIG_IGN and signalnum not in _IGNORED:
        raise SystemExit(signal.strsignal(signalnum))  # as the shell says it


def _kill(pid, sig, /):
    """os.kill; the program is the only process."""
    if pid not in (os.getpid(), 0):
        raise ProcessLookupError(3, "No such process")
    if sig:
        raise_signal(sig)


def _setitimer(which, seconds, interval=0.0, /):
    """signal.setitimer, whose real time is virtual."""
    global _alarm
    if which != signal.ITIMER_REAL:
        raise NotImplementedError("this page has ITIMER_REAL only: computing takes no time")
    here, before = port.current(), _getitimer(which)
    _alarm = _Alarm(here.now + round(seconds * _SECOND), interval) if seconds else None
    if _alarm is not None:
        here.agenda.put(_alarm.at, _alarm.ring)
    return before


def _getitimer(which, /):
    """signal.getitimer."""
    if _alarm is None:
        return (0.0, 0.0)
    return ((_alarm.at - port.current().now) / _SECOND, _alarm.interval)


def _set_alarm(seconds, /):
    """signal.alarm."""
    return round(_setitimer(signal.ITIMER_REAL, seconds)[0])


class _Alarm:
    """One that was set; another that was set later takes its place."""

    def __init__(self, at, interval):
        self.at = at
        self.interval = interval

    def ring(self):
        if _alarm is self:
            _setitimer(signal.ITIMER_REAL, self.interval, self.interval)
            raise_signal(signal.SIGALRM)


def pause():
    """signal.pause."""
    before = _came
    lanes.wait_until(lambda: _came != before)


# Event loops


class Signals:
    """What an event loop has of signals."""

    _signal_handlers = None

    def add_signal_handler(self, sig, callback, *args):
        if asyncio.iscoroutine(callback) or asyncio.iscoroutinefunction(callback):
            raise TypeError("coroutines cannot be used with add_signal_handler()")
        _check(sig)
        self._check_closed()
        if sig in (signal.SIGKILL, signal.SIGSTOP):
            raise RuntimeError(f"sig {sig} cannot be caught")
        if self._signal_handlers is None:
            self._signal_handlers = {}
        handle = events.Handle(callback, args, self, None)
        self._signal_handlers[sig] = handle
        signal.signal(sig, lambda *_: self._ready.append(handle))

    def remove_signal_handler(self, sig):
        _check(sig)
        if not self._signal_handlers or self._signal_handlers.pop(sig, None) is None:
            return False
        own = signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL
        signal.signal(sig, own)
        return True

    def close(self):
        super().close()
        for sig in list(self._signal_handlers or ()):
            self.remove_signal_handler(sig)


def _check(sig):
    if not isinstance(sig, int):
        raise TypeError(f"sig must be an int, not {sig!r}")
    if sig not in signal.valid_signals():
        raise ValueError(f"invalid signal number {sig}")


def _stopped():
    """Tells a program that handles SIGINT of Stop; False if none of it does."""
    if signal.getsignal(signal.SIGINT) in (signal.default_int_handler, signal.SIG_DFL):
        return False
    raise_signal(signal.SIGINT)
    return True


def install():
    """Puts these in the place of what asks a system."""
    port.Port.handles_stop = staticmethod(_stopped)
    signal.raise_signal, signal.pause = raise_signal, pause
    signal.alarm, signal.setitimer, signal.getitimer = _set_alarm, _setitimer, _getitimer
    os.kill = _kill
