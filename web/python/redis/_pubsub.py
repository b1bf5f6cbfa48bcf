"""What subscriptions of both clients share: names, handlers, and the shape of messages."""

from collections import deque

from resplay import port, tasks
from resplay.port import WorldError

from . import _errors

_MESSAGES = ("message", "pmessage", "smessage")
_ENDS = {"unsubscribe": "channels", "punsubscribe": "patterns", "sunsubscribe": "shard_channels"}


class PubSubBase:
    """The channels and patterns that one connection listens to."""

    def __init__(
        self,
        connection_pool,
        shard_hint=None,
        ignore_subscribe_messages=False,
        encoder=None,
        push_handler_func=None,
    ):
        self.connection_pool = connection_pool
        self.shard_hint = shard_hint
        self.ignore_subscribe_messages = ignore_subscribe_messages
        self.encoder = encoder or connection_pool.get_encoder()
        self.push_handler_func = push_handler_func
        self._connection = None  # the number of the connection, once there is one
        self._clear()

    def _clear(self):
        self.channels, self.patterns, self.shard_channels = {}, {}, {}
        self._ending = {name: set() for name in _ENDS.values()}
        self._inbox = deque()

    @property
    def subscribed(self):
        return bool(self.channels or self.patterns or self.shard_channels)

    # From the world

    def pushed(self, value):
        self._inbox.append(value)
        self._wake()

    def lost(self, message):
        self._connection = None
        self.pushed(WorldError("closed", f"Connection closed by server: {message}"))

    def _wake(self):
        """Lets what waits for a message go on."""

    # To the world

    def _call(self, *args):
        """Sends a subscription; its confirmations come as pushes."""
        self._ask(_Confirmed(self), args)

    def _ping(self, message):
        self._ask(_Pong(self), ("PING",) if message is None else ("PING", message))

    def _ask(self, heard, args):
        packed = self.encoder.pack(args)
        port.current().ask(heard, b"CALL", self._connection, tasks.running_name(), *packed)

    # Names

    def _key(self, name):
        """A name as messages carry it."""
        return self.encoder.decode(self.encoder.encode(name))

    def _subscriptions(self, args, handlers):
        """Names and their handlers; a mapping among args gives handlers, too."""
        wanted = {}
        for arg in _flat(args):
            wanted |= arg if isinstance(arg, dict) else {arg: None}
        return {self._key(name): handler for name, handler in (wanted | handlers).items()}

    def _add(self, kind, wanted):
        getattr(self, kind).update(wanted)
        self._ending[kind].difference_update(wanted)

    def _end(self, kind, args):
        """Notes that names are about to end; none means all."""
        names = [self._key(name) for name in _flat(args)]
        self._ending[kind].update(names or getattr(self, kind))
        return names

    # Messages

    def _message(self, response):
        """A push as the dict that programs get."""
        if isinstance(response, WorldError):
            raise _errors.from_world(response)
        kind = response[0].decode() if isinstance(response[0], bytes) else response[0]
        if kind == "pong":
            return _shaped("pong", None, None, self.encoder.decode(response[-1]))
        parts = [self.encoder.decode(part) for part in response[1:]]
        if kind == "pmessage":
            return _shaped(kind, *parts)
        message = _shaped(kind, None, *parts)
        if kind in _ENDS:
            self._ended(_ENDS[kind], message["channel"])
        return message

    def _ended(self, kind, name):
        ending = self._ending[kind]
        if name in ending:
            ending.discard(name)
            getattr(self, kind).pop(name, None)

    def _handler(self, message):
        """What the program wants called with a message, or None."""
        if message["type"] == "pmessage":
            return self.patterns.get(message["pattern"])
        if message["type"] == "smessage":
            return self.shard_channels.get(message["channel"])
        return self.channels.get(message["channel"])

    def _hidden(self, message, ignore):
        """Whether a confirmation is to be passed over."""
        return message["type"] not in (*_MESSAGES, "pong") and (
            ignore or self.ignore_subscribe_messages
        )

    @staticmethod
    def _is_published(message):
        return message["type"] in _MESSAGES


class _Confirmed:
    """Hears how a subscription went, and passes on what went wrong."""

    def __init__(self, subscriptions):
        self._subscriptions = subscriptions

    def done(self):
        return False

    def set_result(self, result):
        if isinstance(result, WorldError):
            self._subscriptions.pushed(result)


class _Pong(_Confirmed):
    """Hears the reply to PING, and passes it on as a message."""

    def set_result(self, result):
        if isinstance(result, list):  # how RESP2 answers a subscriber
            result = result[-1]
        error = isinstance(result, WorldError)
        self._subscriptions.pushed(result if error else [b"pong", result])


def _shaped(kind, pattern, channel, data):
    return {"type": kind, "pattern": pattern, "channel": channel, "data": data}


def _flat(args):
    for arg in args:
        if isinstance(arg, list | tuple | set):
            yield from arg
        else:
            yield arg
