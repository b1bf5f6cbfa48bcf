"""Subscriptions of the synchronous client."""

from resplay import blocking, port

from ._pubsub import PubSubBase

_SECOND = 1_000_000_000


class PubSub(PubSubBase):
    """A connection that listens. Messages come from listen or get_message, or go to handlers."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        """Ends all subscriptions and gives the connection back."""
        connection, self._connection = self._connection, None
        self._clear()
        if connection is not None:
            port.current().forget(connection)
            port.current().send(b"RELEASE", connection)

    reset = close

    # Subscribing

    def subscribe(self, *args, **kwargs):
        """Listens to channels; a keyword's value is called with the messages of that channel."""
        self._subscribe("SUBSCRIBE", "channels", args, kwargs)

    def psubscribe(self, *args, **kwargs):
        self._subscribe("PSUBSCRIBE", "patterns", args, kwargs)

    def ssubscribe(self, *args, **kwargs):
        self._subscribe("SSUBSCRIBE", "shard_channels", args, kwargs)

    def unsubscribe(self, *args):
        """Ends the subscription to channels; to all without any."""
        self._send("UNSUBSCRIBE", *self._end("channels", args))

    def punsubscribe(self, *args):
        self._send("PUNSUBSCRIBE", *self._end("patterns", args))

    def sunsubscribe(self, *args):
        self._send("SUNSUBSCRIBE", *self._end("shard_channels", args))

    def _subscribe(self, command, kind, args, handlers):
        wanted = self._subscriptions(args, handlers)
        self._send(command, *wanted)
        self._add(kind, wanted)

    def _connect(self):
        if self._connection is None:
            self._connection = self.connection_pool.borrow()
            port.current().listen(self._connection, self)

    def _send(self, *args):
        self._connect()
        self._call(*args)

    def ping(self, message=None):
        """Has the server answer with a message of type pong."""
        self._connect()
        self._ping(message)

    # Receiving

    def listen(self):
        """The messages, as they come, until there is no subscription left."""
        while self.subscribed:
            message = self.handle_message(self.parse_response())
            if message is not None:
                yield message

    def get_message(self, ignore_subscribe_messages=False, timeout=0.0):
        """The next message, or None when none comes within so many seconds; None waits for ever."""
        response = self.parse_response(block=timeout is None, timeout=timeout or 0.0)
        if response is None:
            return None
        return self.handle_message(response, ignore_subscribe_messages)

    def parse_response(self, block=True, timeout=0.0):
        """The next push as it came, or None."""
        if self._connection is None and not self._inbox:
            raise RuntimeError(
                "pubsub connection not set: did you forget to call subscribe() or psubscribe()?"
            )
        deadline = -1 if block else port.current().now + round(timeout * _SECOND)
        blocking.wait_while(lambda: not self._inbox, "a message of its subscriptions", deadline)
        return self._inbox.popleft() if self._inbox else None

    def handle_message(self, response, ignore_subscribe_messages=False):
        """A push as a message; None when it went to a handler or is to be passed over."""
        message = self._message(response)
        handler = self._handler(message) if self._is_published(message) else None
        if handler is not None:
            handler(message)
            return None
        return None if self._hidden(message, ignore_subscribe_messages) else message
