"""The event loop: asyncio's own, on virtual time; with nothing ready, it is the world's turn."""

import asyncio
import heapq
import sys
import warnings
import weakref
from asyncio import events
from asyncio.base_events import _run_until_complete_cb

from . import absent, port, report, source, tasks
from .blocking import exhaust
from .instants import Elapsed
from .network import Network
from .order import Future, keep_order, make_task
from .port import Deadlock
from .signals import Signals

_SECOND = 1_000_000_000

# Tasks that keep each other ready with sleep(0) may poll for something that only the world
# can bring: after so many rounds it gets a turn, at the cost of so many ns.
_PATIENCE = 1_000
_SPIN_COST = 1_000_000

_DAY = 86_400  # seconds: what asyncio's own loops wait at most at a time


class _Nothing:
    """The selector: there are no files to watch, and waiting is the world's affair."""

    def select(self, timeout):
        return ()


class VirtualLoop(Network, Signals, asyncio.BaseEventLoop):
    """An event loop whose clock is the world's."""

    def __init__(self):
        super().__init__()
        self._selector = _Nothing()
        self._home = None  # the lane that this loop runs on; None: the program itself
        self._clock_resolution = 1e-9  # the world counts nanoseconds; seconds here are floats
        self._task_factory = make_task
        self.left_to = weakref.WeakSet()  # what hears that this loop is closed

    def time(self):
        return Elapsed(port.current().now / _SECOND)

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass  # call_soon_threadsafe: there is one thread, and it is awake

    # Running

    def turns(self):
        """Runs until stop; yields the deadline whenever only the world can go on."""
        here = port.current()
        self._home = here.lane
        self._run_forever_setup()
        try:
            while True:
                for _ in range(_PATIENCE):
                    if not self._due():
                        yield self._deadline()
                        break
                    self._run_once()
                    if self._stopping:
                        return
                else:
                    yield here.now + _SPIN_COST
                if here.lane is None:
                    here.keep_agenda()
                self._check_end(here)
        finally:
            self._run_forever_cleanup()

    def _due(self):
        if self._ready or self._stopping:
            return True
        return bool(self._scheduled) and (
            self._scheduled[0].when() < self.time() + self._clock_resolution
        )

    def _deadline(self):
        """The next timer in ns, or in a day, or -1. Timers that were cancelled do not count."""
        while self._scheduled and self._scheduled[0].cancelled():
            handle = heapq.heappop(self._scheduled)
            handle._scheduled = False
            self._timer_cancelled_count -= 1
        if not self._scheduled:
            return -1
        return round(min(self._scheduled[0].when(), self.time() + _DAY) * _SECOND)

    def _check_end(self, here):
        if interrupt := here.hear_stop():
            raise interrupt
        if here.idle and not self._due():
            raise Deadlock(report.deadlock(asyncio.all_tasks(self)))

    def run_forever(self):
        exhaust(self.turns())

    def until_complete(self, future):
        """run_until_complete as turns."""
        self._check_closed()
        self._check_running()
        is_new = not asyncio.isfuture(future)
        future = asyncio.ensure_future(future, loop=self)
        if is_new:
            future._log_destroy_pending = False  # what ends it early is raised here
        future.add_done_callback(_run_until_complete_cb)
        try:
            yield from self.turns()
        except BaseException:
            if is_new and future.done() and not future.cancelled():
                future.exception()  # seen: it is on its way up already
            raise
        finally:
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def run_until_complete(self, future):
        return exhaust(self.until_complete(future))

    def close(self):
        super().close()
        for user in self.left_to:
            user._loop_closed()

    # Tasks

    def create_task(self, coro, *, name=None, **options):
        recorder = tasks.current()
        name = recorder.next_name() if name is None else str(name)
        if asyncio.iscoroutine(coro):
            recorder.starting(name, coro)  # an eager one runs before there is a task to see
        task = super().create_task(coro, name=name, **options)
        recorder.made(task, coro)
        if self._debug:
            _show_origin(task)
        return task

    def create_future(self):
        future = Future(loop=self)
        if self._debug:
            _show_origin(future)
        return future

    def default_exception_handler(self, context):
        if not port.is_interrupt(context.get("exception")):  # that is on its way to the program
            sys.stderr.write(report.background(context))

    # Lanes

    def call_soon_threadsafe(self, callback, *args, context=None):
        here = port.current()
        self._check_closed()
        if here.lane is self._home or here.now <= here._now:
            return super().call_soon_threadsafe(callback, *args, context=context)
        # From a lane, whose clock is ahead of this loop's.
        handle = events.Handle(callback, args, self, context)
        here.agenda.put(here.now, lambda: self._ready.append(handle))
        return handle

    async def shutdown_default_executor(self, timeout=None):
        self._executor_shutdown_called = True
        pool = self._default_executor
        if pool is None:
            return
        pool.shutdown(wait=False)
        future = self.create_future()
        pool.when_idle(lambda: future.done() or future.set_result(None))
        try:
            async with asyncio.timeout(timeout):
                await future
        except TimeoutError:
            text = f"The executor did not finishing joining its threads within {timeout} seconds."
            warnings.warn(text, RuntimeWarning, stacklevel=2)


absent.refuse_system(VirtualLoop)


def _show_origin(future):
    """Has debug mode tell the program's line that made a future, not the library's."""
    own = [frame for frame in future._source_traceback or () if frame.filename == source.FILE]
    if own:
        future._source_traceback[:] = own


class VirtualPolicy(events._BaseDefaultEventLoopPolicy):
    """Makes such loops; like older Pythons, it makes the first one when it is asked for."""

    _loop_factory = VirtualLoop

    def get_event_loop(self):
        if self._local._loop is None:
            self.set_event_loop(self.new_event_loop())
        return self._local._loop


def install():
    """Has asyncio make virtual loops."""
    keep_order()
    asyncio.SelectorEventLoop = asyncio.EventLoop = VirtualLoop
    asyncio.DefaultEventLoopPolicy = VirtualPolicy
    events._set_event_loop_policy(VirtualPolicy())
