"""Channels, and receivers of many channels: queues that a connection puts messages into."""

import asyncio
import json
import types
from collections import deque

from resplay import port

from .abc import AbcChannel
from .errors import ChannelClosedError
from .log import logger
from .util import check_loop, encode_args

__all__ = ["Channel", "EndOfStream", "Receiver"]

EndOfStream = object()  # what a queue gives when it has been closed and is empty


class Channel(AbcChannel):
    """The messages of one channel or pattern."""

    def __init__(self, name, is_pattern, loop=None):
        check_loop(loop)
        self._name = encode_args([name])[0]
        self._is_pattern = is_pattern
        self._queue = ClosableQueue(f"a message of {self._name.decode(errors='replace')}")

    def __repr__(self):
        return (
            f"<{type(self).__name__} name:{self._name!r}, is_pattern:{self._is_pattern}, "
            f"qsize:{self._queue.qsize()}>"
        )

    @property
    def name(self):
        return self._name

    @property
    def is_pattern(self):
        return self._is_pattern

    @property
    def is_active(self):
        return not self._queue.exhausted

    async def get(self, *, encoding=None, decoder=None):
        """The next message; None when the channel ends, an error when it has ended."""
        assert decoder is None or callable(decoder), decoder
        if self._queue.exhausted:
            raise ChannelClosedError()
        message = await self._queue.get()
        if message is EndOfStream:
            return None
        return _read(message, self._is_pattern, encoding, decoder)

    async def get_json(self, encoding="utf-8"):
        return await self.get(encoding=encoding, decoder=json.loads)

    def iter(self, *, encoding=None, decoder=None):
        """The messages: `async for message in channel.iter()`."""
        return _Messages(self, self._queue, encoding, decoder)

    async def wait_message(self):
        """True when there is a message, False when there will be none."""
        if not self.is_active:
            return False
        await self._queue.wait()
        return self.is_active

    def put_nowait(self, data):
        self._queue.put(data)

    def close(self, exc=None):
        self._queue.close()


class Receiver:
    """The messages of many channels and patterns, for one reader."""

    def __init__(self, loop=None, on_close=None):
        assert on_close is None or callable(on_close), (
            "on_close must be None or callable", on_close,
        )  # fmt: skip
        check_loop(loop)
        self._queue = ClosableQueue("a message of its receiver")
        self._refs = {}  # (name, is_pattern) -> _Sender
        self._on_close = on_close or self.check_stop

    def __repr__(self):
        return (
            f"<Receiver is_active:{self.is_active}, senders:{len(self._refs)}, "
            f"qsize:{self._queue.qsize()}>"
        )

    def channel(self, name):
        """What to subscribe with, so that the messages come here."""
        return self._sender(name, False)

    def pattern(self, pattern):
        return self._sender(pattern, True)

    def _sender(self, name, is_pattern):
        key = encode_args([name])[0], is_pattern
        if key not in self._refs:
            self._refs[key] = _Sender(self, *key)
        return self._refs[key]

    @property
    def channels(self):
        return self._senders(False)

    @property
    def patterns(self):
        return self._senders(True)

    def _senders(self, is_pattern):
        chosen = {name: s for (name, kind), s in self._refs.items() if kind == is_pattern}
        return types.MappingProxyType(chosen)

    async def get(self, *, encoding=None, decoder=None):
        """The next message behind its channel; None when the receiver is stopped."""
        assert decoder is None or callable(decoder), decoder
        if self._queue.exhausted:
            raise ChannelClosedError()
        came = await self._queue.get()
        if came is EndOfStream:
            return None
        sender, message = came
        return sender, _read(message, sender.is_pattern, encoding, decoder)

    async def wait_message(self):
        """True when there is a message, False when there will be none."""
        if not self._queue.empty():
            return True
        if self._queue.closed:
            return False
        await self._queue.wait()
        return self.is_active

    @property
    def is_active(self):
        if self._queue.exhausted:
            return False
        return any(sender.is_active for sender in self._refs.values())

    def stop(self):
        """Takes no more messages; unsubscribe first."""
        self._queue.close()

    def iter(self, *, encoding=None, decoder=None):
        """The messages: `async for channel, message in receiver.iter()`."""
        return _Messages(self, self._queue, encoding, decoder)

    def check_stop(self, channel, exc=None):
        """Stops when there is no subscription left."""
        if not self._refs:
            self.stop()

    def _put_nowait(self, data, *, sender):
        if self._queue.closed:
            logger.warning(
                "Pub/Sub listener message after stop: sender: %r, data: %r", sender, data
            )
            return
        self._queue.put((sender, data))

    def _close(self, sender, exc=None):
        self._refs.pop((sender.name, sender.is_pattern))
        self._on_close(sender, exc=exc)


class _Sender(AbcChannel):
    """A channel that passes its messages on to a receiver."""

    def __init__(self, receiver, name, is_pattern):
        self._receiver = receiver
        self._name = name
        self._is_pattern = is_pattern
        self._closed = False

    def __repr__(self):
        return (
            f"<{type(self).__name__} name:{self._name!r}, is_pattern:{self._is_pattern}, "
            f"receiver:{self._receiver!r}>"
        )

    @property
    def name(self):
        return self._name

    @property
    def is_pattern(self):
        return self._is_pattern

    @property
    def is_active(self):
        return not self._closed

    async def get(self, *, encoding=None, decoder=None):
        raise RuntimeError("MPSC channel does not allow direct get() calls")

    def put_nowait(self, data):
        self._receiver._put_nowait(data, sender=self)

    def close(self, exc=None):
        if not self._closed:
            self._closed = True
            self._receiver._close(self, exc=exc)


class ClosableQueue:
    """A queue that can end; what is in it then can still be taken out."""

    def __init__(self, what="a message"):
        self._what = what  # that a reader waits for, in a report of a standstill
        self._items = deque()
        self._waiters = set()
        self._closed = False

    def __repr__(self):
        return f"<Queue {'closed' if self._closed else 'open'} size:{len(self._items)}>"

    async def wait(self):
        """Returns when there is an item, or the end."""
        while not self._items and not self._closed:
            waiter = asyncio.get_running_loop().create_future()
            port.current().labels[waiter] = self._what
            self._waiters.add(waiter)
            try:
                await waiter
            finally:
                self._waiters.discard(waiter)
        return True

    async def get(self):
        await self.wait()
        return self._items.popleft() if self._items else EndOfStream

    def put(self, item):
        if not self._closed:
            self._items.append(item)
            self._wake()

    def close(self):
        self._closed = True
        self._wake()

    def _wake(self):
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    @property
    def closed(self):
        return self._closed

    @property
    def exhausted(self):
        return self._closed and not self._items

    def empty(self):
        return not self._items

    def qsize(self):
        return len(self._items)


class _Messages:
    """What `async for` walks: until the queue has come to its end."""

    def __init__(self, source, queue, encoding, decoder):
        self._source = source
        self._queue = queue
        self._options = {"encoding": encoding, "decoder": decoder}

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self._queue.exhausted:
            raise StopAsyncIteration
        message = await self._source.get(**self._options)
        if message is None:
            raise StopAsyncIteration
        return message


def _read(message, is_pattern, encoding, decoder):
    """A message as the reader wants it; that of a pattern has its channel with it."""
    if is_pattern:
        channel, text = message
        return channel, _read(text, False, encoding, decoder)
    if encoding is not None:
        message = message.decode(encoding)
    return message if decoder is None else decoder(message)
