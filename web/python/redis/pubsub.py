"""Subscriptions of the synchronous client."""

import math
import time

from ._pubsub import PubSubBase


class PubSubWorkerThread:
    """What run_in_thread would return where there are threads."""


class PubSub(PubSubBase):
    """A connection that listens. Messages come from listen or get_message, or go to handlers."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()

    def close(self):
        """Ends all subscriptions and gives the connection back."""
        connection, self.connection = self.connection, None
        self._clear()
        if connection is not None:
            connection.deregister_connect_callback(self.on_connect)
            connection._let_go()  # with its subscriptions: nobody else can use it
            self.connection_pool.release(connection)

    def reset(self):
        self.close()

    # Subscribing

    def subscribe(self, *args, **kwargs):
        """Listens to channels; a keyword's value is called with the messages of that channel."""
        self._subscribe("SUBSCRIBE", "channels", args, kwargs)

    def psubscribe(self, *args, **kwargs):
        self._subscribe("PSUBSCRIBE", "patterns", args, kwargs)

    def ssubscribe(self, *args, target_node=None, **kwargs):
        self._subscribe("SSUBSCRIBE", "shard_channels", args, kwargs)

    def unsubscribe(self, *args):
        """Ends the subscription to channels; to all without any."""
        self.execute_command("UNSUBSCRIBE", *self._end("channels", args))

    def punsubscribe(self, *args):
        self.execute_command("PUNSUBSCRIBE", *self._end("patterns", args))

    def sunsubscribe(self, *args, target_node=None):
        self.execute_command("SUNSUBSCRIBE", *self._end("shard_channels", args))

    def _subscribe(self, command, kind, args, handlers):
        wanted = self._subscriptions(args, handlers)
        self.execute_command(command, *wanted)
        self._add(kind, wanted)

    def connect(self):
        """Borrows a connection, or connects a lost one again."""
        if self.connection is None:
            self.connection = self.connection_pool.get_connection()
            self.connection.register_connect_callback(self.on_connect)
        else:
            self.connection.connect()

    def on_connect(self, connection):
        """Takes the subscriptions to a connection that is new."""
        for command in self._resubscriptions():
            connection.send_command(*command, check_health=False)

    def execute_command(self, *args):
        """Sends a command; what it comes to is a message."""
        self.connect()
        connection = self.connection
        kwargs = {"check_health": not self.subscribed}
        self._execute(connection, connection.send_command, *args, **kwargs)

    def ping(self, message=None):
        """Has the server answer with a message of type pong."""
        self.execute_command("PING", *(() if message is None else (message,)))

    def _execute(self, conn, command, *args, **kwargs):
        """Does something with a connection, which is replaced as its Retry says."""
        return conn.retry.call_with_retry(
            lambda: command(*args, **kwargs), lambda error: self._reconnect(conn)
        )

    def _reconnect(self, conn):
        conn.disconnect()
        conn.connect()

    # Receiving

    def listen(self):
        """The messages, as they come, until there is no subscription left."""
        while self.subscribed:
            message = self.handle_message(self.parse_response(block=True))
            if message is not None:
                yield message

    def get_message(self, ignore_subscribe_messages=False, timeout=0.0):
        """The next message, or None when none comes within so many seconds; None waits for ever."""
        if self.connection is None and timeout is not None:
            time.sleep(timeout)  # nothing can subscribe meanwhile
            return None
        response = self.parse_response(block=timeout is None, timeout=timeout)
        if response is None:
            return None
        return self.handle_message(response, ignore_subscribe_messages)

    get_sharded_message = get_message

    def parse_response(self, block=True, timeout=0):
        """The next push as it came, or None."""
        conn = self._connected()
        self.check_health()
        if not conn.is_connected and not conn._incoming:
            conn.connect()
        response = self._execute(
            conn,
            conn.read_response,
            timeout=math.inf if block else timeout,
            disconnect_on_error=False,
            push_request=True,
        )
        if response is not None and self.push_handler_func and conn.protocol == 3:
            response = self.push_handler_func(response)
        return None if self.is_health_check_response(response) else response

    def is_health_check_response(self, response):
        checks = (self.HEALTH_CHECK_MESSAGE, self.HEALTH_CHECK_MESSAGE.encode())
        is_check = isinstance(response, list) and response[-1] in checks
        return is_check and bool(self._connected().health_check_interval)

    def clean_health_check_responses(self):
        """Passes over the answers to PING that came before the first subscription."""

    def check_health(self):
        """Asks PING when nothing was heard for as long as health_check_interval."""
        conn = self._connected()
        if conn.health_check_interval and time.monotonic() >= conn.next_health_check:
            conn.send_command("PING", self.HEALTH_CHECK_MESSAGE, check_health=False)

    def handle_message(self, response, ignore_subscribe_messages=False):
        """A push as a message; None when it went to a handler or is to be passed over."""
        if response is None:
            return None
        message = self._message(response)
        is_published = message["type"] in self.PUBLISH_MESSAGE_TYPES
        handler = self._handler(message) if is_published else None
        if handler is not None:
            handler(message)
            return None
        return None if self._hidden(message, ignore_subscribe_messages) else message

    def run_in_thread(
        self,
        sleep_time=0.0,
        daemon=False,
        exception_handler=None,
        pubsub=None,
        sharded_pubsub=False,
    ):
        """Would hand messages to their handlers meanwhile; a thread without end cannot be here."""
        self._check_handlers()
        raise NotImplementedError(
            "in this page a thread runs to its end before the program goes on, and this one has "
            "none: in place of run_in_thread, take messages with get_message(timeout=...) in a "
            "loop, or use redis.asyncio and "
            "asyncio.create_task(pubsub.run())"
        )
