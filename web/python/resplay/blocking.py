"""Waiting within a plain function, where the browser can pause Python for JavaScript."""

import asyncio
from asyncio import events
from functools import partial

from . import lanes, port, report
from .port import CannotWait, Deadlock, WorldError


class _Answer:
    """What a plain function waits for."""

    _result = None

    def done(self):
        return self._result is not None

    def set_result(self, result):
        self._result = (result,)

    def result(self):
        if type(self._result[0]) is WorldError:
            raise self._result[0]
        return self._result[0]


def call(verb, *rest):
    """Asks the world, and waits for its answer with everything else at a standstill."""
    here = port.current()
    if not here.can_block:
        raise CannotWait(report.CANNOT_CALL)
    answer = _Answer()
    number = here.ask(answer, verb, *rest)
    try:
        wait_while(lambda: not answer.done(), lambda: report.answer_to((verb, *rest)))
    except BaseException:
        here.give_up(number)  # or else a job that comes later would be lost to who gave up
        raise
    return answer.result()


def wait_while(waiting, what, deadline=-1):
    """Lets the world go on while waiting() holds, until deadline in ns; -1 is none.

    A report of a standstill tells that it waits for what().
    """
    here = port.current()
    while waiting() and not 0 <= deadline <= here.now:
        if not here.can_block:
            raise CannotWait(report.CANNOT_CALL)
        here.block(deadline)
        if interrupt := here.hear_stop():
            raise interrupt
        if here.idle and waiting():
            if here.lane is not None:
                raise CannotWait(lanes.refusal(here.lane))
            raise Deadlock(report.standstill(what()))


def exhaust(turns):
    """Runs an event loop's turns to their end, and returns what they return."""
    here = port.current()
    go_on = turns.__next__
    while True:
        try:
            deadline = go_on()
        except StopIteration as end:
            return end.value
        go_on = turns.__next__
        if here.lane is not None and deadline < 0 and here.alone:
            go_on = partial(turns.throw, CannotWait(lanes.refusal(here.lane)))
        elif here.alone:
            here.pass_alone(deadline)
        elif here.can_block:
            here.block(deadline)
        else:  # thrown in, so that what the turns have begun is cleaned up
            for task in asyncio.all_tasks(events._get_running_loop()):
                task._log_destroy_pending = False  # it cannot be ended, and that is no mistake
            go_on = partial(turns.throw, CannotWait(report.CANNOT_WAIT))
