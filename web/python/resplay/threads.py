"""threading.Thread as a lane: start runs it, by a clock that runs ahead, see lanes.py."""

import contextvars
import itertools
import sys
import threading

from . import lanes, locks, port, queues, report, tasks

_main = threading.main_thread()
_current_thread = threading.current_thread
_SECOND = 1_000_000_000


def _instant(timeout):
    return locks.instant(None if timeout is None else max(0, timeout))


class Thread(threading.Thread):
    """threading.Thread."""

    _over = False

    def start(self):
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        here = port.current()
        lane = lanes.Lane(self.name, self)
        if self._context is not None:
            lane.context = self._context
        elif sys.flags.thread_inherit_context:
            lane.context = contextvars.copy_context()
        self.stand_for(lane)
        text = getattr(self, "_text", None) or _described(self)
        _, error = lane.run(here.now, _live, lane, self, text)
        here.unfinished += not self.daemon
        lanes.at_end(lane, lambda: _over(here, self))
        if port.is_interrupt(error):
            raise error  # it ends the program, not just the thread

    def stand_for(self, lane):
        """Is the thread of a lane from now on."""
        self._started.set()
        self._ident = lane.ident
        threading._active[lane.ident] = self

    def is_over(self):
        """Is no lane's thread any more."""
        self._over = True
        threading._active.pop(self._ident, None)

    def join(self, timeout=None):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self is threading.current_thread():
            raise RuntimeError("cannot join current thread")
        lanes.wait_until(lambda: self._over, _instant(timeout))

    def is_alive(self):
        return self._started.is_set() and not self._over


def _described(thread):
    return tasks.described(thread._target or thread.run, sys._getframe(1))


def _live(lane, thread, text):
    """The thread's life, by its own clock."""
    recorder = tasks.current()
    recorder.lane_started(lane, text)
    how = "returned"
    try:
        thread.run()
    except SystemExit:
        pass
    except port.OutputLimit:
        raise
    except BaseException as error:
        how = f"raised {type(error).__name__}"
        if port.is_interrupt(error):
            recorder.lane_ended(lane, how)
            raise
        threading.excepthook(
            threading.ExceptHookArgs((type(error), error, error.__traceback__, thread))
        )
    recorder.lane_ended(lane, how)


def _over(here, thread):
    here.unfinished -= not thread.daemon
    thread.is_over()


def current_thread():
    """threading.current_thread."""
    lane = lanes.current()
    return _main if lane is None or lane.thread is None else lane.thread


def get_ident():
    """threading.get_ident."""
    lane = lanes.current()
    return _main.ident if lane is None else lane.ident


def excepthook(args, /):
    """threading.excepthook: what a thread failed with, as the learner sees it."""
    if args.exc_type is not SystemExit:
        name = args.thread.name if args.thread is not None else get_ident()
        sys.stderr.write(f"Exception in thread {name}:\n{report.failure(args.exc_value)}\n")


class Timer(Thread):
    """threading.Timer: an entry of the agenda until its time has come."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = threading.Event()

    def start(self):
        here = port.current()
        if here.lane is not None:  # nobody can know it before the lane is over
            super().start()
            return
        here.unfinished += not self.daemon
        self._begun = True
        self._text = tasks.described(self.function, sys._getframe())
        here.agenda.put(here.now + round(self.interval * _SECOND), lambda: self._fire(here))

    def _fire(self, here):
        here.unfinished -= not self.daemon
        if not self._started.is_set() and not self.finished.is_set():
            super().start()

    def cancel(self):
        self.finished.set()

    def run(self):
        if lanes.current().thread is self and not getattr(self, "_begun", False):
            port.current().freeze(round(self.interval * _SECOND))
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()

    def is_alive(self):
        waiting = getattr(self, "_begun", False) and not self._started.is_set()
        return (waiting and not self.finished.is_set()) or super().is_alive()

    def join(self, timeout=None):
        lanes.wait_until(lambda: not self.is_alive(), _instant(timeout))


def begin():
    """Numbers a run's threads from the first on, and forgets those of the run before."""
    threading._active = {_main.ident: _main}
    threading._counter = itertools.count(1).__next__
    lanes.begin()


def install():
    """Puts these in the place of threads, which this interpreter cannot start."""
    locks.install()
    queues.install()
    for kind in (Thread, Timer):
        kind.__module__ = "threading"
        setattr(threading, kind.__name__, kind)
    threading.current_thread = threading.currentThread = current_thread
    threading.get_ident = threading.get_native_id = get_ident
    threading.excepthook = threading.__excepthook__ = excepthook
    from _threading_local import local  # it takes the current thread from threading as it is now

    threading.local = local
