"""uvloop by name: programs that install it run, on the loop that all programs here have.

On virtual time no loop is faster than another: computing takes none, and waiting takes
on every loop what it takes. That is the part of a program that a faster loop cannot change.
"""

import asyncio

from resplay import runner
from resplay.blocking import exhaust
from resplay.loop import VirtualLoop, VirtualPolicy

__all__ = ("EventLoopPolicy", "Loop", "install", "new_event_loop", "run")
__version__ = "0.22.1"


class Loop(VirtualLoop):
    """uvloop.Loop."""


class EventLoopPolicy(VirtualPolicy):
    """Makes such loops."""

    _loop_factory = Loop


def new_event_loop():
    """A loop of this kind."""
    return Loop()


def install():
    """Has asyncio make loops of this kind."""
    asyncio.set_event_loop_policy(EventLoopPolicy())


def _run_turns(main, *, loop_factory=new_event_loop, debug=None):
    if not asyncio.iscoroutine(main):
        raise ValueError(f"a coroutine was expected, got {main!r}")
    return (yield from runner.run_turns(main, debug=debug, loop_factory=loop_factory))


def run(main, *, loop_factory=new_event_loop, debug=None):
    """asyncio.run on a loop of this kind."""
    return exhaust(_run_turns(main, loop_factory=loop_factory, debug=debug))


run.as_turns = _run_turns
