"""Watches tasks for the trace: when each started, at which line it waits, and how it ended."""

import asyncio
import contextvars
import functools
import inspect
import itertools
import sys
from asyncio import events

from . import port, source

_monitoring = sys.monitoring
_TOOL = 3  # none of the numbers that debuggers, coverage and profilers claim
_EVENTS = _monitoring.events
_AWAITS = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
_GENERATOR_VALUE = "async_generator_wrapped_value"  # the type of what an async generator yields


def running():
    """The task that runs, or None."""
    loop = events._get_running_loop()
    return asyncio.current_task(loop) if loop is not None else None


def running_name():
    """The name of the task or lane that runs, or ""."""
    task = running()
    if task is not None:
        return task.get_name()
    lane = port.current().lane
    return lane.name if lane is not None else ""


def described(function, frame):
    """A function that a lane runs, and the program's line that asked for it."""
    while isinstance(function, functools.partial):  # to_thread wraps it in a context
        inner = getattr(function.func, "__self__", None)
        wrapped = isinstance(inner, contextvars.Context) and function.args
        function = function.args[0] if wrapped else function.func
    name = getattr(function, "__qualname__", type(function).__name__)
    line = source.calling_line(frame, asyncio.BaseEventLoop._run_once.__code__)
    if line is None and running() is not None:  # a task of the library's own coroutine
        line = _current.origin(running())
    return name if line is None else f"{name}, {source.describe(line)}"


class Recorder:
    """Reports one run's tasks to the world.

    The interpreter's monitoring tells, per code object, when a coroutine of the program
    yields and when a task's outermost coroutine returns: tasks themselves stay as they are.
    """

    def __init__(self):
        self._port = port.current()
        self._port.task_name = running_name
        self._count = itertools.count(1)
        self.places = itertools.count()  # of tasks in the order of order.py
        self._waits = {}  # name -> (line, what it waits for), since the last turn
        self._reported = {}  # name -> line
        self._frozen = {}  # name -> line
        self._origins = {}  # name -> the line that made the task, or None; oldest first
        self._watched = {}  # id of code, as equal code is not the same -> (code, events asked for)

    def next_name(self):
        return f"Task-{next(self._count)}"

    def watch(self, code):
        """Has the awaits of the program's code seen, functions within it included."""
        if code.co_flags & _AWAITS:
            self._watch(code, _EVENTS.PY_YIELD)
        for constant in code.co_consts:
            if inspect.iscode(constant):
                self.watch(constant)

    def _watch(self, code, event):
        _, known = self._watched.get(id(code), (code, 0))
        if not known & event:
            self._watched[id(code)] = (code, known | event)
            _monitoring.set_local_events(_TOOL, code, known | event)

    def unwatch(self):
        """Forgets all code: the next run may have the same, and asks for its own events."""
        for code, _ in self._watched.values():
            _monitoring.set_local_events(_TOOL, code, 0)
        self._watched.clear()

    def starting(self, name, coro):
        """Notes a task that is about to be made."""
        code = getattr(coro, "cr_code", None)
        if code is not None:
            self._watch(code, _EVENTS.PY_RETURN)
        text = getattr(coro, "__qualname__", type(coro).__name__)
        line = source.calling_line(sys._getframe(1))
        self._origins[name] = line
        if line is not None:
            text = f"{text}, {source.describe(line)}"
        self._say(name, "started", text)

    def made(self, task, coro):
        """Notes a task that was made. What closes a generator that was left early has no frame."""
        if not hasattr(coro, "cr_frame"):
            task.add_done_callback(self._closed)

    def origin(self, task):
        """The program's line that made a task, or None."""
        return self._origins.get(task.get_name())

    def oldest_first(self, some):
        """Tasks in the order in which they were made."""
        places = {name: place for place, name in enumerate(self._origins)}
        return sorted(some, key=lambda task: places.get(task.get_name(), -1))

    def froze(self, again=True):
        """Notes that what runs lets time pass without giving way; again: also on the line it did."""
        name, lane = running_name(), port.current().lane
        frame = sys._getframe(1)
        line = source.calling_line(frame, None if lane is None else type(lane).run.__code__)
        if not name or (not again and self._frozen.get(name) == line):
            return
        self._frozen[name] = line
        self._reported.pop(name, None)
        if lane is not None:
            self._say(name, "waiting", lane.text if line is None else source.describe(line), "lane")
        elif line is not None:
            self._say(name, "waiting", f"{source.describe(line)}, and every task with it", "loop")

    def lane_started(self, lane, text):
        """Notes that a thread, or a worker of a pool, has begun with a function."""
        lane.text = text
        self._say(lane.name, "started", text, "lane")

    def lane_ended(self, lane, how):
        """Notes how that function ended; a worker may begin with another."""
        self._frozen.pop(lane.name, None)
        self._say(lane.name, "ended", how, "lane")

    def flush(self):
        """Reports where the tasks stopped that ran in this turn."""
        for name, (line, _) in self._waits.items():
            if self._reported.get(name) != line:
                self._reported[name] = line
                self._say(name, "waiting", source.describe(line))
        self._waits.clear()

    def yielded(self, code, offset, value):
        if type(value).__name__ == _GENERATOR_VALUE:
            return
        name = running_name()
        seen = self._waits.get(name)
        # A yield passes through every coroutine that awaits: the innermost comes first.
        if name and (seen is None or seen[1] is not value):
            self._waits[name] = (source.line_at(code, offset), value)

    def returned(self, code, offset, value):
        self._ended(sys._getframe(1), "returned")

    def unwound(self, code, offset, error):
        if isinstance(error, asyncio.CancelledError):
            self._ended(sys._getframe(1), "cancelled")
        else:
            self._ended(sys._getframe(1), f"raised {type(error).__name__}")

    def _ended(self, frame, how):
        task = running()
        coro = task.get_coro() if task is not None else None
        if coro is None or getattr(coro, "cr_frame", None) is not frame:
            return  # something that the task called
        self._over(task.get_name(), how)

    def _closed(self, task):
        error = task._exception  # which exception() would note as seen
        failed = f"raised {type(error).__name__}" if error else "returned"
        self._over(task.get_name(), "cancelled" if task.cancelled() else failed)

    def _over(self, name, how):
        for kept in (self._waits, self._reported, self._frozen, self._origins):
            kept.pop(name, None)
        self._say(name, "ended", how)

    def _say(self, name, event, text, *kind):
        self._port.send(b"TASK", name, event, text, *kind)


_current = None


def current():
    """The recorder of the program that runs."""
    return _current


def use(recorder):
    """Makes recorder the current one and turns monitoring on; None turns it off."""
    global _current
    before, _current = _current, recorder
    if recorder is None:
        before.unwatch()
        _monitoring.set_events(_TOOL, 0)
        _monitoring.free_tool_id(_TOOL)
        return
    _monitoring.use_tool_id(_TOOL, "resplay")
    _monitoring.register_callback(_TOOL, _EVENTS.PY_YIELD, recorder.yielded)
    _monitoring.register_callback(_TOOL, _EVENTS.PY_RETURN, recorder.returned)
    _monitoring.register_callback(_TOOL, _EVENTS.PY_UNWIND, recorder.unwound)
    _monitoring.set_events(_TOOL, _EVENTS.PY_UNWIND)  # it cannot be asked for per code object
