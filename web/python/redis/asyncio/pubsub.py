"""Subscriptions of the asynchronous client."""

import asyncio
import inspect

from resplay import port

from .._pubsub import PubSubBase
from ..exceptions import PubSubError


class PubSub(PubSubBase):
    """A connection that listens. Messages come from listen or get_message, or go to handlers."""

    def _clear(self):
        super()._clear()
        self._waiters = set()  # futures of those who wait for a message

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.aclose()

    async def aclose(self):
        """Ends all subscriptions and gives the connection back."""
        connection, self._connection = self._connection, None
        self._clear()
        if connection is not None:
            port.current().forget(connection)
            port.current().send(b"RELEASE", connection)

    reset = close = aclose

    # Subscribing

    async def subscribe(self, *args, **kwargs):
        """Listens to channels; a keyword's value is called with the messages of that channel."""
        await self._subscribe("SUBSCRIBE", "channels", args, kwargs)

    async def psubscribe(self, *args, **kwargs):
        await self._subscribe("PSUBSCRIBE", "patterns", args, kwargs)

    async def ssubscribe(self, *args, **kwargs):
        await self._subscribe("SSUBSCRIBE", "shard_channels", args, kwargs)

    async def unsubscribe(self, *args):
        """Ends the subscription to channels; to all without any."""
        await self._send("UNSUBSCRIBE", *self._end("channels", args))

    async def punsubscribe(self, *args):
        await self._send("PUNSUBSCRIBE", *self._end("patterns", args))

    async def sunsubscribe(self, *args):
        await self._send("SUNSUBSCRIBE", *self._end("shard_channels", args))

    async def _subscribe(self, command, kind, args, handlers):
        wanted = self._subscriptions(args, handlers)
        await self._send(command, *wanted)
        self._add(kind, wanted)

    async def connect(self):
        """Borrows a connection, and takes the subscriptions of a lost one to it."""
        if self._connection is not None:
            return
        self._connection = await self.connection_pool.borrow()
        port.current().listen(self._connection, self)
        for command, names in (("SUBSCRIBE", self.channels), ("PSUBSCRIBE", self.patterns)):
            if names:
                self._call(command, *names)

    async def _send(self, command, *args):
        await self.connect()
        self._call(command, *args)

    async def ping(self, message=None):
        """Has the server answer with a message of type pong."""
        await self.connect()
        self._ping(message)

    # Receiving

    async def listen(self):
        """The messages, as they come, until there is no subscription left."""
        while self.subscribed:
            message = await self.handle_message(await self.parse_response())
            if message is not None:
                yield message

    async def get_message(self, ignore_subscribe_messages=False, timeout=0.0):
        """The next message, or None when none comes within so many seconds; None waits for ever."""
        response = await self.parse_response(block=timeout is None, timeout=timeout)
        if response is None:
            return None
        return await self.handle_message(response, ignore_subscribe_messages)

    async def parse_response(self, block=True, timeout=0.0):
        """The next push as it came, or None."""
        if self._connection is None and not self._inbox:
            raise RuntimeError(
                "pubsub connection not set: did you forget to call subscribe() or psubscribe()?"
            )
        if not self._inbox:
            await self._wait(None if block else timeout)
        return self._inbox.popleft() if self._inbox else None

    async def _wait(self, timeout):
        if timeout is not None and timeout <= 0:
            await asyncio.sleep(0)  # one look, not a wait
            return
        loop = asyncio.get_running_loop()
        waiter = loop.create_future()
        self._waiters.add(waiter)
        port.current().labels[waiter] = "a message of its subscriptions"
        timer = loop.call_later(timeout, _wake, waiter) if timeout is not None else None
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)
            if timer is not None:
                timer.cancel()

    def _wake(self):
        for waiter in self._waiters:
            _wake(waiter)

    async def handle_message(self, response, ignore_subscribe_messages=False):
        """A push as a message; None when it went to a handler or is to be passed over."""
        message = self._message(response)
        handler = self._handler(message) if self._is_published(message) else None
        if handler is not None:
            result = handler(message)
            if inspect.isawaitable(result):
                await result
            return None
        return None if self._hidden(message, ignore_subscribe_messages) else message

    async def run(self, *, exception_handler=None, poll_timeout=1.0):
        """Hands messages to their handlers until it is cancelled."""
        for names, what in ((self.channels, "Channel"), (self.patterns, "Pattern")):
            for name, handler in names.items():
                if handler is None:
                    raise PubSubError(f"{what}: '{name}' has no handler registered")
        while True:
            try:
                await self.get_message(ignore_subscribe_messages=True, timeout=poll_timeout)
            except Exception as error:
                if exception_handler is None:
                    raise
                result = exception_handler(error, self)
                if inspect.isawaitable(result):
                    await result
            await asyncio.sleep(0)


def _wake(waiter):
    if not waiter.done():
        waiter.set_result(None)
