"""Channels: queues that a connection puts messages into."""

import asyncio
import json
from collections import deque

from resplay import port

from .errors import ChannelClosedError
from .util import encode_args


class Channel:
    """The messages of one channel or pattern, for one reader at a time."""

    def __init__(self, name, is_pattern):
        self._name = encode_args([name])[0]
        self._is_pattern = is_pattern
        self._messages = deque()
        self._waiters = set()
        self._active = True
        self._error = None

    def __repr__(self):
        state = "active" if self._active else "closed"
        return f"<Channel name:{self._name!r}, is_pattern:{self._is_pattern}, {state}>"

    @property
    def name(self):
        return self._name

    @property
    def is_pattern(self):
        return self._is_pattern

    @property
    def is_active(self):
        """Whether there is or may come a message."""
        return bool(self._messages) or self._active

    def put_nowait(self, message):
        self._messages.append(message)
        self._wake()

    def close(self, error=None):
        self._active = False
        self._error = error
        self._wake()

    def _wake(self):
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait_message(self):
        """True when there is a message, False when there will be none."""
        while self._active and not self._messages:
            waiter = asyncio.get_running_loop().create_future()
            port.current().labels[waiter] = f"a message of {self._name.decode(errors='replace')}"
            self._waiters.add(waiter)
            try:
                await waiter
            finally:
                self._waiters.discard(waiter)
        return bool(self._messages)

    async def get(self, *, encoding=None, decoder=None):
        """The next message; None when the channel ends, an error when it has ended."""
        assert decoder is None or callable(decoder), decoder
        if not self.is_active:
            raise self._error or ChannelClosedError()
        if not await self.wait_message():
            return None
        message = self._messages.popleft()
        if self._is_pattern:
            return message[0], _read(message[1], encoding, decoder)
        return _read(message, encoding, decoder)

    async def get_json(self, encoding="utf-8"):
        return await self.get(encoding=encoding, decoder=json.loads)

    async def iter(self, *, encoding=None, decoder=None):
        """The messages: `async for message in channel.iter()`."""
        while await self.wait_message():
            yield await self.get(encoding=encoding, decoder=decoder)


def _read(message, encoding, decoder):
    if encoding is not None:
        message = message.decode(encoding)
    return decoder(message) if decoder is not None else message
