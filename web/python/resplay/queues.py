"""queue's queues for lanes: what is put in comes out at the instant at which a lane has put it in."""

import queue

from . import port
from .lanes import wait_until
from .locks import instant
from .port import CannotWait


class Queue(queue.Queue):
    """queue.Queue; what a lane puts into it comes at that lane's instant."""

    def _init(self, maxsize):
        super()._init(maxsize)
        self._coming = []  # (instant, item), by clocks ahead of the program's
        self._done_at = 0
        self._taken = []  # (instant, lane) of what lanes took by clocks ahead of the program's

    def put(self, item, block=True, timeout=None):
        here = port.current()
        if block:
            wait_until(lambda: not self.full() or self.is_shutdown, self._until(timeout))
        if here.lane is not None and here.now > here._now and not self.full():
            self._coming.append((here.now, item))
            self._coming.sort(key=lambda entry: entry[0])
            self.unfinished_tasks += 1
        else:
            super().put(item, False)

    def get(self, block=True, timeout=None):
        here = port.current()
        self._check_turn(here)
        if block:
            until = self._until(timeout)
            wait_until(lambda: self._qsize() or self._coming or self.is_shutdown, until)
            if not self._qsize() and self._coming:
                first = self._coming[0][0]
                here.freeze((first if until < 0 else min(first, until)) - here.now)
        self._arrive()
        item = super().get(False)
        if here.lane is not None and here.now > here._now:
            self._taken.append((here.now, here.lane))
        return item

    def _check_turn(self, here):
        """Refuses to tell what is left when another has run ahead and taken what was here."""
        self._taken = [take for take in self._taken if take[0] > here._now]
        ahead = [lane for at, lane in self._taken if at > here.now and lane is not here.lane]
        if ahead:
            who = here.lane.name if here.lane is not None else "the program"
            raise CannotWait(
                f"{who} would share a queue's items with {ahead[0].name}, which has run ahead and "
                "taken them: here a thread runs to its end before the next one begins. Give each "
                "its own items, as ThreadPoolExecutor.map does, or use asyncio's Queue and tasks."
            )

    @staticmethod
    def _until(timeout):
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        return instant(timeout)

    def _arrive(self):
        now = port.current().now
        while self._coming and self._coming[0][0] <= now:
            self._put(self._coming.pop(0)[1])

    def qsize(self):
        self._check_turn(port.current())
        self._arrive()
        return super().qsize()

    def empty(self):
        self._check_turn(port.current())
        self._arrive()
        return super().empty()

    def task_done(self):
        super().task_done()
        self._done_at = max(self._done_at, port.current().now)

    def join(self):
        here = port.current()
        wait_until(lambda: not self.unfinished_tasks)
        here.freeze(self._done_at - here.now)


class LifoQueue(Queue, queue.LifoQueue):
    """queue.LifoQueue."""


class PriorityQueue(Queue, queue.PriorityQueue):
    """queue.PriorityQueue."""


class SimpleQueue(Queue):
    """queue.SimpleQueue."""

    def __init__(self):
        super().__init__()


def install():
    """Puts these in the place of queues that would stop the interpreter."""
    for kind in (Queue, LifoQueue, PriorityQueue, SimpleQueue):
        kind.__module__ = "queue"
        setattr(queue, kind.__name__, kind)
