"""async_timeout, which programs import for what asyncio.timeout has done since Python 3.11."""

import asyncio
import enum

__version__ = "5.0.1"
__all__ = ("timeout", "timeout_at", "Timeout")


class _State(enum.Enum):
    INIT = "INIT"
    ENTER = "ENTER"
    TIMEOUT = "TIMEOUT"
    EXIT = "EXIT"


def timeout(delay):
    """Cancels what is within after so many seconds, and raises TimeoutError; None is never."""
    loop = asyncio.get_running_loop()
    return Timeout(None if delay is None else loop.time() + delay, loop)


def timeout_at(deadline):
    """The same by the loop's clock."""
    return Timeout(deadline, asyncio.get_running_loop())


class Timeout:
    """An asynchronous context manager; rejecting and moving its deadline work within it."""

    def __init__(self, deadline, loop):
        self._loop = loop
        self._state = _State.INIT
        self._deadline = deadline
        self._timeout = asyncio.Timeout(deadline)

    async def __aenter__(self):
        if self._state is not _State.INIT:
            raise RuntimeError(f"invalid state {self._state.value}")
        await self._timeout.__aenter__()
        self._state = _State.ENTER
        return self

    async def __aexit__(self, *error):
        expired = self.expired
        self._state = _State.TIMEOUT if expired else _State.EXIT
        return await self._timeout.__aexit__(*error)

    @property
    def expired(self):
        return self._state is _State.TIMEOUT or (
            self._state is _State.ENTER and self._timeout.expired()
        )

    @property
    def deadline(self):
        return self._deadline

    def reject(self):
        """Lets what is within run on for ever."""
        self._move(None)

    def shift(self, delay):
        """Moves the deadline by so many seconds."""
        if self._deadline is None:
            raise RuntimeError("cannot shift timeout if deadline is not scheduled")
        self._move(self._deadline + delay)

    def update(self, deadline):
        """Moves the deadline to an instant of the loop's clock."""
        self._move(deadline)

    def _move(self, deadline):
        if self._state in (_State.TIMEOUT, _State.EXIT):
            raise RuntimeError(f"invalid state {self._state.value}")
        self._deadline = deadline
        if self._state is _State.ENTER:
            self._timeout.reschedule(deadline)
        else:
            self._timeout = asyncio.Timeout(deadline)
