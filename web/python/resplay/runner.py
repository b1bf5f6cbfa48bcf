"""asyncio.run and asyncio.Runner as turns: what runs a loop can pause for the world."""

import asyncio
import sys
import traceback
import types
from asyncio import events

from . import loop as loops
from . import port, doubles
from .blocking import exhaust
from .loop import VirtualLoop

_JOIN_TIMEOUT = asyncio.constants.THREAD_JOIN_TIMEOUT


class Runner(asyncio.Runner):
    """asyncio's Runner; run_turns and close_turns are its run and close as turns."""

    def run_turns(self, coro, *, context=None, name=None):
        if events._get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._lazy_init()
        context = context or self._context
        task = self._loop.create_task(_as_coroutine(coro), name=name, context=context)
        try:
            return (yield from self._loop.until_complete(task))
        except KeyboardInterrupt as interrupt:
            if port.is_interrupt(interrupt) and _came_between_tasks(interrupt):
                yield from _end_first(self._loop, task, interrupt)
            raise

    def close_turns(self):
        loop = self._loop
        if loop is None:
            return
        try:
            yield from cancel_turns(loop)
            yield from _finish(loop, loop.shutdown_asyncgens())
            if getattr(loop, "_default_executor", None) is not None:
                ending = loop.shutdown_default_executor(_JOIN_TIMEOUT)
                yield from _finish(loop, ending)
        finally:
            events.set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = asyncio.runners._State.CLOSED

    def run(self, coro, *, context=None):
        return exhaust(self.run_turns(coro, context=context))

    def close(self):
        exhaust(self.close_turns())


def _as_coroutine(awaitable):
    if asyncio.iscoroutine(awaitable):
        return awaitable
    if hasattr(awaitable, "__await__"):
        return _awaiting(awaitable)
    raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")


async def _awaiting(awaitable):
    return await awaitable


def cancel_turns(loop, spare=()):
    """Cancels the loop's tasks as asyncio.run does at its end, but for those to spare."""
    left = [task for task in asyncio.all_tasks(loop) if task not in spare]
    if not left:
        return
    for task in left:
        task.cancel()
    yield from _finish(loop, _all_done(left))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler(
                {
                    "message": "unhandled exception during asyncio.run() shutdown",
                    "exception": task.exception(),
                    "task": task,
                }
            )


def _came_between_tasks(interrupt):
    *_, (frame, _) = traceback.walk_tb(interrupt.__traceback__)
    return frame.f_code is VirtualLoop._check_end.__code__


def _end_first(loop, main, interrupt):
    """Cancels the main task ahead of the others, as asyncio.run does; the interrupt then tells where it was."""
    main.cancel()
    yield from _finish(loop, asyncio.wait([main]))
    if main.cancelled():
        try:
            main.result()
        except asyncio.CancelledError as cancelled:
            interrupt.__context__ = cancelled


def _finish(loop, coro):
    """Runs a task that is none of the program's, so that the trace leaves it out."""
    reason = sys.exception()
    task = asyncio.Task(coro, loop=loop, name="closing")
    while True:
        try:
            return (yield from loop.until_complete(task))
        except KeyboardInterrupt as error:
            # The interrupt that this cleans up after comes by once more when a task awaited the one it hit.
            if error is not reason or task.done():
                raise


async def _all_done(tasks):
    await asyncio.gather(*tasks, return_exceptions=True)


def run_turns(main, *, debug=None, loop_factory=None, name=None):
    """asyncio.run as turns."""
    if events._get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    runner = Runner(debug=debug, loop_factory=loop_factory)
    try:
        return (yield from runner.run_turns(main, name=name))
    finally:
        yield from runner.close_turns()


def run(main, *, debug=None, loop_factory=None):
    """asyncio.run."""
    return exhaust(run_turns(main, debug=debug, loop_factory=loop_factory))


run.as_turns = run_turns  # what call takes in its place; uvloop.run has it, too


async def _run_nested(main, **options):
    """asyncio.run in a program that awaits at top level, which has a loop already."""
    loop = asyncio.get_running_loop()
    before = asyncio.all_tasks(loop)
    try:
        return await loop.create_task(_as_coroutine(main))
    finally:
        left = asyncio.all_tasks(loop) - before
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def _as_turns(function):
    """What runs a loop, as a function that returns turns; None for any other function."""
    if hasattr(function, "as_turns"):
        return function.as_turns
    owner = getattr(function, "__self__", None)
    name = getattr(function, "__name__", "")
    if isinstance(owner, Runner) and name == "run":
        return owner.run_turns
    if isinstance(owner, VirtualLoop):
        return {
            "run_until_complete": owner.until_complete,
            "run_forever": owner.turns,
        }.get(name)
    return None


@types.coroutine
def call(function, *args, **options):
    """What a rewritten call of the top level awaits."""
    if hasattr(function, "as_turns") and events._get_running_loop() is not None:
        return (yield from _run_nested(*args, **options).__await__())
    double = doubles.of(function)
    if double is not None:
        return (yield from double(*args, **options).__await__())
    turns = _as_turns(function)
    if turns is None:
        return function(*args, **options)
    return (yield from turns(*args, **options))


class enter:
    """A context manager of the top level, entered in a way that lets a Runner's end take turns."""

    def __init__(self, manager):
        self._manager = manager

    async def __aenter__(self):
        return self._manager.__enter__()

    async def __aexit__(self, *error):
        if isinstance(self._manager, Runner):
            return await _closing(self._manager)
        return self._manager.__exit__(*error)


@types.coroutine
def _closing(runner):
    yield from runner.close_turns()


def install():
    """Puts these in asyncio's place."""
    asyncio.run = asyncio.runners.run = run
    asyncio.Runner = asyncio.runners.Runner = Runner
    loops.install()
