"""atexit: what a program wants done when it is over."""

import atexit
import sys

from . import report, runner

_callbacks = []  # (function, args, options), the first registered first


def register(func, /, *args, **kwargs):
    """atexit.register."""
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _callbacks.append((func, args, kwargs))
    return func


def unregister(func, /):
    """atexit.unregister."""
    _callbacks[:] = [entry for entry in _callbacks if entry[0] != func]


def turns():
    """Does it, the last registered first, as turns: it may run an event loop."""
    while _callbacks:
        func, args, kwargs = _callbacks.pop()
        try:
            call = runner.call(func, *args, **kwargs)
            while True:
                try:
                    yield call.send(None)
                except StopIteration:
                    break
        except Exception as error:
            sys.stderr.write(f"Exception ignored in atexit callback {func!r}:\n")
            sys.stderr.write(report.failure(error) + "\n")


def begin():
    """Forgets what an earlier program has left."""
    _callbacks.clear()


def install():
    """Puts these in the place of those of the interpreter, which has no end."""
    atexit.register, atexit.unregister = register, unregister
    atexit._clear, atexit._ncallbacks = _callbacks.clear, lambda: len(_callbacks)
