"""Stop in the middle of a computation: KeyboardInterrupt, at a line of the program's own.

The runtime raises a signal as soon as the interpreter looks for one (web/src/runner/interrupt.ts).
What runs then may be the library, the event loop or this package, half way through a change
that nobody would finish. So the interrupt waits for the program's next line, or for the next
turn, whichever comes first.
"""

import asyncio
import os
import signal
import sys

import pyodide

from . import port, source

_SIGNAL = 64  # interrupt.ts has it, too; no program handles this one


def _folder(file, up):
    for _ in range(up):
        file = os.path.dirname(file)
    return file + "/"


# What no interrupt may come in the middle of, although the program has called it.
_KEPT_WHOLE = (
    _folder(__file__, 2),
    _folder(asyncio.__file__, 1),
    _folder(pyodide.__file__, 1),
    _folder(pyodide.__file__, 2) + "_pyodide/",
)


def _asked(number, frame):
    """Handles the signal."""
    here = port.current()
    if here is None or not here.stop():
        return
    if _may_end(frame):
        _tell(here)
    else:
        _await_line(frame)


def _tell(here):
    if interrupt := here.hear_stop():
        raise interrupt


def _may_end(frame):
    """Whether nothing is between frame and a line of the program that has to be kept whole."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file == source.FILE:
            return True
        if file.startswith(_KEPT_WHOLE):
            return False
        frame = frame.f_back
    return False


def _await_line(frame):
    """Interrupts the program's next line, in whichever of its functions that is."""
    sys.settrace(_called)
    while frame is not None:
        if frame.f_code.co_filename == source.FILE:
            frame.f_trace = _traced
        frame = frame.f_back


def _called(frame, event, arg):
    return _traced if frame.f_code.co_filename == source.FILE else None


def _traced(frame, event, arg):
    if event == "line":
        # What is raised here, where a loop of one line turns, would pass by the program's handlers.
        frame.f_trace_opcodes = True
    if event != "opcode":
        return _traced
    frame.f_trace_opcodes = False
    sys.settrace(None)
    here = port.current()
    _tell(here)  # unless a turn came first


_report = sys.unraisablehook


def _unraisable(failed):
    """Interrupts again what has passed over it, as finalizers do with every error."""
    if port.is_interrupt(failed.exc_value):
        port.current().stopping = True
        _await_line(sys._getframe())
    else:
        _report(failed)


def end():
    """Forgets an interrupt that a program has ended ahead of."""
    sys.settrace(None)


def install():
    """Has the signal interrupt programs."""
    signal.signal(_SIGNAL, _asked)
    sys.unraisablehook = sys.__unraisablehook__ = _unraisable
