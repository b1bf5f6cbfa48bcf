"""Pools of threads and processes as lanes: at most max_workers functions at a time, by the clock.

See lanes.py for when a function runs. A pool of processes copies what goes in and out
with pickle, as processes would; the module's globals are the program's own, and shared.
"""

import concurrent.futures
import itertools
import os
import sys
import threading
import types
from collections import deque
from concurrent.futures import Executor, _base
from functools import partial

from . import futures, lanes, port, tasks

_CORES = 4  # of the machine that this page pretends to be; defaults follow from it


class BrokenThreadPool(_base.BrokenExecutor):
    """The initializer of a worker failed."""

    __module__ = "concurrent.futures.thread"


class BrokenProcessPool(_base.BrokenExecutor):
    """The initializer of a worker failed."""

    __module__ = "concurrent.futures.process"


class _Job:
    """One call, which waits for a worker."""

    def __init__(self, function, args, options):
        self.future = futures.Future()
        self.text = tasks.described(function, sys._getframe(2))
        self.function, self.args, self.options = function, args, options


class _Pool(Executor):
    """What the kinds of pools have in common."""

    _broken_error = BrokenThreadPool
    _closed = "cannot schedule new futures after shutdown"

    def _begin(self, max_workers, prefix, initializer, initargs):
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._prefix = prefix
        self._initializer = partial(initializer, *initargs) if initializer else None
        self._jobs = deque()
        self._workers = []
        self._unfinished = 0  # jobs that wait or run
        self._shutdown = False
        self._broken = None
        self._idle = []  # what to do when nothing waits or runs any more

    def submit(self, fn, /, *args, **kwargs):
        if self._broken:
            raise self._broken_error(self._broken)
        if self._shutdown:
            raise RuntimeError(self._closed)
        job = _Job(fn, args, kwargs)
        here = port.current()
        self._unfinished += 1
        here.unfinished += 1
        if here.lane is not None and here.now > here._now:  # ahead: nobody else is to come first
            self._run(self._next_worker(), job)
        else:
            self._jobs.append(job)
            self._start_jobs()
        return job.future

    def _start_jobs(self):
        """Gives the jobs that wait to the workers that are free by now."""
        while self._jobs and (worker := self._free_worker()) is not None:
            self._run(worker, self._jobs.popleft())

    def _free_worker(self):
        """One that has told the end of its last job, a new one, or None."""
        free = (worker for worker in self._workers if not worker.busy)
        return next(free, None) or self._hire()

    def _next_worker(self):
        """The same for a lane that runs ahead: or the one that will be free first."""
        now = port.current().now
        first = min(self._workers, key=lambda worker: worker.busy_until, default=None)
        if first is not None and first.busy_until <= now:
            return first
        return self._hire() or first

    def _hire(self):
        """A new worker, or None when there are as many as there may be."""
        if len(self._workers) == self._max_workers:
            return None
        worker = self._new_worker(f"{self._prefix}{len(self._workers)}")
        worker.ready = self._initializer is None
        self._workers.append(worker)
        return worker

    def _new_worker(self, name):
        return lanes.Lane(name)

    def _run(self, worker, job):
        here = port.current()
        if not job.future.set_running_or_notify_cancel():
            self._over(here)
            return
        at = max(here.now, worker.busy_until)
        worker.busy += 1
        try:
            outcome = worker.run(at, self._work, worker, job)
        except port.OutputLimit:
            self._over(here)
            worker.busy -= 1
            raise
        lanes.at_end(worker, lambda: self._finish(here, worker, job.future, *outcome))
        if port.is_interrupt(outcome[1]):
            raise outcome[1]  # it ends the program, not just the job

    def _work(self, worker, job):
        """A job on its lane, by that lane's clock."""
        recorder = tasks.current()
        recorder.lane_started(worker, job.text)
        how = "returned"
        try:
            if not worker.ready:
                self._initialize(worker)
            return self._call(job.function, job.args, job.options)
        except BaseException as error:
            how = f"raised {type(error).__name__}"
            raise
        finally:
            recorder.lane_ended(worker, how)

    def _call(self, function, args, options):
        return function(*args, **options)

    def _initialize(self, worker):
        try:
            self._initializer()
        except Exception as error:
            self._broken = "A worker's initializer failed: the pool is not usable anymore"
            raise self._broken_error(self._broken) from error
        worker.ready = True

    def _finish(self, here, worker, future, result, error):
        """The job is over by the program's clock."""
        worker.busy -= 1
        self._over(here)
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)
        if self._broken:
            self._cancel_jobs(here, lambda f: f.set_exception(self._broken_error(self._broken)))
        self._start_jobs()

    def _over(self, here):
        self._unfinished -= 1
        here.unfinished -= 1
        self._tell_idle()

    def when_idle(self, action):
        """Has action happen when nothing waits or runs any more."""
        self._idle.append(action)
        self._tell_idle()

    def _tell_idle(self):
        while not self._unfinished and self._idle:
            self._idle.pop()()

    def _cancel_jobs(self, here, end):
        while self._jobs:
            end(self._jobs.popleft().future)
            self._over(here)

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True
        if cancel_futures:
            self._cancel_jobs(port.current(), futures.Future.cancel)
        self.when_idle(self._dismiss)
        if wait:
            lanes.wait_until(lambda: not self._unfinished)

    def _dismiss(self):
        """The workers end; those of a thread pool are threads no more."""
        for worker in self._workers:
            if worker.thread is not None:
                worker.thread.is_over()


class ThreadPoolExecutor(_Pool):
    """concurrent.futures.ThreadPoolExecutor."""

    _counter = itertools.count().__next__

    def __init__(
        self, max_workers=None, thread_name_prefix="", initializer=None, initargs=(), **ctxkwargs
    ):
        if max_workers is None:
            max_workers = min(32, _CORES + 4)
        number = ThreadPoolExecutor._counter()
        prefix = thread_name_prefix or f"ThreadPoolExecutor-{number}"
        self._begin(max_workers, f"{prefix}_", initializer, initargs)


    def _new_worker(self, name):
        thread = threading.Thread(name=name, daemon=True)
        lane = lanes.Lane(name, thread)
        thread.stand_for(lane)
        return lane


class _CallItem:
    """What is sent to a process; errors about it name it and its parts."""

    __module__ = "concurrent.futures.process"

    def __init__(self, fn, args, kwargs):
        self.fn = fn
        self.args = args
        self.kwargs = kwargs


class ProcessPoolExecutor(_Pool):
    """concurrent.futures.ProcessPoolExecutor: what cannot be pickled cannot be sent to it."""

    _broken_error = BrokenProcessPool
    _counter = itertools.count(1).__next__

    def __init__(
        self,
        max_workers=None,
        mp_context=None,
        initializer=None,
        initargs=(),
        *,
        max_tasks_per_child=None,
    ):
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
        prefix = f"Process-{ProcessPoolExecutor._counter()}_"
        self._begin(_CORES if max_workers is None else max_workers, prefix, initializer, initargs)

    def _call(self, function, args, options):
        sent = _copied(_CallItem(function, args, options))
        return _copied(sent.fn(*sent.args, **sent.kwargs))

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        return super().map(fn, *iterables, timeout=timeout, buffersize=buffersize)


def _copied(value):
    """What arrives at the other side of a process's border."""
    import pickle  # here, as Python would take longer to start

    return pickle.loads(pickle.dumps(value))


class InterpreterPoolExecutor:
    """concurrent.futures.InterpreterPoolExecutor: there is one interpreter."""

    def __init__(self, *args, **options):
        raise NotImplementedError(
            "this page has one Python interpreter: "
            "use ThreadPoolExecutor in place of InterpreterPoolExecutor"
        )


def begin():
    """Numbers a run's pools from the first on."""
    ThreadPoolExecutor._counter = itertools.count().__next__
    ProcessPoolExecutor._counter = itertools.count(1).__next__
    futures.begin()


def install():
    """Puts these in the place of pools that would start threads and processes."""
    os.cpu_count = os.process_cpu_count = lambda: _CORES
    futures.install()
    homes = {
        "thread": (ThreadPoolExecutor, BrokenThreadPool),
        "process": (ProcessPoolExecutor, BrokenProcessPool, _CallItem),
        "interpreter": (InterpreterPoolExecutor,),
    }
    for home, classes in homes.items():
        module = types.ModuleType(f"concurrent.futures.{home}")
        sys.modules[module.__name__] = module
        setattr(concurrent.futures, home, module)
        for kind in classes:
            kind.__module__ = module.__name__
            setattr(module, kind.__name__, kind)
        setattr(concurrent.futures, classes[0].__name__, classes[0])
