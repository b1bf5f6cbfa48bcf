"""uvloop by name: programs that install it run, on the loop that all programs here have.

On virtual time no loop is faster than another, so there is nothing to gain by it.
"""

import asyncio

from resplay.loop import VirtualLoop as Loop
from resplay.loop import VirtualPolicy as EventLoopPolicy

__all__ = ["EventLoopPolicy", "Loop", "install", "new_event_loop", "run"]

run = asyncio.run


def new_event_loop():
    return Loop()


def install():
    """Would make asyncio use this loop, which it does anyway."""
