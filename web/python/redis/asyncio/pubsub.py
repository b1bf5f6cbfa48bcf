"""Subscriptions of the asynchronous client."""

import asyncio
import inspect
import math

from .._pubsub import PubSubBase
from ..utils import deprecated_function


class PubSub(PubSubBase):
    """A connection that listens. Messages come from listen or get_message, or go to handlers."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type, exc_value, traceback):
        await self.aclose()

    async def aclose(self):
        """Ends all subscriptions and gives the connection back."""
        connection, self.connection = self.connection, None
        self._clear()
        if connection is not None:
            connection.deregister_connect_callback(self.on_connect)
            connection._let_go()  # with its subscriptions: nobody else can use it
            await self.connection_pool.release(connection)

    @deprecated_function(version="5.0.1", reason="Use aclose() instead", name="close")
    async def close(self):
        await self.aclose()

    @deprecated_function(version="5.0.1", reason="Use aclose() instead", name="reset")
    async def reset(self):
        await self.aclose()

    # Subscribing

    async def subscribe(self, *args, **kwargs):
        """Listens to channels; a keyword's value is called with the messages of that channel."""
        await self._subscribe("SUBSCRIBE", "channels", args, kwargs)

    async def psubscribe(self, *args, **kwargs):
        await self._subscribe("PSUBSCRIBE", "patterns", args, kwargs)

    async def ssubscribe(self, *args, **kwargs):
        await self._subscribe("SSUBSCRIBE", "shard_channels", args, kwargs)

    def unsubscribe(self, *args):
        """Ends the subscription to channels; to all without any."""
        return self.execute_command("UNSUBSCRIBE", *self._end("channels", args))

    def punsubscribe(self, *args):
        return self.execute_command("PUNSUBSCRIBE", *self._end("patterns", args))

    def sunsubscribe(self, *args):
        return self.execute_command("SUNSUBSCRIBE", *self._end("shard_channels", args))

    async def _subscribe(self, command, kind, args, handlers):
        wanted = self._subscriptions(args, handlers)
        await self.execute_command(command, *wanted)
        self._add(kind, wanted)

    async def connect(self):
        """Borrows a connection, or connects a lost one again."""
        if self.connection is None:
            self.connection = await self.connection_pool.get_connection()
            self.connection.register_connect_callback(self.on_connect)
        else:
            await self.connection.connect()

    async def on_connect(self, connection):
        """Takes the subscriptions to a connection that is new."""
        for command in self._resubscriptions():
            await connection.send_command(*command, check_health=False)

    async def execute_command(self, *args):
        """Sends a command; what it comes to is a message."""
        await self.connect()
        connection = self.connection
        kwargs = {"check_health": not self.subscribed}
        await self._execute(connection, connection.send_command, *args, **kwargs)

    def ping(self, message=None):
        """Has the server answer with a message of type pong."""
        return self.execute_command("PING", *(() if message is None else (message,)))

    async def _execute(self, conn, command, *args, **kwargs):
        """Does something with a connection, which is replaced as its Retry says."""
        return await conn.retry.call_with_retry(
            lambda: command(*args, **kwargs), lambda error: self._reconnect(conn)
        )

    async def _reconnect(self, conn):
        await conn.disconnect()
        await conn.connect()

    # Receiving

    async def listen(self):
        """The messages, as they come, until there is no subscription left."""
        while self.subscribed:
            message = await self.handle_message(await self.parse_response(block=True))
            if message is not None:
                yield message

    async def get_message(self, ignore_subscribe_messages=False, timeout=0.0):
        """The next message, or None when none comes within so many seconds; None waits for ever."""
        response = await self.parse_response(block=timeout is None, timeout=timeout)
        if response is None:
            return None
        return await self.handle_message(response, ignore_subscribe_messages)

    async def parse_response(self, block=True, timeout=0):
        """The next push as it came, or None."""
        conn = self._connected()
        await self.check_health()
        if not conn.is_connected and not conn._incoming:
            await conn.connect()
        response = await self._execute(
            conn,
            conn.read_response,
            timeout=math.inf if block else timeout,
            disconnect_on_error=False,
            push_request=True,
        )
        if response is not None and self.push_handler_func and conn.protocol == 3:
            response = self.push_handler_func(response)
        is_check = isinstance(response, list) and response[-1] in self._checks()
        return None if is_check and conn.health_check_interval else response

    def _checks(self):
        return self.HEALTH_CHECK_MESSAGE, self.HEALTH_CHECK_MESSAGE.encode()

    async def check_health(self):
        """Asks PING when nothing was heard for as long as health_check_interval."""
        conn = self._connected()
        loop = asyncio.get_running_loop()
        if conn.health_check_interval and loop.time() > conn.next_health_check:
            await conn.send_command("PING", self.HEALTH_CHECK_MESSAGE, check_health=False)

    async def handle_message(self, response, ignore_subscribe_messages=False):
        """A push as a message; None when it went to a handler or is to be passed over."""
        if response is None:
            return None
        message = self._message(response)
        is_published = message["type"] in self.PUBLISH_MESSAGE_TYPES
        handler = self._handler(message) if is_published else None
        if handler is not None:
            result = handler(message)
            if inspect.isawaitable(result):
                await result
            return None
        return None if self._hidden(message, ignore_subscribe_messages) else message

    async def run(self, *, exception_handler=None, poll_timeout=1.0, pubsub=None):
        """Hands messages to their handlers until it is cancelled."""
        self._check_handlers()
        await self.connect()
        while True:
            try:
                await (pubsub or self).get_message(ignore_subscribe_messages=True, timeout=poll_timeout)
            except Exception as error:
                if exception_handler is None:
                    raise
                result = exception_handler(error, self)
                if inspect.isawaitable(result):
                    await result
            await asyncio.sleep(0)
