"""Order that is the same in every run, for what asyncio keeps in sets: tasks, by when they came.

A task's own hash is its address, which is another in each run; a set of tasks then shows that
in who is cancelled first, and in which reply is printed first.
"""

import asyncio

from . import tasks


class _InOrder:
    """A future whose hash is its number among those that were ever asked for theirs."""

    _place = None

    def __hash__(self):
        if self._place is None:
            self._place = next(tasks.current().places)
        return self._place


class Future(_InOrder, asyncio.Future):
    pass


class Task(_InOrder, asyncio.Task):
    pass


Future.__module__ = Task.__module__ = "_asyncio"  # reports then name them as they always do


def make_task(loop, coro, **options):
    """A loop's task factory."""
    return Task(coro, loop=loop, **options)


def keep_order():
    """Has as_completed begin with what comes first, which it would put into a set of its own."""
    as_completed = asyncio.as_completed

    def in_order(fs, *, timeout=None):
        if asyncio.isfuture(fs) or asyncio.iscoroutine(fs):
            return as_completed(fs, timeout=timeout)  # which says what is wrong
        started = [asyncio.ensure_future(each) for each in dict.fromkeys(fs)]
        return as_completed(started, timeout=timeout)

    in_order.__name__ = in_order.__qualname__ = "as_completed"
    in_order.__doc__ = as_completed.__doc__
    asyncio.as_completed = asyncio.tasks.as_completed = in_order
