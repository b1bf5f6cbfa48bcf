"""Lanes: what threads and pools run, beside the event loop, each on a clock of its own.

One interpreter runs one function at a time. So a function on a lane runs from its beginning to
its end at the instant at which the lane starts it, with a clock that runs ahead of the program's
as it sleeps. What the others can see of it (its prints, its result, that it is over) is put
on an agenda, and happens when the program has come to that instant: three functions that sleep
a second each on three lanes take one second. Python objects are shared at once, though: a
variable that a function sets after a sleep is seen as soon as the function has run.
"""

import contextvars
import itertools
import sys
from asyncio import events
from asyncio.tasks import _swap_current_task

from . import port, report, source, tasks
from .port import CannotWait, Deadlock

_PATIENCE = 10_000  # sleeps of one function; a thread without end has to end somewhere


_idents = itertools.count(2)


def begin():
    """Numbers a run's lanes from the first on; 1 is the program itself."""
    global _idents
    _idents = itertools.count(2)


class Lane:
    """One thread, or one worker of a pool."""

    def __init__(self, name, thread=None):
        self.name = name
        self.thread = thread  # the threading.Thread that current_thread tells, or None
        self.now = 0  # its clock, while a function runs on it
        self.busy = 0  # functions whose end has not come by the program's clock
        self.busy_until = 0  # when its last function ends
        self.ident = next(_idents)
        self.text = ""  # what it runs, and the line that asked for it
        self.context = contextvars.Context()
        self._sleeps = 0

    def run(self, at, function, *args):
        """Runs a function from instant at on; returns (result, error), and now is its end."""
        here = port.current()
        loop = events._get_running_loop()
        task = _swap_current_task(loop, None) if loop is not None else None
        before, here.lane = here.lane, self
        events._set_running_loop(None)
        self.now, self._sleeps = at, 0
        try:
            return self.context.run(function, *args), None
        except port.OutputLimit:
            raise  # the program ends here, whatever it would make of it
        except BaseException as error:
            return None, error
        finally:
            here.lane = before
            self.busy_until = self.now
            events._set_running_loop(loop)
            if loop is not None:
                _swap_current_task(loop, task)

    def slept(self):
        """Counts a sleep; a function that sleeps again and again would never give way."""
        self._sleeps += 1
        if self._sleeps > _PATIENCE:
            raise CannotWait(
                f"{self.name} has slept {_PATIENCE:,} times and does not end: here a thread runs "
                "ahead to its end, so it cannot see what others do later. "
                "Make it an asyncio task."
            )


def current():
    """The lane that runs, or None: the program itself does."""
    here = port.current()
    return here.lane if here is not None else None


def at_end(lane, action):
    """Has action happen when a function that has run on a lane is over, by the clock."""
    here = port.current()
    if lane.now <= here.now:
        action()
    else:
        here.agenda.put(lane.now, action, here.lane)


def wait_until(done, until=-1):
    """Lets time pass until done() holds or until, in ns, has come; says whether done() holds."""
    here = port.current()
    if not done():
        tasks.current().froze(again=False)
    while not done():
        if 0 <= until <= here.now:
            return False
        if here.lane is not None:
            _wait_in_lane(here, until)
        else:
            _wait_in_program(here, until)
    return True


def _wait_in_program(here, until):
    if interrupt := here.hear_stop():
        raise interrupt
    due = here.agenda.next_at()
    if due < 0 and until < 0:
        raise Deadlock(report.standstill(_where()[0]))
    nearest = min(instant for instant in (due, until) if instant >= 0)
    here.freeze(nearest - here.now)


def _wait_in_lane(here, until):
    """Only what this lane itself has caused is known to come, and when."""
    lane = here.lane
    due = here.agenda.own(lane)
    if due < 0:
        raise CannotWait(refusal(lane))
    if 0 <= until < due:
        lane.now = until
        return
    action = here.agenda.take_own(lane)
    lane.now = max(lane.now, due)
    action()


def refusal(lane):
    """Why a lane cannot wait for what others are still to do."""
    what, line = _where()
    place = f"{what} ({source.describe(line)})" if line is not None else lane.text
    return (
        f"{lane.name} would wait in {place} for what others are still to do: here "
        "a thread runs ahead to its end, and cannot stop in the middle for what has not run yet. "
        "Start it after what it waits for, or use asyncio's tasks, Event, Queue and Lock."
    )


def _where():
    """The library's function that waits, and the line of the program's that called it, if any."""
    frame, name = sys._getframe(1), "a lock"
    while frame is not None and frame.f_code is not Lane.run.__code__:
        if frame.f_code.co_filename == source.FILE:
            return name, frame.f_lineno
        name, frame = frame.f_code.co_qualname, frame.f_back
    return name, None


def finish():
    """Waits for what runs at the program's end, as the interpreter waits for its threads."""
    here = port.current()
    while here.unfinished and here.agenda.next_at() >= 0:
        here.freeze(here.agenda.next_at() - here.now)
