"""Who may go on, and when."""

import asyncio
from asyncio import Lock
from collections import deque

from resplay import port

__all__ = ["Lock", "Turnstile"]


class Turnstile:
    """Lets one task through at a time: `async with`. Who waits inside lets others through."""

    def __init__(self):
        self._lock = Lock()
        self._waiting = deque()  # futures, first come first

    async def __aenter__(self):
        await self._lock.acquire()

    async def __aexit__(self, *error):
        self._lock.release()

    async def wait(self, what):
        """Steps aside until notify; what is waited for is named where a program stands still."""
        waiter = asyncio.get_running_loop().create_future()
        port.current().labels[waiter] = what
        self._waiting.append(waiter)
        self._lock.release()
        try:
            await waiter
        except asyncio.CancelledError:
            if not waiter.cancelled():
                self.notify()  # it was our turn: let the next have it
            raise
        finally:
            await self._back()

    async def _back(self):
        """Takes the lock again, whatever happens meanwhile."""
        cancelled = None
        while True:
            try:
                await self._lock.acquire()
                break
            except asyncio.CancelledError as error:
                cancelled = error
        if cancelled is not None:
            raise cancelled

    def notify(self):
        """Has the one go on that has waited longest."""
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():  # as it is when its task was cancelled
                waiter.set_result(None)
                return

    def fail(self, error):
        """Fails all that wait."""
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_exception(error)
